import { silentMs, type PageWord, type WorkerWord } from "./words.ts";

// One for all pages of the browser: each stream is an open connection, and a browser has six of them for a site.

interface Watcher {
  readonly port: MessagePort;
  workspaceId: string | undefined;
  heardAt: number;
}

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
const watchers = new Set<Watcher>();
const streams = new Map<string, AbortController>();

const watchersOf = (workspaceId: string): Watcher[] => [...watchers].filter((watcher) => watcher.workspaceId === workspaceId);

function dropSilent(): void {
  for (const watcher of watchers) if (performance.now() - watcher.heardAt > silentMs) watchers.delete(watcher);
  for (const [workspaceId, stream] of streams) if (watchersOf(workspaceId).length === 0) stream.abort();
}

function tellChanged(workspaceId: string): void {
  const word: WorkerWord = "changed";
  for (const { port } of watchersOf(workspaceId)) port.postMessage(word);
}

/** Reads the server's stream until it ends, and passes every word of a change on; at its beginning too, since nobody knows what was missed. */
async function readStream(workspaceId: string, signal: AbortSignal): Promise<void> {
  const { body, ok } = await fetch("/v1/live", { headers: { "vouch-workspace": workspaceId }, signal });
  if (!ok) return;
  tellChanged(workspaceId);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    if (part.value.includes("event: changed")) tellChanged(workspaceId);
  }
}

async function keepReading(workspaceId: string): Promise<void> {
  if (streams.has(workspaceId)) return;
  const stream = new AbortController();
  streams.set(workspaceId, stream);
  for (let pauseMs = firstPauseMs; !stream.signal.aborted; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    const began = performance.now();
    await readStream(workspaceId, stream.signal).catch(() => {});
    if (performance.now() - began > longestPauseMs) pauseMs = firstPauseMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    dropSilent();
  }
  streams.delete(workspaceId);
  if (watchersOf(workspaceId).length > 0) void keepReading(workspaceId);
}

function hear(watcher: Watcher, word: PageWord): void {
  if (word.kind === "gone") watcher.workspaceId = undefined;
  else {
    watcher.workspaceId = word.workspaceId;
    watcher.heardAt = performance.now();
    watchers.add(watcher);
    void keepReading(word.workspaceId);
  }
  dropSilent();
}

(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [port] }) => {
  if (port === undefined) return;
  const watcher: Watcher = { port, workspaceId: undefined, heardAt: performance.now() };
  port.onmessage = ({ data }: MessageEvent<PageWord>) => hear(watcher, data);
};

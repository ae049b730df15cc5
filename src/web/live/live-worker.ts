import { silentMs, streamSilentMs, type PageWord, type WorkerWord } from "./words.ts";

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
/** Whether the last try to be told of changes went well; nothing is known before the first. */
const standings = new Map<string, "live" | "lost">();

const watchersOf = (workspaceId: string): Watcher[] => [...watchers].filter((watcher) => watcher.workspaceId === workspaceId);

function dropSilent(): void {
  for (const watcher of watchers) if (performance.now() - watcher.heardAt > silentMs) watchers.delete(watcher);
  for (const [workspaceId, stream] of streams) if (watchersOf(workspaceId).length === 0) stream.abort();
}

function tell(workspaceId: string, word: WorkerWord): void {
  for (const { port } of watchersOf(workspaceId)) port.postMessage(word);
}

function stand(workspaceId: string, standing: "live" | "lost"): void {
  standings.set(workspaceId, standing);
  tell(workspaceId, standing);
}

/** One try to be told of changes: it is ended from outside, or when nothing was heard for too long. */
function openTry(stopped: AbortSignal) {
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(timer);
    ending.abort();
  };
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(end, streamSilentMs);
  };
  stopped.addEventListener("abort", end, { once: true });
  heard();
  return { signal: ending.signal, heard, end };
}

/** Reads the server's stream until it ends, and passes every word of a change on; at its beginning too, since nobody knows what was missed. */
async function readStream(workspaceId: string, stopped: AbortSignal, { signal, heard }: ReturnType<typeof openTry>): Promise<void> {
  const reply = await fetch("/v1/live", { headers: { "vouch-workspace": workspaceId }, signal }).catch(() => undefined);
  if (stopped.aborted) return;
  // A stream that ends is opened anew without a word; only where that fails is the page not live.
  stand(workspaceId, reply?.ok === true ? "live" : "lost");
  if (reply?.ok !== true) return;
  tell(workspaceId, "changed");
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    heard();
    if (part.value.includes("event: changed")) tell(workspaceId, "changed");
  }
}

async function keepReading(workspaceId: string): Promise<void> {
  if (streams.has(workspaceId)) return;
  const stream = new AbortController();
  streams.set(workspaceId, stream);
  for (let pauseMs = firstPauseMs; !stream.signal.aborted; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    const began = performance.now();
    const attempt = openTry(stream.signal);
    await readStream(workspaceId, stream.signal, attempt).catch(() => {});
    attempt.end();
    if (performance.now() - began > longestPauseMs) pauseMs = firstPauseMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    dropSilent();
  }
  streams.delete(workspaceId);
  standings.delete(workspaceId);
  if (watchersOf(workspaceId).length > 0) void keepReading(workspaceId);
}

function hear(watcher: Watcher, word: PageWord): void {
  if (word.kind === "gone") watcher.workspaceId = undefined;
  else {
    watcher.workspaceId = word.workspaceId;
    watcher.heardAt = performance.now();
    watchers.add(watcher);
    // Whoever comes later, or missed a word, hears how it stands.
    const standing = standings.get(word.workspaceId);
    if (standing !== undefined) watcher.port.postMessage(standing);
    void keepReading(word.workspaceId);
  }
  dropSilent();
}

(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [port] }) => {
  if (port === undefined) return;
  const watcher: Watcher = { port, workspaceId: undefined, heardAt: performance.now() };
  port.onmessage = ({ data }: MessageEvent<PageWord>) => hear(watcher, data);
};

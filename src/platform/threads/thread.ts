import { readlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { pathToFileURL } from "node:url";
import { parentPort, Worker, workerData } from "node:worker_threads";

/** What a thread tells the one that started it. */
type Message = { readonly kind: "progress" | "done"; readonly value: unknown };

export interface ThreadOptions {
  /** The module that calls {@link serveThread}, beside the caller: its path without an extension, and the caller's `import.meta.url`. */
  readonly module: string;
  readonly from: string;
  /** Given to the thread as a copy. */
  readonly input: unknown;
  readonly onProgress?: ((value: never) => void) | undefined;
  /** Where the system can do that for a thread, which is Linux, everything else that wants to run runs first. */
  readonly givesWay?: boolean;
  /** Ends the thread at once; what it has not committed by then is undone by its server. */
  readonly signal?: AbortSignal | undefined;
}

/** A source file is loaded by the loader that tests and scripts run with; this version of Node does not hand it on to threads by itself. */
function sourceStart(file: URL): URL {
  const manifest = pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"));
  const loader = new URL("dist/esm/api/index.mjs", manifest).href;
  const text = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(file.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** What a thread is started with. */
interface Start {
  readonly input: unknown;
  readonly givesWay: boolean;
}

function openWorker({ module, from, input, givesWay = false }: ThreadOptions): Worker {
  const start: Start = { input, givesWay };
  if (!from.endsWith(".ts")) return new Worker(new URL(`${module}.js`, from), { workerData: start });
  return new Worker(sourceStart(new URL(`${module}.ts`, from)), { workerData: start, execArgv: ["--conditions=@vouch/source"] });
}

/**
 * Does heavy work in a thread of its own, so that this one goes on answering.
 *
 * @returns what the work returned, as a copy
 * @throws what the work threw, or the signal's reason
 */
export async function runInThread<T>(options: ThreadOptions): Promise<T> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const worker = openWorker(options);
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if (message.kind === "done") resolve(message.value as T);
        else onProgress?.(message.value as never);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject((signal?.reason as Error | undefined) ?? new Error("the thread ended before its work was done")));
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

/** A thread that stays, and is asked. */
export interface Thread<Q, A> {
  /** Rejects when the thread could not answer, or ended before it did. */
  ask(question: Q): Promise<A>;
  /** Resolves when the thread is no more: because it was closed, or with what broke it. */
  readonly ended: Promise<Error | undefined>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

type Told = { readonly kind: "told"; readonly value: unknown };
type Answer = { readonly kind: "answer"; readonly id: number; readonly value: unknown };
type Refusal = { readonly kind: "refusal"; readonly id: number; readonly message: string };

/**
 * Starts a thread that answers questions until it is closed, so that what it holds in memory is made once. What it tells by itself goes to
 * `onProgress`.
 */
export function openThread<Q, A>(options: Omit<ThreadOptions, "signal">): Thread<Q, A> {
  const worker = openWorker(options);
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let isClosed = false;
  const take = (message: Told | Answer | Refusal): void => {
    if (message.kind === "told") return options.onProgress?.(message.value as never);
    const who = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "answer") who?.resolve(message.value as never);
    else who?.reject(new Error(message.message));
  };
  let end: Error | undefined;
  const ended = new Promise<Error | undefined>((resolve) => {
    let broken: Error | undefined;
    worker.on("message", take);
    worker.on("error", (error: Error) => (broken = error));
    worker.on("exit", (code) => {
      const reason = broken ?? new Error(`the thread ended with code ${code}`);
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
      end = reason;
      resolve(isClosed ? undefined : reason);
    });
  });
  return {
    ask: (question) =>
      new Promise<A>((resolve, reject) => {
        if (end !== undefined) return reject(end);
        waiting.set(++asked, { resolve, reject });
        worker.postMessage({ id: asked, question });
      }),
    ended,
    close: async () => {
      isClosed = true;
      await worker.terminate();
    },
  };
}

function giveWay(): void {
  if (process.platform !== "linux") return;
  const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
  setPriority(thread, constants.priority.PRIORITY_LOW);
}

/** Called by a module that is a thread: does the work with the input it was started with. */
export async function serveThread<I>(work: (input: I, progress: (value: unknown) => void) => Promise<unknown>): Promise<void> {
  const port = parentPort;
  if (port === null) throw new RangeError("this module is started as a thread");
  const { input, givesWay } = workerData as Start;
  if (givesWay) giveWay();
  const tell = (message: Message): void => port.postMessage(message);
  tell({ kind: "done", value: await work(input as I, (value) => tell({ kind: "progress", value })) });
}

/**
 * Called by a module that is a thread which stays: opens what it answers from, and then answers. Questions that come before wait. What is
 * thrown while it opens ends the thread; what an answer throws is told to who asked.
 *
 * @param open is given the input and a way to tell something unasked; gives what answers.
 */
export async function serveQuestions<I, Q, A>(
  open: (input: I, tell: (value: unknown) => void) => Promise<(question: Q) => A | Promise<A>>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new RangeError("this module is started as a thread");
  const tell = (message: Told | Answer | Refusal): void => port.postMessage(message);
  const { input, givesWay } = workerData as Start;
  if (givesWay) giveWay();
  const answer = await open(input as I, (value) => tell({ kind: "told", value }));
  port.on("message", ({ id, question }: { id: number; question: Q }) => {
    void (async () => answer(question))().then(
      (value) => tell({ kind: "answer", id, value }),
      (error: unknown) => tell({ kind: "refusal", id, message: error instanceof Error ? error.message : String(error) }),
    );
  });
}

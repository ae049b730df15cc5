import { openThread, type Thread } from "./thread.ts";

/** Threads of one kind that belong together, each with an input of its own. */
export interface ThreadGroupOptions<S> {
  /** As in `ThreadOptions`. */
  readonly module: string;
  readonly from: string;
  /** One thread for each. */
  readonly inputs: readonly unknown[];
  /** Called with the newest state of each, once every one of them told one, and each time that one tells another. */
  readonly onStates: (states: readonly S[]) => void;
  /** Called once, when the first of them is no more, which ends the others: with what broke it, undefined when it was closed. */
  readonly onEnd: (error: Error | undefined) => void;
}

/** Threads that belong together. */
export interface ThreadGroup<Q, A> {
  readonly threads: readonly Thread<Q, A>[];
  readonly close: () => Promise<void>;
}

/** Starts threads that are of use only together. */
export function openThreadGroup<Q, A, S>({ module, from, inputs, onStates, onEnd }: ThreadGroupOptions<S>): ThreadGroup<Q, A> {
  const states = new Map<number, S>();
  const take = (at: number, state: S): void => {
    states.set(at, state);
    if (states.size === inputs.length) onStates(inputs.map((_, each) => states.get(each)!));
  };
  const threads = inputs.map((input, at) =>
    openThread<Q, A>({ module, from, input, onProgress: ((state: S) => take(at, state)) as (value: never) => void }),
  );
  const close = async (): Promise<void> => void (await Promise.all(threads.map((thread) => thread.close())));
  let isOver = false;
  const end = (error: Error | undefined): void => {
    if (isOver) return;
    isOver = true;
    void close();
    onEnd(error);
  };
  for (const thread of threads) void thread.ended.then(end);
  return { threads, close };
}

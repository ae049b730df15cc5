import type { Log } from "../log.ts";
import type { Thread } from "./thread.ts";
import { openThreadGroup, type ThreadGroup } from "./thread-group.ts";

/** What threads that are kept are started with. */
export interface KeptStart {
  /** As in `ThreadOptions`. */
  readonly module: string;
  readonly from: string;
  /** One thread for each: the whole is divided among them. */
  readonly inputs: readonly unknown[];
  /** About how much memory they will take together. */
  readonly expectedBytes: number;
}

/** What each such thread tells: how far it is until it is ready to answer, and what it then takes. */
export interface KeptState {
  /** How much of what it does before it can answer is done, in [0, 1]; 1: it answers. */
  readonly ready: number;
  /** How much memory it takes. */
  readonly bytes: number;
  /** Whether one that is begun anew would be better than this one; then all of its name are begun anew. */
  readonly isWorn: boolean;
}

/** Threads that are being begun. */
export interface AwaitedThreads {
  /** What they were begun with. */
  readonly start: KeptStart;
  /** For how long they are being begun. */
  readonly sinceMs: number;
  /** How much of it is done, in [0, 1], as they tell. */
  readonly ready: number;
}

/** Threads that hold something in memory to answer from, by a name: begun when they are asked for and given up when memory is short. */
export interface KeptThreads {
  /**
   * The threads of a name where all are ready. Where they are not, undefined at once; they are begun in the background.
   *
   * @param start what to begin them with; undefined: it is not worth one now.
   */
  reach<Q, A>(name: string, start: () => Promise<KeptStart | undefined>): readonly Thread<Q, A>[] | undefined;
  /** What is being begun under a name that was reached for, as soon as it is known whether it is worth it; undefined: nothing is. */
  awaited(name: string): Promise<AwaitedThreads | undefined>;
  close(): Promise<void>;
}

export interface KeptThreadsOptions {
  readonly log: Log;
  /** How much memory all of them may take together. */
  readonly mostBytes: number;
  /** How long nobody tries again after one ended or was not worth it; doubled each time up to a minute. Missing: a second. */
  readonly pauseMs?: number;
}

interface Kept {
  group: ThreadGroup<unknown, unknown> | undefined;
  bytes: number;
  /** What is being begun, and how far that is. */
  awaited: { readonly start: KeptStart; readonly beganAt: number; ready: number } | undefined;
  /** Resolves when it is known whether anything is being begun. */
  decided: Promise<void>;
  /** Whether one is being begun, be it the first or one in its place. */
  isBeginning: boolean;
  /** When it was last asked for, in turns. */
  usedAt: number;
  tryAgainAt: number;
  pauseMs: number;
}

const longestPauseMs = 60_000;

type Start = () => Promise<KeptStart | undefined>;

class Keeper implements KeptThreads {
  readonly #options: KeptThreadsOptions;
  readonly #firstPauseMs: number;
  readonly #all = new Map<string, Kept>();
  readonly #open = new Set<ThreadGroup<unknown, unknown>>();
  #turns = 0;
  #isClosed = false;

  constructor(options: KeptThreadsOptions) {
    this.#options = options;
    this.#firstPauseMs = options.pauseMs ?? 1_000;
  }

  reach<Q, A>(name: string, start: Start): readonly Thread<Q, A>[] | undefined {
    let kept = this.#all.get(name);
    if (kept === undefined) {
      kept = {
        ...{ group: undefined, bytes: 0, awaited: undefined, decided: Promise.resolve(), isBeginning: false },
        ...{ usedAt: 0, tryAgainAt: 0, pauseMs: this.#firstPauseMs },
      };
      this.#all.set(name, kept);
    }
    kept.usedAt = ++this.#turns;
    if (kept.group === undefined) this.#beginOnce(name, kept, start);
    return kept.group?.threads as readonly Thread<Q, A>[] | undefined;
  }

  async awaited(name: string): Promise<AwaitedThreads | undefined> {
    await this.#all.get(name)?.decided;
    const awaited = this.#all.get(name)?.awaited;
    return awaited && { start: awaited.start, ready: awaited.ready, sinceMs: performance.now() - awaited.beganAt };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(Array.from(this.#open, (group) => group.close()));
  }

  #giveUp(kept: Kept): void {
    void kept.group?.close();
    kept.group = undefined;
    kept.bytes = 0;
  }

  #pause(kept: Kept): void {
    kept.tryAgainAt = performance.now() + kept.pauseMs;
    kept.pauseMs = Math.min(longestPauseMs, 2 * kept.pauseMs);
  }

  #hasRoom(bytes: number): boolean {
    const taken = Array.from(this.#all.values()).reduce((sum, kept) => sum + kept.bytes + (kept.awaited?.start.expectedBytes ?? 0), 0);
    return taken + bytes <= this.#options.mostBytes;
  }

  /** Gives up what was not asked for the longest, and at last the thread that is to be replaced, until there is room. */
  #makeRoom(name: string, bytes: number): boolean {
    const longest = Array.from(this.#all).toSorted(
      ([one, a], [other, b]) => Number(one === name) - Number(other === name) || a.usedAt - b.usedAt,
    );
    for (const [other, kept] of longest) {
      if (this.#hasRoom(bytes)) return true;
      if (kept.group === undefined) continue;
      this.#options.log.info({ thread: other }, "a thread is given up, memory is needed for another one");
      this.#giveUp(kept);
    }
    return this.#hasRoom(bytes);
  }

  #beginOnce(name: string, kept: Kept, start: Start): void {
    if (kept.isBeginning || this.#isClosed || performance.now() < kept.tryAgainAt) return;
    kept.isBeginning = true;
    const begun = this.#begin(name, kept, start);
    kept.decided = begun.then(
      () => undefined,
      () => undefined,
    );
    void begun
      .then((options) => options && this.#untilReady(name, kept, { options, start }))
      .catch((err: unknown) => {
        this.#options.log.warn({ err, thread: name }, "a thread cannot be begun just now");
        this.#pause(kept);
      })
      .finally(() => {
        kept.isBeginning = false;
        kept.awaited = undefined;
      });
  }

  /** What to begin, where it is worth it and there is room; memory is kept for it then. */
  async #begin(name: string, kept: Kept, start: Start): Promise<KeptStart | undefined> {
    const options = await start();
    if (options !== undefined && !this.#isClosed && this.#makeRoom(name, options.expectedBytes)) {
      kept.awaited = { start: options, beganAt: performance.now(), ready: 0 };
      return options;
    }
    if (options !== undefined && !this.#isClosed)
      this.#options.log.warn({ thread: name, bytes: options.expectedBytes }, "threads would need more memory than all may take");
    this.#pause(kept);
    return undefined;
  }

  #untilReady(name: string, kept: Kept, { options, start }: { options: KeptStart; start: Start }): Promise<void> {
    return new Promise((resolve) => {
      const onStates = (states: readonly KeptState[]): void => {
        const ready = Math.min(...states.map((state) => state.ready));
        if (ready < 1) return void (kept.awaited && (kept.awaited.ready = ready));
        if (kept.group !== group) this.#put(name, kept, group);
        resolve();
        kept.bytes = states.reduce((sum, { bytes }) => sum + bytes, 0);
        if (states.some(({ isWorn }) => isWorn)) this.#beginOnce(name, kept, start);
      };
      const onEnd = (err: Error | undefined): void => {
        this.#open.delete(group);
        if (err !== undefined) {
          this.#options.log.warn({ err, thread: name }, "a thread ended; it is begun again when it is asked for");
          this.#pause(kept);
        }
        if (kept.group === group) this.#giveUp(kept);
        resolve();
      };
      const group = openThreadGroup<unknown, unknown, KeptState>({ ...options, onStates, onEnd });
      this.#open.add(group);
    });
  }

  /** Puts threads that are ready in the place of those before. */
  #put(name: string, kept: Kept, group: ThreadGroup<unknown, unknown>): void {
    this.#giveUp(kept);
    kept.group = group;
    kept.awaited = undefined;
    kept.pauseMs = this.#firstPauseMs;
    this.#options.log.info({ thread: name, threads: group.threads.length }, "threads are ready");
  }
}

/** Opens a keeper of threads; it has none yet. */
export const openKeptThreads = (options: KeptThreadsOptions): KeptThreads => new Keeper(options);

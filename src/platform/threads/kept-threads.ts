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

/** What each such thread tells, the first time when it is ready to answer. */
export interface KeptState {
  /** How much memory it takes. */
  readonly bytes: number;
  /** Whether one that is begun anew would be better than this one; then all of its name are begun anew. */
  readonly isWorn: boolean;
}

/** Threads that hold something in memory to answer from, by a name: begun when they are asked for and given up when memory is short. */
export interface KeptThreads {
  /**
   * The threads of a name where all are ready. Where they are not, undefined at once; they are begun in the background.
   *
   * @param start what to begin them with; undefined: it is not worth one now.
   */
  reach<Q, A>(name: string, start: () => Promise<KeptStart | undefined>): readonly Thread<Q, A>[] | undefined;
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
  /** What the one that is being begun is expected to take. */
  awaitedBytes: number;
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
      kept = { group: undefined, bytes: 0, awaitedBytes: 0, isBeginning: false, usedAt: 0, tryAgainAt: 0, pauseMs: this.#firstPauseMs };
      this.#all.set(name, kept);
    }
    kept.usedAt = ++this.#turns;
    if (kept.group === undefined) this.#beginOnce(name, kept, start);
    return kept.group?.threads as readonly Thread<Q, A>[] | undefined;
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
    const taken = Array.from(this.#all.values()).reduce((sum, kept) => sum + kept.bytes + kept.awaitedBytes, 0);
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
    void this.#begin(name, kept, start)
      .catch((err: unknown) => {
        this.#options.log.warn({ err, thread: name }, "a thread cannot be begun just now");
        this.#pause(kept);
      })
      .finally(() => {
        kept.isBeginning = false;
        kept.awaitedBytes = 0;
      });
  }

  async #begin(name: string, kept: Kept, start: Start): Promise<void> {
    const options = await start();
    if (options === undefined || this.#isClosed) return this.#pause(kept);
    if (!this.#makeRoom(name, options.expectedBytes)) {
      this.#options.log.warn({ thread: name, bytes: options.expectedBytes }, "threads would need more memory than all may take");
      return this.#pause(kept);
    }
    kept.awaitedBytes = options.expectedBytes;
    await this.#untilReady(name, kept, { options, start });
  }

  #untilReady(name: string, kept: Kept, { options, start }: { options: KeptStart; start: Start }): Promise<void> {
    return new Promise((resolve) => {
      const onStates = (states: readonly KeptState[]): void => {
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
    kept.awaitedBytes = 0;
    kept.pauseMs = this.#firstPauseMs;
    this.#options.log.info({ thread: name, threads: group.threads.length }, "threads are ready");
  }
}

/** Opens a keeper of threads; it has none yet. */
export const openKeptThreads = (options: KeptThreadsOptions): KeptThreads => new Keeper(options);

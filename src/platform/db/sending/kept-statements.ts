import type { Writable } from "node:stream";
import pg from "pg";

/** How often this process sent a statement before the server is asked to keep it: what is sent a few times is not worth the memory. */
const oftenEnough = 8;
/** Statements whose text depends on what is asked would fill the server's memory: so many are kept, and so many are counted. */
const mostKept = 300;
const mostCounted = 2_000;

/**
 * What a statement begins with that is planned anew each time. After five times the server plans a kept one for values that it does not
 * look at: for one that reads much or little, by what it is asked, that plan may be many times as slow as planning is.
 */
export const plannedEachTime = "/* planned each time */";

/** Which statements the server keeps, by name, as one process sends them. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #generation = 0;

  /** The name under which the server keeps a statement; undefined while it is sent with its text each time. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= mostKept || text.startsWith(plannedEachTime)) return name;
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (count >= oftenEnough) {
      this.#counts.delete(text);
      this.#names.set(text, `kept_${this.#generation}_${this.#names.size}`);
    } else if (this.#counts.size < mostCounted || this.#counts.has(text)) this.#counts.set(text, count);
    else this.#counts.clear();
    return undefined;
  }

  /** Gives every statement a new name, because the server's plans are for tables that have changed since. */
  forget(): void {
    this.#names.clear();
    this.#generation++;
  }
}

/** Those of this process. */
export const statementNames = new StatementNames();

/** The server refuses a kept statement whose columns another version's migration changed meanwhile. */
const isOutdated = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "0A000";

/**
 * A connection on which the server parses and plans a frequent statement once instead of each time. For small statements that is half
 * of its work, and for the long ones that write orders a third of a millisecond each. What is asked in one turn of the event loop leaves
 * in one piece: with `pipeline` several statements then wake the server once.
 */
export class KeepingClient extends pg.Client {
  #isHeld = false;

  /** Holds back what is written until this turn's promises have all gone on. */
  #hold(): void {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    if (this.#isHeld || typeof stream.cork !== "function") return;
    this.#isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }

  override query(...args: unknown[]): never {
    this.#hold();
    const [text, values, callback] = args;
    const name =
      typeof text === "string" && Array.isArray(values) && values.length > 0 && callback === undefined
        ? statementNames.nameOf(text)
        : undefined;
    const send = super.query as (...given: unknown[]) => unknown;
    if (name === undefined) return send.apply(this, args) as never;
    const answer = send.call(this, { name, text, values }) as Promise<unknown>;
    answer.catch((error: unknown) => {
      if (isOutdated(error)) statementNames.forget();
    });
    return answer as never;
  }
}

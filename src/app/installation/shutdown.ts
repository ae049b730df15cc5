import type { Log } from "../../platform/log.ts";

/** What has been opened so far, closed in the reverse order. */
export type Shutdown = {
  /** Opens one thing and remembers how to close it. Once closing has begun nothing more is opened. */
  open<T>(name: string, open: () => Promise<T>, close?: (opened: T) => unknown): Promise<T>;
  /** Closes everything, last opened first, after the opening that is under way. One that fails does not keep the others open. */
  closeAll(log?: Log): Promise<void>;
};

/** Thrown by `open` when the program is already on its way out. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

/** Keeps the order of closing for one process. */
export function openShutdown(): Shutdown {
  const closers: { name: string; close: () => unknown }[] = [];
  let underWay: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;
  const closeInTurn = async (log: Log | undefined): Promise<void> => {
    await underWay.catch(() => {});
    for (const { name, close } of closers.reverse()) await closeOne(name, close, log);
  };
  return {
    async open(name, open, close = () => {}) {
      if (closing) throw new Interrupted(`${name} was not opened: the program is stopping`);
      const opening = open().then((opened) => {
        closers.push({ name, close: () => close(opened) });
        return opened;
      });
      underWay = opening;
      return opening;
    },
    closeAll: (log) => (closing ??= closeInTurn(log)),
  };
}

async function closeOne(name: string, close: () => unknown, log: Log | undefined): Promise<void> {
  log?.debug({ part: name }, "closing");
  try {
    await close();
  } catch (err) {
    log?.error({ err, part: name }, "closing failed");
  }
}

/** Resolves when the program is asked to stop: Ctrl-C, SIGTERM, or the terminal's end. Asked a third time it goes at once. */
export function stopRequested(): Promise<NodeJS.Signals> {
  let asked = 0;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        resolve(signal);
        if (++asked === 3) process.exit(130);
      });
    }
  });
}

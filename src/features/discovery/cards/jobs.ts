import type { Context } from "../../../platform/context.ts";
import { keepCards, markCardless } from "./service.ts";

/** How long a change waits at most until it is looked for. */
const everyMs = 250;

/** Makes cards anew while there are changes, and looks for some every quarter of a second, until stopped. */
export function startCards(ctx: Context): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let wake: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => (clearTimeout(timer), resolve());
    });
  const tried = (work: Promise<void>) => work.catch((err: unknown) => ctx.log.warn({ err }, "changes of creators cannot be read just now"));
  const loop = async () => {
    await tried(markCardless(ctx));
    while (!isStopping()) {
      await tried(keepCards(ctx, stopping.signal));
      if (!isStopping()) await pause();
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}

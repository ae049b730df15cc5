import { useQueryClient, type Query } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isFigurePath } from "./figure-paths.ts";
import { sayAgainMs, type PageWord, type WorkerWord } from "./words.ts";

/** What was just read needs no news; what a page begins with goes first. */
const beginAfterMs = 5_000;
/** A busy shop changes all the time; nobody reads faster than this. */
const lookAgainMs = 3_000;

/** Whether a query asks for figures that are shown as of now. */
export const isFigure = ({ queryKey: [, path] }: Query): boolean => typeof path === "string" && isFigurePath(path);

/** Who is told what the worker says. */
interface Listening {
  readonly onChange: () => void;
  readonly onStanding: (isLost: boolean) => void;
}

/** Tells the worker that somebody looks at the workspace, as long as the page can be seen; gives the way to stop. */
function watch(workspaceId: string, { onChange, onStanding }: Listening): () => void {
  const { port } = new SharedWorker(new URL("live-worker.ts", import.meta.url), { type: "module", name: "vouch-live" });
  const say = (word: PageWord): void => port.postMessage(word);
  const sayWhere = (): void => say(document.visibilityState === "visible" ? { kind: "watching", workspaceId } : { kind: "gone" });
  const comeOrGo = (): void => {
    sayWhere();
    if (document.visibilityState === "visible") onChange();
  };
  port.onmessage = ({ data }: MessageEvent<WorkerWord>) => (data === "changed" ? onChange() : onStanding(data === "lost"));
  sayWhere();
  // What changed since the page was read and before anybody listened was told to nobody.
  onChange();
  const again = setInterval(sayWhere, sayAgainMs);
  document.addEventListener("visibilitychange", comeOrGo);
  return () => {
    clearInterval(again);
    document.removeEventListener("visibilitychange", comeOrGo);
    say({ kind: "gone" });
    port.close();
  };
}

/**
 * Asks for the figures on screen again soon after something changed in the workspace, as long as somebody can see them. Browsers without
 * shared workers show what was asked for last.
 *
 * @returns whether the connection that tells of changes is lost, so that what is on screen may have changed since.
 */
export function useLiveFigures(workspaceId: string): boolean {
  const queries = useQueryClient();
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    if (!("SharedWorker" in globalThis)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lookAgain = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ predicate: isFigure });
      }, lookAgainMs);
    };
    let stop = (): void => undefined;
    const begin = setTimeout(() => {
      stop = watch(workspaceId, { onChange: lookAgain, onStanding: setIsLost });
    }, beginAfterMs);
    return () => {
      clearTimeout(begin);
      stop();
      clearTimeout(timer);
      setIsLost(false);
    };
  }, [queries, workspaceId]);
  return isLost;
}

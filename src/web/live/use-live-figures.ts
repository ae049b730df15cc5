import { useQueryClient, type Query } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFigurePath } from "./figure-paths.ts";
import { sayAgainMs, type PageWord } from "./words.ts";

/** What was just read needs no news; what a page begins with goes first. */
const beginAfterMs = 5_000;
/** A busy shop changes all the time; nobody reads faster than this. */
const lookAgainMs = 3_000;

const isFigure = ({ queryKey: [, path] }: Query): boolean => typeof path === "string" && isFigurePath(path);

/** Tells the worker that somebody looks at the workspace, as long as the page can be seen; gives the way to stop. */
function watch(workspaceId: string, onChange: () => void): () => void {
  const { port } = new SharedWorker(new URL("live-worker.ts", import.meta.url), { type: "module", name: "vouch-live" });
  const say = (word: PageWord): void => port.postMessage(word);
  const sayWhere = (): void => say(document.visibilityState === "visible" ? { kind: "watching", workspaceId } : { kind: "gone" });
  const comeOrGo = (): void => {
    sayWhere();
    if (document.visibilityState === "visible") onChange();
  };
  port.onmessage = onChange;
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
 */
export function useLiveFigures(workspaceId: string): void {
  const queries = useQueryClient();
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
      stop = watch(workspaceId, lookAgain);
    }, beginAfterMs);
    return () => {
      clearTimeout(begin);
      stop();
      clearTimeout(timer);
    };
  }, [queries, workspaceId]);
}

import { useEffect, useRef, useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { problemOf, type Problem } from "../../../web/client/problem.ts";
import { withinFile, type ImportMapping, type ImportPreview } from "./column-choices.ts";

/** The choice of columns on screen. Each change is kept at once, so that the preview follows it. */
export interface Matching {
  readonly mapping: ImportMapping;
  readonly change: (mapping: ImportMapping) => void;
  /** A change by typing: it is kept once the person pauses. */
  readonly type: (mapping: ImportMapping) => void;
  /** Keeps the choice and has every row read. */
  readonly check: () => Promise<void>;
  readonly problem: Problem | undefined;
  readonly isChecking: boolean;
  /** A change is on its way: the preview is still that of the choice before. */
  readonly isKeeping: boolean;
}

const pauseMs = 500;

/** Carries something out after a pause; what was asked for before is forgotten. */
function usePause(): { readonly after: (work: () => void) => void; readonly forget: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forget = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const after = (work: () => void) => {
    forget();
    timer.current = setTimeout(work, pauseMs);
  };
  return { after, forget };
}

/** Matches the columns of an import, beginning with the server's guess or the last choice. */
export function useMatching(id: string, preview: ImportPreview, onChecking: () => void): Matching {
  const params = { path: { id } };
  const [mapping, setMapping] = useState(preview.mapping);
  const [problem, setProblem] = useState<Problem>();
  const keep = api.useMutation("put", "/v1/imports/{id}/mapping", { ...inForm, scope: { id: `mapping ${id}` } });
  const start = api.useMutation("post", "/v1/imports/{id}/check", inForm);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setProblem(undefined);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  };
  const pause = usePause();
  const type = (next: ImportMapping) => {
    setMapping(next);
    pause.after(() => change(next));
  };
  const change = (next: ImportMapping) => {
    pause.forget();
    setMapping(next);
    void attempt(() => keep.mutateAsync({ params, body: next }));
  };
  const check = () =>
    attempt(async () => {
      pause.forget();
      await keep.mutateAsync({ params, body: withinFile(mapping, preview.columns) });
      await start.mutateAsync({ params });
      onChecking();
    });
  return { mapping, change, type, check, problem, isChecking: start.isPending, isKeeping: keep.isPending };
}

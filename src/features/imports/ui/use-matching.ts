import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { problemOf, type Problem } from "../../../web/client/problem.ts";
import { withinFile, type ImportMapping, type ImportPreview } from "./column-choices.ts";

/** The choice of columns on screen. Each change is kept at once, so that the preview follows it. */
export interface Matching {
  readonly mapping: ImportMapping;
  readonly change: (mapping: ImportMapping) => void;
  /** Keeps the choice and has every row read. */
  readonly check: () => Promise<void>;
  readonly problem: Problem | undefined;
  readonly isChecking: boolean;
  /** A change is on its way: the preview is still that of the choice before. */
  readonly isKeeping: boolean;
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
  const change = (next: ImportMapping) => {
    setMapping(next);
    void attempt(() => keep.mutateAsync({ params, body: next }));
  };
  const check = () =>
    attempt(async () => {
      await keep.mutateAsync({ params, body: withinFile(mapping, preview.columns) });
      await start.mutateAsync({ params });
      onChecking();
    });
  return { mapping, change, check, problem, isChecking: start.isPending, isKeeping: keep.isPending };
}

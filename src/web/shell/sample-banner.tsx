import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api.ts";
import type { components } from "../api.gen.d.ts";
import { TextLink } from "../kit/action/text-link.tsx";
import { paths } from "../paths.ts";

type Loading = NonNullable<components["schemas"]["SampleProgress"]["loading"]>;

const lookAgainMs = 3_000;
const path = "/v1/sample-progress";

type Stage = "coming" | "scoring" | "complete";

function stageOf(data: { readonly loading: Loading | null } | undefined): Stage | undefined {
  if (data === undefined) return undefined;
  if (data.loading === null) return "complete";
  return data.loading.creators < data.loading.all ? "coming" : "scoring";
}

/**
 * How far the sample is, asked again while it is being loaded. What pages show is asked for again when a part of it is complete, and not each time
 * somebody is scored: a page that moves all the time cannot be read.
 */
function useLoading(): Loading | null {
  const queries = useQueryClient();
  const { data } = api.useQuery("get", path, undefined, {
    throwOnError: false,
    refetchInterval: ({ state }) => ((stageOf(state.data) ?? "complete") === "complete" ? false : lookAgainMs),
  });
  const stage = stageOf(data);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current !== undefined && before.current !== stage)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== path });
    before.current = stage;
  }, [stage, queries]);
  return data?.loading ?? null;
}

const loadingText = ({ creators, scored, all }: Loading): string =>
  creators < all
    ? `, which is being loaded: ${creators} of ${all} creators are here, the others follow within minutes.`
    : `, which is being loaded: all ${all} creators are here, ${scored} of them are scored.`;

/** Above every screen of the sample brand, so that nobody takes its figures for their own, and that says how far it is while it is being loaded. */
export function SampleBanner() {
  const loading = useLoading();
  return (
    <aside
      aria-label="Sample brand"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-0.5 border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm"
    >
      <p role="status">
        You are looking at the <strong className="font-semibold">sample brand</strong>
        {loading === null ? (
          <>
            <span className="max-sm:hidden">: made-up people, made-up orders, real arithmetic</span>.
          </>
        ) : (
          loadingText(loading)
        )}
      </p>
      <TextLink to={paths.welcome()}>Start with my own data</TextLink>
    </aside>
  );
}

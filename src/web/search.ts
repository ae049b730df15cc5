import { useNavigate, useSearch } from "@tanstack/react-router";

/** What stands after the `?`: names and texts. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Reads `?a=b` as plain texts; the router's own way would turn "007" into a number. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes the names that have a value, sorted as they come. */
export function stringifySearch(search: object): string {
  const pairs = Object.entries(search as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === "string" && value !== "" ? [[name, value]] : [],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

/**
 * A filter or choice that lives in the address, so that it can be sent to a colleague and survives a reload.
 * @returns the text, undefined when it is not set, and the way to change it (undefined takes it away)
 */
export function useSearchText(name: string): [string | undefined, (value: string | undefined) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (value: string | undefined) =>
    void navigate({
      to: ".",
      search: (before: Search) => ({ ...before, [name]: value === "" ? undefined : value }),
      replace: true,
      resetScroll: false,
    } as never);
  return [search[name], change];
}

/** Takes several filters out of the address at once. */
export function useClearSearch(names: readonly string[]): () => void {
  const navigate = useNavigate();
  const without = (before: Search) => Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name)));
  return () => void navigate({ to: ".", search: without, replace: true, resetScroll: false } as never);
}

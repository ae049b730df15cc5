import { isTakenInstant } from "../../../kernel/time.ts";

/** JSON that somebody else wrote: nothing in it is certain. */
export type Payload = unknown;

/**
 * What stands at a path in a payload; undefined where the path leads nowhere.
 *
 * @param payload parsed JSON.
 * @param path names with dots between them, such as "customer.email".
 * @example
 * import { at } from "./payload.ts";
 * at({ customer: { email: "a@b.example" } }, "customer.email"); // => "a@b.example"
 */
export function at(payload: Payload, path: string): unknown {
  let value: unknown = payload;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/**
 * The text at a path: a text without white space at its ends, or the digits of a whole number, as ids come both ways.
 *
 * @param payload parsed JSON.
 * @param path as in {@link at}.
 * @returns null where there is nothing, an empty text, or something else.
 * @example
 * import { textAt } from "./payload.ts";
 * textAt({ id: 5001 }, "id"); // => "5001"
 */
export function textAt(payload: Payload, path: string): string | null {
  const value = at(payload, path);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/**
 * The first text among several paths.
 *
 * @param payload parsed JSON.
 * @param paths the surest first.
 * @example
 * import { firstText } from "./payload.ts";
 * firstText({ b: "x" }, ["a", "b"]); // => "x"
 */
export function firstText(payload: Payload, paths: readonly string[]): string | null {
  for (const path of paths) {
    const found = textAt(payload, path);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The list at a path; empty where there is none.
 *
 * @param payload parsed JSON.
 * @param path as in {@link at}.
 * @example
 * import { listAt } from "./payload.ts";
 * listAt({ lines: [1, 2] }, "lines").length; // => 2
 */
export function listAt(payload: Payload, path: string): readonly unknown[] {
  const value = at(payload, path);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/**
 * The instant at a path, from RFC 3339 text or epoch seconds.
 *
 * @param payload parsed JSON.
 * @param path as in {@link at}.
 * @returns epoch milliseconds; null where there is no time.
 * @example
 * import { instantAt } from "./payload.ts";
 * instantAt({ created: 1_700_000_000 }, "created"); // => 1700000000000
 */
export function instantAt(payload: Payload, path: string): number | null {
  const value = at(payload, path);
  const ms =
    typeof value === "string" ? Date.parse(value) : typeof value === "number" && Number.isInteger(value) ? value * 1000 : Number.NaN;
  return isTakenInstant(ms) ? ms : null;
}

/**
 * Names and values of an object or of a list of `{name, value}`, as platforms keep what a form passed on.
 *
 * @param payload parsed JSON.
 * @param path as in {@link at}.
 * @example
 * import { pairsAt } from "./payload.ts";
 * pairsAt({ note_attributes: [{ name: "vclid", value: "x" }] }, "note_attributes"); // => [["vclid", "x"]]
 */
export function pairsAt(payload: Payload, path: string): [string, string][] {
  const value = at(payload, path);
  if (Array.isArray(value))
    return value.flatMap((each: unknown): [string, string][] => {
      const [name, text] = [textAt(each, "name") ?? textAt(each, "key"), textAt(each, "value")];
      return name === null || text === null ? [] : [[name, text]];
    });
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]): [string, string][] => (typeof each === "string" ? [[name, each]] : []));
}

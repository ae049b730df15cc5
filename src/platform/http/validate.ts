import type { z } from "zod";
import { isStorable } from "../../kernel/text.ts";
import type { InputError } from "../problems/problem.ts";
import { plainFault } from "./plain-fault.ts";

/** An RFC 6901 JSON Pointer of a path. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function errorsOf(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): InputError[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ pointer: pointerOf([...path, key]), detail: `${key} is not a known field here` }));
  if (issue.code === "invalid_union") {
    const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
    if (closest !== undefined && closest.length > 0) return closest.flatMap((each) => errorsOf(each, path));
  }
  const name = path.length === 0 ? "the body" : path.map(String).join(".");
  return [{ pointer: pointerOf(path), detail: `${name}: ${issue.message}` }];
}

/** Parses one part of a request; all its faults at once. */
export function validate(schema: z.ZodType | undefined, value: unknown): { value: unknown; errors: InputError[] } {
  if (schema === undefined) return { value: undefined, errors: [] };
  const parsed = schema.safeParse(value, { error: plainFault });
  return parsed.success
    ? { value: parsed.data, errors: [] }
    : { value: undefined, errors: parsed.error.issues.flatMap((issue) => errorsOf(issue, [])) };
}

/** No contract has fields as deep as this; what looks at a value level by level must not run out of levels. */
const deepest = 32;

/** Most values hold nothing that is worth a closer look: neither U+0000 nor any part of a surrogate pair, and nothing too deep. */
function isSurelyStorable(value: unknown, depth: number): boolean {
  if (depth > deepest) return false;
  if (typeof value === "string") return !/[\0\uD800-\uDFFF]/.test(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((each) => isSurelyStorable(each, depth + 1));
  for (const key of Object.keys(value))
    if (!isSurelyStorable(key, depth) || !isSurelyStorable((value as Record<string, unknown>)[key], depth + 1)) return false;
  return true;
}

/**
 * What no database and no canonical form can hold: texts with U+0000 or half a surrogate pair, names of fields among them, and values
 * within values beyond all need.
 */
export const unstorableTexts = (value: unknown): InputError[] => (isSurelyStorable(value, 0) ? [] : unstorableIn(value, []));

function unstorableIn(value: unknown, path: readonly PropertyKey[]): InputError[] {
  if (path.length > deepest) return [{ pointer: pointerOf(path), detail: `is nested deeper than ${deepest} levels` }];
  if (typeof value === "string")
    return !isStorable(value)
      ? [
          {
            pointer: pointerOf(path),
            detail: `${path.map(String).join(".")} holds a character that is not text (U+0000 or half a surrogate pair)`,
          },
        ]
      : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => unstorableIn(each, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(!isStorable(key) ? [{ pointer: pointerOf(path), detail: "a field's name holds a character that is not text" }] : []),
    ...unstorableIn(each, [...path, key]),
  ]);
}

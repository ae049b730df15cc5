import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;
type Bound = Extract<Issue, { readonly code: "too_small" | "too_big" }>;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const formats: Readonly<Record<string, string>> = {
  email: "an e-mail address",
  url: "an address such as https://brand.example",
  datetime: "a time such as 2026-11-26T09:30:00Z",
  date: "a day such as 2026-11-26",
  uuid: "a UUID",
};

const counted = (count: number | bigint, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A bound of a text is in characters, one of a list in entries, and any other the number itself. */
function boundWords(origin: string, bound: number | bigint): string {
  if (origin === "string") return `have ${bound === 0 ? "no characters" : counted(bound, "character", "characters")}`;
  return origin === "array" ? `have ${counted(bound, "entry", "entries")}` : `be ${bound}`;
}

function boundFault(issue: Bound): string {
  const isLeast = issue.code === "too_small";
  const bound = isLeast ? issue.minimum : issue.maximum;
  if (isLeast && bound === 1 && (issue.origin === "string" || issue.origin === "array")) return "must not be empty";
  const words = boundWords(issue.origin, bound);
  if (issue.exact === true) return `must ${words}`;
  const side = isLeast ? "at least" : "at most";
  const isOpen = issue.inclusive === false;
  return `must ${words.replace(/^(have|be) /, isOpen ? `$1 ${isLeast ? "more" : "less"} than ` : `$1 ${side} `)}`;
}

/**
 * What is wrong with a value, in words for the person who wrote it; a schema that says it in words of its own is not asked.
 * Undefined leaves it to the schema library.
 */
export function plainFault(issue: Issue): string | undefined {
  if (issue.code === "too_small" || issue.code === "too_big") return boundFault(issue);
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "must be given" : `must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value")
    return issue.input === undefined ? "must be given" : `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
  const format = issue.code === "invalid_format" ? formats[issue.format] : undefined;
  return format === undefined ? undefined : `must be ${format}`;
}

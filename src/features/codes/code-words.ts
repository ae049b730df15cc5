import { codeSkeleton, normaliseCode } from "@vouch/redirect";

const faults: Readonly<Record<string, string>> = {
  empty: "code is empty",
  too_long: "code is longer than 64 characters",
  unsupported_character: "code may hold letters, digits, - and _",
};

/**
 * A code in the form that it is compared in and what it looks like, or a sentence that says why it can be none.
 *
 * @param text what somebody wrote.
 * @example
 * import { readCode } from "./code-words.ts";
 * readCode(" ana 10 "); // => { code: "ANA10", skeleton: "ANA10" }
 * readCode(" "); // => { fault: "code is empty" }
 */
export function readCode(text: string): { readonly code: string; readonly skeleton: string } | { readonly fault: string } {
  const normalised = normaliseCode(text);
  if (!normalised.ok) return { fault: faults[normalised.problem] ?? `code is refused: ${normalised.problem}` };
  return { code: normalised.code, skeleton: codeSkeleton(normalised.code) };
}

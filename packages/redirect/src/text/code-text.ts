import { foldText } from "./fold-text.ts";
import { latinLookAlike } from "./look-alike.ts";

/** The longest code, in UTF-16 units after normalising. */
export const maxCodeLength = 64;

/** Why a text cannot be a coupon code. */
export type CodeProblem = "empty" | "too_long" | "unsupported_character";

/** A code in the form under which codes are equal, or why there is none. */
export type NormalisedCode = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly problem: CodeProblem };

const SPACES = /\s+/gu;
const DASHES = /[\u2010-\u2015\u2212\u{FE58}\uFE63\uFF0D]/gu;
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}]/u;

/**
 * A coupon code in the one form under which an order's code is matched with a creator's.
 *
 * White space goes wherever it stands, case and compatibility forms are folded to upper case, the many dashes become `-`. Look-alike
 * characters stay apart: `ANA0` and `ANAO` are two codes to a store, so paying one for the other would be wrong; see `codeSkeleton`.
 *
 * @param raw a code as typed by a person or sent by a store.
 * @returns 1 to 64 UTF-16 units in upper case.
 * @example
 * import { normaliseCode } from "./code-text.ts";
 * normaliseCode(" ana 10 "); // => { ok: true, code: "ANA10" }
 * normaliseCode("  "); // => { ok: false, problem: "empty" }
 */
export function normaliseCode(raw: string): NormalisedCode {
  if (raw.length > 4 * maxCodeLength) return { ok: false, problem: "too_long" };
  const code = foldText(raw).replace(SPACES, "").replace(DASHES, "-").toUpperCase().normalize("NFKC");
  if (code === "") return { ok: false, problem: "empty" };
  if (code.length > maxCodeLength) return { ok: false, problem: "too_long" };
  return CONTROL.test(code) ? { ok: false, problem: "unsupported_character" } : { ok: true, code };
}

/**
 * A text that two codes share when a person could type one for the other; it is for comparing only.
 *
 * O, Q, D and 0, I, L and 1, S and 5, Z and 2, B and 8, G and 6, U and V fall together, as do accents, dashes and letters of other scripts
 * that look Latin. It refuses a new code that imitates a live one, and finds what a mistyped code may have meant; it never pays.
 *
 * @param code a code as `normaliseCode` returns it.
 * @example
 * import { codeSkeleton } from "./code-text.ts";
 * codeSkeleton("ANA10") === codeSkeleton("ANAIO"); // => true
 */
export function codeSkeleton(code: string): string {
  let skeleton = "";
  for (const character of latinLookAlike(code.toLowerCase()).toUpperCase()) skeleton += TWINS[character] ?? character;
  return skeleton;
}

const TWINS: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  "|": "1",
  "!": "1",
  S: "5",
  $: "5",
  Z: "2",
  B: "8",
  G: "6",
  V: "U",
  "-": "",
  _: "",
  ".": "",
};

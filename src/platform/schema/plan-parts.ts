import { z } from "zod";
import { instantSchema } from "./vocabulary.ts";

/**
 * The level of a test that a plan states before it is locked, as decimal text.
 *
 * @param usual what holds where nothing is said; it stands in the refusal as an example too.
 * @param description what it decides.
 */
export const alphaSchema = (usual: string, description: string) =>
  z
    .string()
    .regex(/^0\.(0[1-9]\d?|[1-4]\d{0,2})$/, `must be a decimal text from "0.01" to "0.499", such as "${usual}"`)
    .default(usual)
    .meta({ description });

/** What an effect on a plan's terms is called: level, p and intervals. */
export const effectAlphaText = "An effect is shown when p is at most this; intervals are of level 1 less this";

/**
 * What was locked: its exact text, its hash and when; null: a draft.
 *
 * @param what the text holds.
 */
export const lockSchema = (what: string) =>
  z
    .strictObject({
      sha256: z.string().meta({ description: "Of the document's UTF-8 bytes, in hexadecimal" }),
      document: z.string().meta({ description: `${what} as canonical JSON: the exact text that was locked` }),
      locked_at: instantSchema,
    })
    .nullable();

/** What a locked rule says once all is known. */
export const finalVerdictSchema = z.strictObject({
  outcome: z.enum(["shown", "opposite", "not-shown", "undecided"]),
  headline: z.string(),
  sentence: z.string(),
});

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { formula, scorecardOf } from "../../features/vetting/score/scorecard.ts";
import type { ScoreInput } from "../../features/vetting/score/score-input.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function parsed(text: string, file: string): ScoreInput {
  const input = JSON.parse(text) as Partial<ScoreInput>;
  if (input.format !== "vouch-score-input 1")
    throw new Error(
      `${file} is no exported input of a scorecard: its format must be "vouch-score-input 1", found ${JSON.stringify(input.format)}`,
    );
  return input as ScoreInput;
}

/**
 * Scores an exported input again.
 *
 * @returns the result in canonical JSON, and the digests that the scorecard must have if it was made from this input by this formula.
 */
export function rescored(text: string, file: string) {
  const input = parsed(text, file);
  const result = canonicalJson(scorecardOf(input));
  return { formula, input_sha256: sha256(canonicalJson(input)), result_sha256: sha256(result), result };
}

/** Prints the digests to the error channel and the result's bytes, without a line end, to the output. */
export async function runScore(file: string): Promise<void> {
  const { formula: name, input_sha256: input, result_sha256: made, result } = rescored(await readFile(file, "utf8"), file);
  console.error(`formula  ${name}\ninput    ${input}\nresult   ${made}`);
  process.stdout.write(result);
}

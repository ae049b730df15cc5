import { createHash } from "node:crypto";
import { readFollower } from "../../../src/features/vetting/followers/follower-reading.ts";
import { formula, scorecardOf } from "../../../src/features/vetting/score/scorecard.ts";
import { followerModel } from "../../../src/features/vetting/followers/follower-model.ts";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import { madeUpFollowers, madeUpInputs } from "./made-up-inputs.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const scores = Object.entries(madeUpInputs).map(([name, input]) => {
  const result = scorecardOf(input);
  const { score, low, high, least, most, known } = result;
  const bytes = canonicalJson(result);
  const parts = result.parts.map(({ key, value, tenths }) => ({ key, value, tenths }));
  return {
    name,
    input,
    input_sha256: sha256(canonicalJson(input)),
    score,
    low,
    high,
    least,
    most,
    known,
    parts,
    result_sha256: sha256(bytes),
  };
});
const vectors = {
  note: "Made-up rows. Whoever computes the score anew must reach these values; the digests are of canonical JSON (RFC 8785).",
  formula,
  follower_model: `${followerModel.name} ${followerModel.version}`,
  followers: madeUpFollowers.map((follower) => ({ follower, reading: readFollower(follower) ?? null })),
  scores,
};
process.stdout.write(`${JSON.stringify(vectors, null, 2)}\n`);

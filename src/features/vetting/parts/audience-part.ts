import type { ScoreInput } from "../score/score-input.ts";
import { measuredPart, type Part } from "../score/score-part.ts";

/** A sample below this says less than a vendor does. */
const LEAST = 100;
/** What the same list's share moves by with the cut-off, each way: a vendor that states one number leaves this open. */
const VENDOR_REACH = 0.07;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function bySample(sample: NonNullable<ScoreInput["follower_sample"]>): Part {
  const { suspicious, classes, judged } = sample.reading;
  if (suspicious === null) return { missing: "no follower of the sample could be judged" };
  const mass = classes.mass_follower;
  const [low, high] = [Math.min(1, suspicious.low + mass.low), Math.min(1, suspicious.high + mass.high)];
  return measuredPart(
    "audience",
    { at: (low + high) / 2, low, high },
    {
      says: `Between ${percent(suspicious.low)} and ${percent(suspicious.high)} of ${judged.toLocaleString("en")} sampled followers are suspicious, and ${percent(mass.share)} are mass followers.`,
      grade: sample.grade,
      evidence: [{ kind: "follower_sample", id: sample.id, text: `${judged} followers from ${sample.source}, ${sample.on}` }],
    },
  );
}

function byVendor({ types, credibility, source, grade, on }: NonNullable<ScoreInput["audience"]>, accountId: string): Part | undefined {
  const { suspicious, mass } = types;
  const stated = suspicious !== undefined ? suspicious + (mass ?? 0) : credibility === null ? undefined : 1 - credibility;
  if (stated === undefined) return undefined;
  const how = suspicious !== undefined ? "suspicious or mass followers" : "not credible";
  return measuredPart(
    "audience",
    { at: stated, low: Math.max(0, stated - VENDOR_REACH), high: Math.min(1, stated + VENDOR_REACH) },
    {
      says: `${source} states that ${percent(stated)} of followers are ${how}; with another cut-off it would be some 7 points more or less.`,
      grade,
      evidence: [{ kind: "account", id: accountId, text: `audience as ${source} states it, ${on}` }],
    },
  );
}

/**
 * How much of the audience is real: by a sample of followers, else by what a vendor states.
 *
 * @returns unknown where there is neither a sample of 100 nor a vendor's word; a smaller sample is taken where it is all there is.
 * @example
 * import { audiencePart } from "./audience-part.ts";
 * audiencePart({ follower_sample: null, audience: null, account: { id: "acc_1" } }); // => { missing: "no sample of followers, and no vendor's shares" }
 */
export function audiencePart({
  follower_sample: sample,
  audience,
  account,
}: Pick<ScoreInput, "follower_sample" | "audience"> & { readonly account: { readonly id: string } }): Part {
  const vendor = audience === null ? undefined : byVendor(audience, account.id);
  if (sample !== null && (vendor === undefined || sample.reading.judged >= LEAST)) return bySample(sample);
  return vendor ?? { missing: "no sample of followers, and no vendor's shares" };
}

import type { components } from "../../../web/api.gen.d.ts";

/** Two creators who may be one person. */
export type Pair = components["schemas"]["LikelyDuplicate"];

const kinds: Readonly<Record<Pair["one"]["belongings"][number]["kind"], readonly [string, string]>> = {
  links: ["link", "links"],
  codes: ["code", "codes"],
  enrollments: ["part in a program", "parts in programs"],
  commissions: ["commission", "commissions"],
  posts: ["post", "posts"],
};

/** What stands under a record, in words. */
export const belongingsText = (belongings: Pair["one"]["belongings"]): string =>
  belongings.length === 0
    ? "nothing"
    : belongings.map(({ kind, things }) => `${things.toLocaleString("en")} ${kinds[kind][things === 1 ? 0 : 1]}`).join(", ");

const reasonTexts: Readonly<Record<Pair["reasons"][number]["reason"], string>> = {
  email: "the same e-mail address",
  handle: "the same handle",
  bio_link: "the same link in what they say of themselves",
  name: "the same name",
};

/** Why two may be one person, in words. */
export const reasonsText = (reasons: Pair["reasons"]): string =>
  reasons.map(({ reason, evidence }) => `${reasonTexts[reason]} (${evidence})`).join("; ");

/**
 * What is said where no pair is open: pairs that were answered share something too.
 *
 * @example
 * import { noPairsWords } from "./same-person-words.ts";
 * noPairsWords({ answered: 0, hasMore: false }).title; // => "No duplicates found"
 */
export function noPairsWords({ answered, hasMore }: { readonly answered: number; readonly hasMore: boolean }) {
  const shared = "an e-mail address, a handle, a link or a name";
  if (answered === 0) return { title: "No duplicates found", says: `Nobody here shares ${shared} with somebody else.` };
  const pairs = hasMore ? `More than ${answered} pairs share` : answered === 1 ? "1 pair shares" : `${answered} pairs share`;
  return {
    title: "Every pair is answered",
    says: `${pairs} ${shared}, and ${answered === 1 ? "is" : "are"} said to be two: somebody said so, or took their merge back.`,
  };
}

/** The channels that an answer can name; what is not a creator's. */
export const answerChannels = [
  "creator",
  "word_of_mouth",
  "organic_search",
  "organic_social",
  "paid",
  "email",
  "referral",
  "offline",
] as const;
/** One of {@link answerChannels}. */
export type AnswerChannel = (typeof answerChannels)[number];

/** One answer that a survey offers. */
export type Choice = { readonly label: string } & (
  | { readonly kind: "creator"; readonly creatorId: string; readonly channel: null }
  | { readonly kind: "channel"; readonly creatorId: null; readonly channel: AnswerChannel }
);

/**
 * What a choice is known by on a page: the same text as long as it means and says the same, so that an answer to a page of yesterday
 * is never taken for another choice of today.
 *
 * @example
 * import { choiceKey } from "./choice.ts";
 * choiceKey({ kind: "channel", creatorId: null, channel: "paid", label: "An ad" }) // => "channel:paid:An ad"
 */
export const choiceKey = ({ kind, creatorId, channel, label }: Choice): string => `${kind}:${creatorId ?? channel}:${label}`;

/**
 * The place of the first choice that an earlier one repeats: the same label, or the same creator.
 *
 * @returns its index, or undefined when all differ
 * @example
 * import { repeatedChoice } from "./choice.ts";
 * const ad = { kind: "channel", creatorId: null, channel: "paid", label: "An ad" } as const;
 * repeatedChoice([ad, { ...ad, label: "an AD " }]) // => 1
 */
export function repeatedChoice(choices: readonly Choice[]): number | undefined {
  const seen = new Set<string>();
  const found = choices.findIndex((choice) => {
    const names = [`label ${choice.label.trim().toLowerCase()}`, ...(choice.creatorId === null ? [] : [`creator ${choice.creatorId}`])];
    const isRepeated = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return isRepeated;
  });
  return found === -1 ? undefined : found;
}

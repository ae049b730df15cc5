import { utmNames, utmPrecedences, type UtmName, type UtmParameters, type UtmPrecedence } from "@vouch/redirect";

/** What a link adds to its destination: expanded UTM parameters, and which value goes first. */
export type LinkRule = { utm: UtmParameters; precedence: UtmPrecedence };

/**
 * A rule as a short text, `[0,"instagram","influencer"]`: number of the precedence, then the values in the order of `utmNames`, empty for
 * none. With names and punctuation it would be four times as long, ten million times.
 *
 * @returns undefined for the rule that adds nothing, which most links have
 */
export function ruleText({ utm, precedence }: LinkRule): string | undefined {
  const number = utmPrecedences.indexOf(precedence);
  if (utm.length === 0 && number === 0) return undefined;
  const values = utmNames.map((name) => utm.find(([given]) => given === name)?.[1] ?? "");
  while (values.at(-1) === "") values.pop();
  return JSON.stringify([number, ...values]);
}

/** Reads it back. */
export function parseRule(text: string | undefined): LinkRule {
  const [number, ...values] = text === undefined ? [0] : (JSON.parse(text) as [number, ...string[]]);
  const utm = values.flatMap((value, index): (readonly [UtmName, string])[] => (value === "" ? [] : [[utmNames[index]!, value]]));
  return { utm, precedence: utmPrecedences[number ?? 0] ?? "destination_incoming_link" };
}

import type { ConsentState } from "@vouch/redirect";

/**
 * Countries whose law asks for consent before something that is not needed for the service is stored on a device:
 * the European Economic Area (Directive 2002/58/EC, article 5(3)), the United Kingdom (PECR, regulation 6), Switzerland (TCA, article 45c).
 * Used where a domain or store names no countries of its own.
 */
export const consentCountries: ReadonlySet<string> = new Set(
  "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);

/** How a domain or store asks for consent. */
export type ConsentRule = { mode: "never_required" | "by_country" | "always_required"; countries: ReadonlySet<string> };

/** What the visitor has said: an answer kept in a cookie, or a privacy signal of the browser. */
export type ConsentSigns = { answer: "granted" | "denied" | undefined; objects: boolean };

/**
 * The consent state under which a click is taken.
 *
 * An answer that was given counts before all else; then the browser's signal, which refuses; then what the rule asks in
 * the visitor's country. Where the country is unknown, `by_country` asks: storing without asking is the mistake that cannot be undone.
 */
export function consentOf(rule: ConsentRule, country: string | undefined, signs: ConsentSigns): ConsentState {
  if (signs.answer !== undefined) return signs.answer;
  if (signs.objects) return "denied";
  if (rule.mode === "never_required") return "not_required";
  if (rule.mode === "always_required" || country === undefined) return "required";
  return rule.countries.has(country) ? "required" : "not_required";
}

/** Whether something may be kept in the visitor's browser. */
export const mayStore = (consent: ConsentState): boolean => consent === "granted" || consent === "not_required";

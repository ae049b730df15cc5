/** The UTM parameters that links may set and let through, in the order in which they are written. */
export const utmNames = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"] as const;
/** One of `utmNames`. */
export type UtmName = (typeof utmNames)[number];

/** A link's UTM rule as it is stored: a template text for each parameter it sets. */
export type UtmRule = { readonly [name in UtmName]?: string };

/** What a placeholder may name. */
export const utmPlaceholders = ["creator", "link", "program", "campaign", "code", "platform"] as const;
/** One of `utmPlaceholders`. */
export type UtmPlaceholder = (typeof utmPlaceholders)[number];

/** What is known of a link: names as they shall be seen in analytics, such as a creator's handle; what is missing is unknown. */
export type UtmFacts = { readonly [name in UtmPlaceholder]?: string | undefined };

/** Expanded parameters: name and value, not yet encoded. */
export type UtmParameters = readonly (readonly [UtmName, string])[];

/** Why a rule cannot be stored, with the parameter at fault. */
export type UtmRuleProblem = {
  readonly parameter: string;
  readonly problem: "unknown_parameter" | "not_text" | "too_long" | "control_character" | "unknown_placeholder";
};

/** A rule as it is stored, or everything that is wrong with it. */
export type ParsedUtmRule =
  { readonly ok: true; readonly rule: UtmRule } | { readonly ok: false; readonly problems: readonly UtmRuleProblem[] };

/** The longest template text, in characters. */
export const maxUtmTemplateLength = 200;

/**
 * Ready rules. `ga4_*` follow Google's default channel grouping, in which `affiliate` is a medium of its own while `influencer` needs a custom
 * channel group; `triple_whale` puts the creator in the campaign and the campaign in the term, where that product looks for them.
 *
 * @see https://taggingdocs.com/ga4/configuration/channel-groupings
 */
export const utmPresets = {
  ga4_influencer: {
    utm_source: "{platform|creator}",
    utm_medium: "influencer",
    utm_campaign: "{campaign|program}",
    utm_term: "{code}",
    utm_content: "{creator}.{link}",
  },
  ga4_affiliate: {
    utm_source: "{platform|creator}",
    utm_medium: "affiliate",
    utm_campaign: "{campaign|program}",
    utm_term: "{code}",
    utm_content: "{creator}.{link}",
  },
  triple_whale: {
    utm_source: "{platform|creator}",
    utm_medium: "influencer",
    utm_campaign: "{creator}",
    utm_term: "{campaign|program}",
    utm_content: "{link}",
  },
} as const satisfies Record<string, UtmRule>;
/** The name of a ready rule. */
export type UtmPreset = keyof typeof utmPresets;

const PLACEHOLDER = /\{([^{}]*)\}/g;
const CONTROL = /[\p{Cc}\p{Cs}]/u;

/**
 * A UTM rule from untrusted JSON: known parameters, short texts, known placeholders.
 *
 * @param json a decoded JSON value; an empty text leaves its parameter out.
 * @returns the rule, or every problem at once.
 * @example
 * import { parseUtmRule } from "./utm-rule.ts";
 * parseUtmRule({ utm_source: "{platform|blog}" }); // => { ok: true, rule: { utm_source: "{platform|blog}" } }
 * parseUtmRule({ utm_source: "{handle}" }); // => { ok: false, problems: [{ parameter: "utm_source", problem: "unknown_placeholder" }] }
 */
export function parseUtmRule(json: unknown): ParsedUtmRule {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return { ok: false, problems: [{ parameter: "", problem: "not_text" }] };
  const problems: UtmRuleProblem[] = [];
  const rule: { [name in UtmName]?: string } = {};
  for (const [parameter, value] of Object.entries(json)) {
    const problem = entryProblem(parameter, value);
    if (problem) problems.push({ parameter, problem });
    else if (value !== "") rule[parameter as UtmName] = value as string;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rule };
}

function entryProblem(parameter: string, value: unknown): UtmRuleProblem["problem"] | undefined {
  if (!(utmNames as readonly string[]).includes(parameter)) return "unknown_parameter";
  if (typeof value !== "string") return "not_text";
  if (value.length > maxUtmTemplateLength) return "too_long";
  if (CONTROL.test(value)) return "control_character";
  return placeholdersKnown(value) ? undefined : "unknown_placeholder";
}

/** `{a}` takes fact a; `{a|b}` takes b where a is unknown: another placeholder by its name, else the text as it stands. */
function placeholdersKnown(template: string): boolean {
  for (const [, inside = ""] of template.matchAll(PLACEHOLDER)) if (!isPlaceholder(inside.split("|")[0] ?? "")) return false;
  return !/[{}]/.test(template.replace(PLACEHOLDER, ""));
}

function isPlaceholder(name: string): name is UtmPlaceholder {
  return (utmPlaceholders as readonly string[]).includes(name);
}

/**
 * The parameters that a rule sets for one link.
 *
 * `{creator}` becomes the fact of that name; `{platform|creator}` the first that is known; a last alternative that names no fact stands for itself,
 * as `blog` in `{platform|blog}`. A parameter with an unknown fact is left out whole: half a value would be counted as a value of its own.
 *
 * @param rule a rule as `parseUtmRule` returns it.
 * @param facts what is known of the link.
 * @returns parameters in the order of `utmNames`.
 * @example
 * import { expandUtmRule, utmPresets } from "./utm-rule.ts";
 * expandUtmRule({ utm_source: "{platform|blog}", utm_term: "{code}" }, {}); // => [["utm_source", "blog"]]
 * expandUtmRule(utmPresets.triple_whale, { creator: "ana" })[2]; // => ["utm_campaign", "ana"]
 */
export function expandUtmRule(rule: UtmRule, facts: UtmFacts): UtmParameters {
  const parameters: [UtmName, string][] = [];
  for (const name of utmNames) {
    const value = expandedText(rule[name] ?? "", facts);
    if (value !== "") parameters.push([name, value]);
  }
  return parameters;
}

function expandedText(template: string, facts: UtmFacts): string {
  let complete = true;
  const text = template.replace(PLACEHOLDER, (_, inside: string) => {
    const value = firstKnown(inside.split("|"), facts);
    complete &&= value !== "";
    return value;
  });
  return complete ? text : "";
}

function firstKnown(names: readonly string[], facts: UtmFacts): string {
  for (const name of names) {
    const value = isPlaceholder(name) ? facts[name] : name;
    if (value) return value;
  }
  return "";
}

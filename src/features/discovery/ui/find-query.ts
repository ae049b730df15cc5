import { platformLabel } from "../../../web/pickers/platforms.ts";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { countryText, languageText } from "../../../web/lists/code-names.ts";

/** How a rule asks. */
export type Operator = "is" | "not" | "known" | "unknown";

/** One rule of a filter, as somebody fills it in; texts as in the inputs, nothing where it is not filled in. */
export interface Rule {
  /** A field, or `audience:` and a way of division. */
  readonly field: string;
  readonly op: Operator;
  readonly values?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly value?: string;
  readonly currency?: string;
}

/** How the parts of a group hold together: all of them, any one, or none of them. */
export type Join = "and" | "or" | "none";

/** A group of rules, and of groups within. */
export interface Group {
  readonly join: Join;
  readonly rules: readonly Part[];
}

/** What a group is made of. */
export type Part = Rule | Group;

/** A filter: the outermost group. */
export type Draft = Group;

/** Whether a part is a group by itself. */
export const isGroup = (part: Part): part is Group => "join" in part;

/** What a field's values are. */
export type FieldKind = "choice" | "count" | "share" | "money" | "day" | "flag" | "audience";

interface Field {
  readonly label: string;
  readonly kind: FieldKind;
}

/** Every field of a filter, in the order in which it is offered. */
export const fields: Readonly<Record<string, Field>> = {
  platform: { label: "Platform", kind: "choice" },
  country: { label: "Country", kind: "choice" },
  city: { label: "City", kind: "choice" },
  language: { label: "Language", kind: "choice" },
  category: { label: "Category", kind: "choice" },
  tier: { label: "Size", kind: "choice" },
  followers: { label: "Followers", kind: "count" },
  er_followers: { label: "Engagement of followers", kind: "share" },
  er_views: { label: "Engagement of views", kind: "share" },
  er_reach: { label: "Engagement of reach", kind: "share" },
  er_impressions: { label: "Engagement of impressions", kind: "share" },
  growth_30d: { label: "Growth in 30 days", kind: "share" },
  avg_views: { label: "Views a post", kind: "count" },
  following: { label: "Following", kind: "count" },
  posts_count: { label: "Posts", kind: "count" },
  last_post_on: { label: "Last post", kind: "day" },
  added_on: { label: "Added", kind: "day" },
  quality: { label: "Quality", kind: "count" },
  price: { label: "Price", kind: "money" },
  is_verified: { label: "Verified", kind: "flag" },
  has_email: { label: "E-mail known", kind: "flag" },
  has_worked: { label: "Worked with you", kind: "flag" },
  status: { label: "Status", kind: "choice" },
  account_state: { label: "Account’s state", kind: "choice" },
  decision: { label: "Decision", kind: "choice" },
  source: { label: "Source", kind: "choice" },
  list: { label: "List", kind: "choice" },
  program: { label: "Program", kind: "choice" },
  "audience:countries": { label: "Audience by country", kind: "audience" },
  "audience:cities": { label: "Audience by city", kind: "audience" },
  "audience:genders": { label: "Audience by gender", kind: "audience" },
  "audience:ages": { label: "Audience by age", kind: "audience" },
  "audience:languages": { label: "Audience by language", kind: "audience" },
  "audience:interests": { label: "Audience by interest", kind: "audience" },
  "audience:types": { label: "Audience by kind of follower", kind: "audience" },
};

/** A condition as the API takes it. */
export type ApiCondition = { readonly [name: string]: unknown };

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== "";
const bound = (name: "from" | "to", text: string | undefined, isDay: boolean) =>
  isFilled(text) ? { [name]: isDay ? text : Number(text) } : {};

function rangeOf({ from, to }: Rule, isDay: boolean): ApiCondition | undefined {
  return isFilled(from) || isFilled(to) ? { ...bound("from", from, isDay), ...bound("to", to, isDay) } : undefined;
}

function positive(rule: Rule): ApiCondition | undefined {
  const { field, values = [], value, currency } = rule;
  const kind = fields[field]?.kind;
  if (kind === "choice") return values.length === 0 ? undefined : { field, in: [...values] };
  if (kind === "flag") return isFilled(value) ? { field, is: value === "true" } : undefined;
  const range = rangeOf(rule, kind === "day");
  if (range === undefined) return undefined;
  if (kind === "audience")
    return isFilled(value) ? { audience: field.slice("audience:".length), value: value.trim(), ...range } : undefined;
  return kind === "money" ? { field, ...range, currency } : { field, ...range };
}

/** A rule as the API takes it; undefined as long as it is not filled in. */
function conditionOfRule(rule: Rule): ApiCondition | undefined {
  if (rule.op === "known" || rule.op === "unknown") return { known: rule.field.replace("audience:", ""), is: rule.op === "known" };
  const condition = positive(rule);
  return condition === undefined || rule.op === "is" ? condition : { not: condition };
}

const orNone = (condition: ApiCondition | undefined): ApiCondition[] => (condition === undefined ? [] : [condition]);

function conditionOfPart(part: Part): ApiCondition | undefined {
  return isGroup(part) ? conditionOfGroup(part) : conditionOfRule(part);
}

const joined: { readonly [J in Join]: (parts: readonly ApiCondition[]) => ApiCondition } = {
  and: (parts) => ({ and: parts }),
  or: (parts) => ({ or: parts }),
  none: (parts) => ({ not: { or: parts } }),
};

/** A group without anything that is filled in asks for nothing. */
function conditionOfGroup({ join, rules }: Group): ApiCondition | undefined {
  const asked = rules.flatMap((part): ApiCondition[] => orNone(conditionOfPart(part)));
  return asked.length === 0 ? undefined : joined[join](asked);
}

/**
 * The condition of a filter.
 *
 * @param leftOut ids of lists whose creators are left out.
 * @returns undefined when nothing is asked for.
 */
export function conditionOf(draft: Draft, leftOut: readonly string[] = []): ApiCondition | undefined {
  const asked = draft.rules.flatMap((part): ApiCondition[] => orNone(conditionOfPart(part)));
  const own = asked.length === 0 ? [] : draft.join === "and" ? asked : [joined[draft.join](asked)];
  const all = leftOut.length === 0 ? own : [...own, { not: { field: "list", in: [...leftOut] } }];
  return all.length === 0 ? undefined : { and: all };
}

/** The values that a filter asks for of a choice in its outermost group. */
export const chosenValues = (draft: Draft, field: string): string[] =>
  draft.join === "none" ? [] : draft.rules.flatMap((part) => (isAsking(part, field) ? (part.values ?? []) : []));

const isAsking = (part: Part, field: string): part is Rule => !isGroup(part) && part.field === field && part.op === "is";

/** A filter in which one value of a choice is switched on or off, as the counts beside a result do. */
export function toggled(draft: Draft, field: string, value: string): Draft {
  // What is switched on is wanted: it stands beside a group of what is not.
  if (draft.join === "none") return { join: "and", rules: [draft, { field, op: "is", values: [value] }] };
  const at = draft.rules.findIndex((part) => isAsking(part, field));
  const before = draft.rules[at];
  if (before === undefined || isGroup(before)) return { ...draft, rules: [...draft.rules, { field, op: "is", values: [value] }] };
  const known = before.values ?? [];
  const values = known.includes(value) ? known.filter((each) => each !== value) : [...known, value];
  const rules = draft.rules.flatMap((part, index) => (index !== at ? [part] : values.length === 0 ? [] : [{ ...before, values }]));
  return { ...draft, rules };
}

const decided: Readonly<Record<string, string>> = { approve: "Approved", watch: "Watched", reject: "Rejected" };
const genders: Readonly<Record<string, string>> = { female: "Women", male: "Men" };
const capital = (value: string): string => `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`;

const named: Readonly<Record<string, (value: string) => string | undefined>> = {
  platform: (value) => platformLabel(value as Parameters<typeof platformLabel>[0]),
  country: countryText,
  language: languageText,
  tier: (value) => (value === "below" ? "Below the first step" : capital(value)),
  status: capital,
  account_state: capital,
  decision: (value) => decided[value],
  genders: (value) => genders[value],
};

/**
 * A value of a field as people say it.
 *
 * @param name what the API calls it, where it has a name of its own.
 */
export const valueLabel = (field: string, value: string, name = value): string => named[field]?.(value) ?? name;

const grades = {
  A: "the platform, for the account’s owner",
  B: "the platform, for anybody",
  C: "a vendor’s estimate",
  D: "a person or a file of your own",
  E: "told or guessed",
} as const;

/** Where a figure comes from, in a sentence. */
export const evidenceText = ({ source, grade, observed_on }: { source: string; grade: keyof typeof grades; observed_on: string }): string =>
  `${calendarDayText(observed_on)}, from ${source}. Evidence ${grade}: ${grades[grade]}.`;

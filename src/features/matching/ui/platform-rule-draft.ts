import { platformLabel, platformOptions } from "../../../web/pickers/platforms.ts";
import { goalWords, productWords, type Goal, type PlatformRule, type ProductKind } from "./words.ts";

/** Who gets points: a platform, or those that the profile names. */
export type Receiver = "theirs" | (typeof platformOptions)[number]["value"];

/** Points of one receiver, as a form holds them. */
export interface PointsDraft {
  readonly to: Receiver;
  readonly points: number | undefined;
}

/** A rule as a form holds it. */
export interface RuleDraft {
  readonly says: string;
  readonly rule_source: string;
  readonly goal: "" | Goal;
  readonly product: "" | ProductKind;
  readonly age_from: number | undefined;
  readonly age_to: number | undefined;
  readonly is_told: boolean;
  readonly points: readonly PointsDraft[];
}

/** All who can get points. */
export const receivers: readonly { readonly value: Receiver; readonly label: string }[] = [
  { value: "theirs", label: "Those the profile names" },
  ...platformOptions,
];

/** Points with the names of who gets them, the most first. */
export const pointsOf = (points: PlatformRule["points"]): { readonly label: string; readonly value: number }[] =>
  Object.entries(points)
    .map(([to, value]) => ({ label: to === "theirs" ? "Theirs" : platformLabel(to as Exclude<Receiver, "theirs">), value }))
    .toSorted((a, b) => b.value - a.value);

/** When a rule speaks, in words. */
export function conditionText({ goal, ages, product, is_told: isTold }: PlatformRule["when"]): string {
  const parts = [
    goal === undefined ? "" : `the goal is: ${goalWords[goal].toLowerCase()}`,
    ages === undefined ? "" : `half of the years or more lie in ${ages.from} to ${ages.to}`,
    product === undefined ? "" : `the product ${productWords[product].toLowerCase()}`,
    isTold === true ? "the profile names platforms" : "",
  ].filter((part) => part !== "");
  const text = parts.join(", and ");
  return text === "" ? "Always" : `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

const newRule: PlatformRule = { id: "", says: "", source: "", when: {}, points: { instagram: 1 } };

/** What a form begins with; undefined: a new rule. */
export function draftOf({ says, source, when, points }: PlatformRule = newRule): RuleDraft {
  const { goal = "", product = "", ages, is_told: isTold = false } = when;
  return {
    ...{ says, rule_source: source, goal, product, age_from: ages?.from, age_to: ages?.to, is_told: isTold },
    points: Object.entries(points).map(([to, given]) => ({ to: to as Receiver, points: given })),
  };
}

/** An id of its own for a new rule: the first words of what it says. */
function newId(says: string, taken: ReadonlySet<string>): string {
  const words = says
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[^a-z]+|_+$/g, "")
    .slice(0, 30);
  const stem = words === "" ? "rule" : words.replace(/_$/, "");
  const free = Array.from({ length: taken.size + 1 }, (_, at) => (at === 0 ? stem : `${stem}_${at + 1}`)).find((id) => !taken.has(id));
  return free ?? stem;
}

/** The rules with one as a form has it in its place, or after the last. */
export function rulesWith(rules: readonly PlatformRule[], at: number, draft: RuleDraft): PlatformRule[] {
  const { says, rule_source: source, goal, product, age_from: from, age_to: to, is_told: isTold, points } = draft;
  const id = rules[at]?.id ?? newId(says, new Set(rules.map((each) => each.id)));
  const when: PlatformRule["when"] = {
    ...(goal === "" ? {} : { goal }),
    ...(product === "" ? {} : { product }),
    // One end alone is sent as it is: the API says what is missing, at its field.
    ...(from === undefined && to === undefined ? {} : { ages: { from: from as number, to: to as number } }),
    ...(isTold ? { is_told: true } : {}),
  };
  const given = Object.fromEntries(points.flatMap((each) => (each.points === undefined ? [] : [[each.to, each.points]])));
  return [...rules.slice(0, at), { id, says, source, when, points: given }, ...rules.slice(at + 1)];
}

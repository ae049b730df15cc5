import { fields, isGroup, type Draft, type Group, type Join, type Operator, type Part, type Rule } from "./find-query.ts";

const nothing: Draft = { join: "and", rules: [] };
const operators: readonly unknown[] = ["is", "not", "known", "unknown"];
const joins: readonly unknown[] = ["and", "or", "none"];
/** As deep as a search may be nested. */
const deepest = 7;
const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === "string";

function isRule(value: object): value is Rule {
  const { field, op, values, from, to, value: of, currency } = value as Record<string, unknown>;
  const isListed = values === undefined || (Array.isArray(values) && values.every((each) => typeof each === "string"));
  return (
    typeof field === "string" &&
    Object.hasOwn(fields, field) &&
    operators.includes(op) &&
    isListed &&
    [from, to, of, currency].every(isOptionalText)
  );
}

function isPart(value: unknown, depth: number): value is Part {
  if (typeof value !== "object" || value === null || depth > deepest) return false;
  if (!("join" in value)) return isRule(value);
  const { join, rules } = value as { join: unknown; rules?: unknown };
  return joins.includes(join) && Array.isArray(rules) && rules.every((each) => isPart(each, depth + 1));
}

/** The filter that an address has; one that cannot be read asks for nothing. */
export function draftFrom(text: string | undefined): Draft {
  if (text === undefined) return nothing;
  try {
    const part: unknown = JSON.parse(text);
    return isPart(part, 0) && isGroup(part) ? part : nothing;
  } catch {
    return nothing;
  }
}

/** A filter as an address has it; undefined when it asks for nothing. */
export const draftText = (draft: Draft): string | undefined => (draft.rules.length === 0 ? undefined : JSON.stringify(draft));

type Shape = { readonly [name: string]: unknown };

function ruleOfKnown(known: string, isKnown: boolean): Rule | undefined {
  const field = Object.hasOwn(fields, known) ? known : `audience:${known}`;
  return Object.hasOwn(fields, field) ? { field, op: isKnown ? "known" : "unknown" } : undefined;
}

function ruleOfLeaf(leaf: Shape, op: Operator): Rule | undefined {
  const { field, audience, known, is, in: values, value = is, from, to, currency } = leaf;
  // Whether something is known is never itself not known: its opposite is the other answer.
  if (typeof known === "string") return ruleOfKnown(known, (is === true) === (op === "is"));
  const name = typeof audience === "string" ? `audience:${audience}` : field;
  if (typeof name !== "string" || !Object.hasOwn(fields, name)) return undefined;
  const told = Object.entries({ from, to, value, currency }).flatMap(([key, each]) =>
    each === undefined ? [] : [[key, String(each)] as const],
  );
  return { field: name, op, ...(Array.isArray(values) ? { values: values.map(String) } : {}), ...Object.fromEntries(told) };
}

/** A group of conditions; one without any says "everybody" or "nobody", which no group on the page says. */
function groupOf(join: Join, conditions: readonly unknown[], isTrue: boolean): Group | undefined {
  const rules = conditions.map((each) => partOf(each, isTrue));
  return rules.length > 0 && rules.every((part) => part !== undefined) ? { join, rules } : undefined;
}

/**
 * A condition as a part of a filter, or the opposite of it: "not both" is "one of the opposites", also where something is not known.
 *
 * @param isTrue false: the opposite.
 */
function partOf(condition: unknown, isTrue: boolean): Part | undefined {
  if (typeof condition !== "object" || condition === null) return undefined;
  const shape = condition as Shape;
  const { and, or, not } = shape;
  if (not !== undefined) return partOf(not, !isTrue);
  if (Array.isArray(and)) return groupOf(isTrue ? "and" : "or", and, isTrue);
  if (Array.isArray(or)) return groupOf(isTrue ? "or" : "none", or, true);
  return ruleOfLeaf(shape, isTrue ? "is" : "not");
}

/**
 * A kept condition as the address of the search page has it.
 *
 * @returns undefined for one that the page's filter cannot say, as another program may have kept it.
 */
export function draftOfCondition(condition: unknown): { readonly filter?: string } | undefined {
  if (condition === null) return {};
  const part = partOf(condition, true);
  if (part === undefined) return undefined;
  const whole: Group = isGroup(part) ? part : { join: "and", rules: [part] };
  const [only, ...others] = whole.rules;
  const draft = whole.join === "and" && others.length === 0 && only !== undefined && isGroup(only) ? only : whole;
  const filter = draftText(draft);
  return filter === undefined ? {} : { filter };
}

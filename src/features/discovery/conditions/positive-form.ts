import type { Condition } from "../query/creator-query.ts";

/** A condition that holds no other. */
export type Leaf = Exclude<Condition, { readonly and: unknown } | { readonly or: unknown } | { readonly not: unknown }>;

/** A condition whose only negation is at its leaves: `isTrue` asks for a leaf to be true, else for it to be known and false. */
export type Positive =
  { readonly every: readonly Positive[] } | { readonly some: readonly Positive[] } | { readonly leaf: Leaf; readonly isTrue: boolean };

/**
 * When a condition is true (or false), said without "not" and without a third value.
 *
 * In Kleene's logic "a and b" is false exactly where one of both is false, and "not a" is true exactly where a is false. So "not" can be
 * moved down to the leaves, and what is not known is there neither true nor false: everything above needs two values only.
 *
 * @param condition any.
 * @param isTrue whether it shall be true, or else false.
 * @example
 * import { positiveForm } from "./positive-form.ts";
 * const leaf = { field: "is_verified", is: true } as const;
 * positiveForm({ not: { and: [leaf] } }, true); // => { some: [{ leaf: { field: "is_verified", is: true }, isTrue: false }] }
 */
export function positiveForm(condition: Condition, isTrue: boolean): Positive {
  if ("not" in condition) return positiveForm(condition.not, !isTrue);
  if ("and" in condition) return joined(condition.and, isTrue, isTrue);
  if ("or" in condition) return joined(condition.or, isTrue, !isTrue);
  return { leaf: condition, isTrue };
}

function joined(parts: readonly Condition[], isTrue: boolean, isEvery: boolean): Positive {
  const each = parts.map((part) => positiveForm(part, isTrue));
  return isEvery ? { every: each } : { some: each };
}

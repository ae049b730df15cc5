import { audienceKinds, choiceFields, dayFields, flagFields, numberFields, type Condition } from "./creator-query.ts";

/** What is wrong with a condition, and where. */
export interface ConditionFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The most of each that a condition may have. */
export const conditionLimits = { depth: 8, parts: 100, values: 200, letters: 200 } as const;

type Path = readonly (string | number)[];
type Shape = Readonly<Record<string, unknown>>;

const fault = (path: Path, message: string): ConditionFault => ({ path, message });
const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 60);
const isOf = <T extends string>(names: readonly T[], value: unknown): value is T => names.includes(value as T);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= conditionLimits.letters;
const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
/** Whether a value is a day of the years 1900 to 9999, as the database can hold it. */
export const isDay = (value: unknown): value is string =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  value >= "1900" &&
  new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;

function unknownNames(value: Shape, known: readonly string[], path: Path): ConditionFault[] {
  return Object.keys(value).flatMap((name) => (known.includes(name) ? [] : [fault([...path, name], `${name} is not a known field here`)]));
}

function rangeFaults(value: Shape, path: Path, kind: { readonly is: (each: unknown) => boolean; readonly what: string }): ConditionFault[] {
  const { from, to } = value;
  if (from === undefined && to === undefined) return [fault(path, "must say from, to or both")];
  const faults = (["from", "to"] as const).flatMap((end) =>
    value[end] === undefined || kind.is(value[end])
      ? []
      : [fault([...path, end], `${end}: must be ${kind.what}, found ${shown(value[end])}`)],
  );
  if (faults.length > 0 || from === undefined || to === undefined || (from as number) <= (to as number)) return faults;
  return [fault([...path, "to"], `to: must not be below from, found ${shown(from)} to ${shown(to)}`)];
}

const numeric = { is: isNumber, what: "a number" };
const calendar = { is: isDay, what: "a day of the years 1900 to 9999, such as 2026-05-01" };

function flagFaults(value: Shape, path: Path): ConditionFault[] {
  return typeof value["is"] === "boolean" ? [] : [fault([...path, "is"], `is: must be true or false, found ${shown(value["is"])}`)];
}

function choiceFaults(value: Shape, path: Path): ConditionFault[] {
  const { in: wanted } = value;
  const { values, letters } = conditionLimits;
  const isList = Array.isArray(wanted) && wanted.length > 0 && wanted.length <= values;
  if (!isList) return [fault([...path, "in"], `in: must be a list of 1 to ${values} texts`)];
  return wanted.flatMap((each, at) =>
    isText(each) ? [] : [fault([...path, "in", at], `must be a text of at most ${letters} characters`)],
  );
}

function numberFaults(value: Shape, path: Path): ConditionFault[] {
  const { field, currency } = value;
  const range = rangeFaults(value, path, numeric);
  if (field !== "price")
    return currency === undefined ? range : [...range, fault([...path, "currency"], "currency: only a price has a currency")];
  const isCurrency = typeof currency === "string" && /^[A-Z]{3}$/.test(currency);
  return isCurrency ? range : [...range, fault([...path, "currency"], "currency: a price needs its currency, such as EUR")];
}

function fieldFaults(value: Shape, path: Path): ConditionFault[] {
  const { field } = value;
  if (isOf(choiceFields, field)) return [...unknownNames(value, ["field", "in"], path), ...choiceFaults(value, path)];
  if (isOf(numberFields, field)) return [...unknownNames(value, ["field", "from", "to", "currency"], path), ...numberFaults(value, path)];
  if (isOf(dayFields, field)) return [...unknownNames(value, ["field", "from", "to"], path), ...rangeFaults(value, path, calendar)];
  if (isOf(flagFields, field)) return [...unknownNames(value, ["field", "is"], path), ...flagFaults(value, path)];
  const names = [...choiceFields, ...numberFields, ...dayFields, ...flagFields].join(", ");
  return [fault([...path, "field"], `field: must be one of ${names}, found ${shown(field)}`)];
}

function audienceFaults(value: Shape, path: Path): ConditionFault[] {
  const { audience, value: of } = value;
  return [
    ...unknownNames(value, ["audience", "value", "from", "to"], path),
    ...(isOf(audienceKinds, audience)
      ? []
      : [fault([...path, "audience"], `audience: must be one of ${audienceKinds.join(", ")}, found ${shown(audience)}`)]),
    ...(isText(of) && of !== "" ? [] : [fault([...path, "value"], "value: must be a text, such as DE")]),
    ...rangeFaults(value, path, { is: (each) => isNumber(each) && Number(each) >= 0 && Number(each) <= 1, what: "a share from 0 to 1" }),
  ];
}

function knownFaults(value: Shape, path: Path): ConditionFault[] {
  const all = [...choiceFields, ...numberFields, ...dayFields, ...flagFields, ...audienceKinds];
  const isName = isOf(all, value["known"]);
  return [
    ...unknownNames(value, ["known", "is"], path),
    ...(isName ? [] : [fault([...path, "known"], `known: must be one of ${all.join(", ")}, found ${shown(value["known"])}`)]),
    ...flagFaults(value, path),
  ];
}

interface Budget {
  parts: number;
}

function partsFaults(value: Shape, join: "and" | "or", path: Path, budget: Budget): ConditionFault[] {
  const parts = value[join];
  const names = unknownNames(value, [join], path);
  if (!Array.isArray(parts)) return [...names, fault([...path, join], `${join}: must be a list of conditions`)];
  return [...names, ...parts.flatMap((part, at) => faultsIn(part, [...path, join, at], budget))];
}

function faultsIn(value: unknown, path: Path, budget: Budget): ConditionFault[] {
  const { depth, parts } = conditionLimits;
  if (path.length > depth * 2) return [fault(path, `is nested deeper than ${depth} levels`)];
  if (++budget.parts > parts)
    return budget.parts === parts + 1 ? [fault(path, `is more than the ${parts} conditions that a search may have`)] : [];
  if (!isShape(value)) return [fault(path, `must be a condition, found ${shown(value)}`)];
  if ("and" in value) return partsFaults(value, "and", path, budget);
  if ("or" in value) return partsFaults(value, "or", path, budget);
  if ("not" in value) return [...unknownNames(value, ["not"], path), ...faultsIn(value["not"], [...path, "not"], budget)];
  if ("audience" in value) return audienceFaults(value, path);
  if ("known" in value) return knownFaults(value, path);
  if ("field" in value) return fieldFaults(value, path);
  return [fault(path, "must have one of and, or, not, field, audience, known")];
}

/** Everything that is wrong with what should be a condition, each with its place; empty: it is one. */
export const conditionFaults = (value: unknown): ConditionFault[] => faultsIn(value, [], { parts: 0 });

/**
 * A condition with other names for the values of one of its choices, as a client names lists and programs by other ids than the database.
 *
 * @param rename the values of a field in the new form, in their order.
 */
export function renamedValues(condition: Condition, rename: (field: string, values: readonly string[]) => readonly string[]): Condition {
  const each = (part: Condition): Condition => renamedValues(part, rename);
  if ("and" in condition) return { and: condition.and.map(each) };
  if ("or" in condition) return { or: condition.or.map(each) };
  if ("not" in condition) return { not: each(condition.not) };
  if ("in" in condition) return { field: condition.field, in: rename(condition.field, condition.in) };
  return condition;
}

/** The values that a condition asks for of one choice, each once. */
export function valuesAsked(condition: Condition, field: string): string[] {
  const asked: string[] = [];
  renamedValues(condition, (name, values) => {
    if (name === field) asked.push(...values);
    return values;
  });
  return [...new Set(asked)];
}

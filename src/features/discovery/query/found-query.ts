import { conditionFaults, renamedValues, valuesAsked, type ConditionFault } from "./condition-faults.ts";
import { formatId, parseId } from "../../../kernel/ids.ts";
import type { Condition } from "./creator-query.ts";

const prefixes = { list: "lst", program: "prg" } as const;
const prefixOf = (field: string) => (field === "list" || field === "program" ? prefixes[field] : undefined);

/** Everything wrong with a condition as clients write it, in which lists and programs go by their public ids. */
export function publicFaults(value: unknown): ConditionFault[] {
  const faults = conditionFaults(value);
  if (faults.length > 0) return faults;
  return (["list", "program"] as const).flatMap((field) => {
    const wrong = valuesAsked(value as Condition, field).find((text) => parseId(prefixes[field], text) === undefined);
    return wrong === undefined
      ? []
      : [{ path: [], message: `a ${field} is named by an id that begins with ${prefixes[field]}_, found ${wrong.slice(0, 60)}` }];
  });
}

/** A condition as clients write it, with plain ids; ask {@link publicFaults} before. */
export const plainCondition = (condition: Condition): Condition =>
  renamedValues(condition, (field, values) => {
    const prefix = prefixOf(field);
    return prefix === undefined ? values : values.map((text) => parseId(prefix, text)!);
  });

/** A condition with plain ids, as clients write it. */
export const publicCondition = (condition: Condition): Condition =>
  renamedValues(condition, (field, values) => {
    const prefix = prefixOf(field);
    return prefix === undefined ? values : values.map((id) => formatId(prefix, id));
  });

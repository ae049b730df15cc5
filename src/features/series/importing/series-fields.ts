import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";
import { seriesKinds } from "../series-kind.ts";

/** Every field that a file of a series by day can fill. */
export const seriesFields: readonly MatchableField[] = [
  field("told_on", "Day", "date|day|told on|datum|tag|fecha|time|zeit|period"),
  field(
    "value",
    "Number",
    "value|clicks|searches|search volume|interest|impressions|sessions|visits|users|followers|follower count|subscribers|count|direct|direct traffic|besuche|suchanfragen|total",
  ),
];

const named = (text: string): string | undefined =>
  text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be a name of 1 to 200 characters";

const rules: MappingRules = {
  rows: "a series",
  fields: seriesFields,
  required: { told_on: "choose the column of the day", value: "choose the column of the number" },
  options: {
    date_order: writingOptions["date_order"]!,
    series: named,
    creator: named,
    kind: (text) => (seriesKinds.some((kind) => kind === text) ? undefined : `must be one of ${seriesKinds.join(", ")}`),
  },
};

/**
 * What is wrong with a mapping of a series by day, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { seriesMappingFaults } from "./series-fields.ts";
 * const columns = { told_on: "Day", value: "Followers" };
 * seriesMappingFaults({ format: "table", columns, options: { kind: "followers" } }).map(({ pointer }) => pointer); // => ["/options/creator"]
 */
export function seriesMappingFaults(mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] {
  const { kind, creator } = mapping.options;
  const fault = (detail: string): PlacedFault[] => [{ pointer: "/options/creator", detail: `options.creator: ${detail}` }];
  return [
    ...mappingFaults(mapping, rules),
    ...(kind === undefined
      ? [{ pointer: "/options/kind", detail: `options.kind: say what is counted, one of ${seriesKinds.join(", ")}` }]
      : []),
    ...(kind === "followers" && creator === undefined ? fault("say whose followers these are, by the name of a creator here") : []),
    ...(kind !== "followers" && creator !== undefined ? fault("is said of followers alone; leave it out") : []),
  ];
}

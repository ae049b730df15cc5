import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";

/** Every field that a file of audiences by region can fill. */
export const audienceFields: readonly MatchableField[] = [
  field("creator", "Creator", "creator|creator name|influencer|handle|account|username|creator id|name|profile"),
  field("region", "Region", "region|geo|market|dma|city|state|location|area|county|province|bundesland|stadt|gebiet|region name"),
  field(
    "share",
    "Share of the audience",
    "share|audience share|audience|percent|percentage|part|anteil|follower share|share of audience|%",
  ),
];

const rules: MappingRules = {
  rows: "audiences",
  fields: audienceFields,
  required: {
    creator: "choose the column of the creator",
    region: "choose the column of the region",
    share: "choose the column of the share",
  },
  options: { decimal: writingOptions["decimal"]! },
};

/**
 * What is wrong with a mapping of a file of audiences, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { audienceMappingFaults } from "./audience-fields.ts";
 * const columns = { creator: "Name", region: "Region" };
 * audienceMappingFaults({ format: "table", columns, options: {} }).map(({ pointer }) => pointer); // => ["/columns/share"]
 */
export const audienceMappingFaults = (mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] => mappingFaults(mapping, rules);

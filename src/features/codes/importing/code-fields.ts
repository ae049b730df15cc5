import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";
import { parseDay } from "../../../kernel/civil.ts";

/** Every field that a file of codes can fill. */
export const codeFields: readonly MatchableField[] = [
  field("code", "Code", "code|coupon|coupon code|discount code|promo code|promotion code|voucher|gutschein|gutscheincode|codigo"),
  field("creator", "Creator", "creator|creator name|influencer|handle|partner|affiliate|name|creator id"),
  field("program", "Program", "program|program name|programme|programm|program id"),
  field("purpose", "Purpose", "purpose|kind of code|use|zweck"),
  field("policy", "Pays", "policy|pays|pays when|rule"),
  field("valid_from", "From", "valid from|from|start|starts at|start date|created at|created|gultig ab"),
  field("valid_until", "Until", "valid until|until|end|ends at|end date|expires|expires at|expiry|gultig bis"),
];

const rules: MappingRules = {
  rows: "codes",
  fields: codeFields,
  required: { code: "choose the column of the code", creator: "choose the column of the creator whose code it is" },
  options: {
    date_order: writingOptions["date_order"]!,
    program: (text) =>
      text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be a name or an id of at most 200 characters",
    valid_from: (text) => (parseDay(text) === undefined ? "must be a day such as 2026-05-01" : undefined),
  },
};

/**
 * What is wrong with a mapping of a file of codes, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { codeMappingFaults } from "./code-fields.ts";
 * codeMappingFaults({ format: "table", columns: { code: "Coupon" }, options: {} }).map(({ pointer }) => pointer); // => ["/columns/creator"]
 */
export const codeMappingFaults = (mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] => mappingFaults(mapping, rules);

import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";

/** Every field that a file of answers can fill. */
export const answerFields: readonly MatchableField[] = [
  field("order", "Order", "order|order number|order name|order id|external order id|order no|bestellung|bestellnummer|pedido|commande"),
  field("answer", "Answer", "answer|response|choice|how did you hear about us|how did you hear|heard from|creator|antwort|respuesta"),
  field("text", "In the customer's own words", "text|own words|other text|free text|other|please specify|details|comment|freitext"),
  field("answered_at", "Answered", "answered at|responded at|submitted at|date|time|timestamp|created at|response date|datum|fecha"),
];

const rules: MappingRules = {
  rows: "answers",
  fields: answerFields,
  required: { order: "choose the column of the order: its number or id", answer: "choose the column of the answer" },
  options: {
    date_order: writingOptions["date_order"]!,
    survey: (text) => (text.trim().length >= 1 && text.trim().length <= 500 ? undefined : "must be the question or id of a survey"),
  },
};

/**
 * What is wrong with a mapping of a file of answers, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { answerMappingFaults } from "./answer-fields.ts";
 * answerMappingFaults({ format: "table", columns: { order: "Order" }, options: {} }).map(({ pointer }) => pointer); // => ["/columns/answer"]
 */
export const answerMappingFaults = (mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] => mappingFaults(mapping, rules);

import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";

/** Every field that a file of a survey's counts can fill. */
export const liftFields: readonly MatchableField[] = [
  field("survey", "Survey", "survey|survey name|survey id|study|umfrage|studie|encuesta"),
  field("question", "Question", "question|question number|question text|no|frage|pregunta|item"),
  field("group", "Group", "group|cell|arm|gruppe|grupo|control or exposed"),
  field("asked", "Asked", "asked|sample|invited|shown|befragt|recipients|people asked"),
  field("answered", "Answered", "answered|answers|respondents|responses|base|n|antworten|beantwortet"),
  field("positive", "Answers that count", "positive|positive answers|yes|aware|hits|positiv|counts|answers that count"),
];

const rules: MappingRules = {
  rows: "counts",
  fields: liftFields,
  required: {
    question: "choose the column of the question: its text or its number in the plan",
    group: "choose the column of the group: control or exposed",
    asked: "choose the column of how many were asked in the group",
    answered: "choose the column of how many answered the question",
    positive: "choose the column of how many answers count",
  },
  options: {
    survey: (text) => (text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be the name or id of a survey"),
  },
};

/**
 * What is wrong with a mapping of a file of a survey's counts, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { liftMappingFaults } from "./lift-fields.ts";
 * const columns = { question: "Q", group: "Cell", asked: "N", answered: "Base", positive: "Yes" };
 * liftMappingFaults({ format: "table", columns, options: {} }).map(({ pointer }) => pointer); // => ["/options/survey"]
 */
export function liftMappingFaults(mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] {
  const hasSurvey = mapping.columns["survey"] !== undefined || mapping.options["survey"] !== undefined;
  return [
    ...mappingFaults(mapping, rules),
    ...(hasSurvey ? [] : [{ pointer: "/options/survey", detail: "options.survey: name the survey, or choose its column" }]),
  ];
}

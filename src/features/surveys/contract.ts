import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { answerChannels } from "./choice.ts";

const channelSchema = z
  .enum(answerChannels)
  .meta({ description: "Where the customer heard of the brand; creator: one whom the customer does not name" });
const languageSchema = z.enum(["en", "de", "fr", "es"]).meta({ description: "The language of the page's own words" });
const questionSchema = nameSchema(200);
const labelSchema = nameSchema(80)
  .optional()
  .meta({ description: "How the choice reads on the page; missing: the creator's name, or the channel in the survey's language" });

const choiceSchema = z.union([
  z.strictObject({ kind: z.literal("creator"), creator_id: idSchema("cre"), label: labelSchema }),
  z.strictObject({ kind: z.literal("channel"), channel: channelSchema, label: labelSchema }),
]);
const choicesSchema = z
  .array(choiceSchema)
  .min(1)
  .max(20)
  .meta({ description: "What can be chosen; each viewer sees them in an order of their own, and below them a field for anything else" });

const shownChoiceSchema = z.strictObject({
  kind: z.enum(["creator", "channel"]),
  creator_id: idText("cre").nullable(),
  channel: channelSchema.nullable(),
  label: z.string(),
});

/** A survey as the API shows it. */
export const surveySchema = z
  .strictObject({
    id: idText("srv"),
    store_id: idText("sto"),
    question: z.string(),
    language: languageSchema,
    choices: z.array(shownChoiceSchema),
    is_active: z.boolean(),
    page_url: z.string().meta({ description: "The page anybody can open; add ?order= and the order's id" }),
    answers: z.int().meta({ description: "How many answers there are, those included that a later one replaced" }),
    created_at: instantSchema,
  })
  .meta({ id: "Survey" });

const matchSchema = z
  .strictObject({
    creator_id: idText("cre").nullable().meta({ description: "Null: a person said that it is none of the creators" }),
    score: z.string().nullable().meta({ description: "How alike words and name are, from 0 to 1; null where a person decided" }),
    is_sure: z.boolean().meta({ description: "False: a guess that counts for nobody until a person decides" }),
    by: z.enum(["text", "person"]),
  })
  .meta({
    description:
      "Whom an answer in words of the customer's own means. By text it is sure from a score of 0.85 where the second creator lies at least 0.1 lower",
  });

/** An answer as the API shows it. */
export const answerSchema = z
  .strictObject({
    id: idText("ans"),
    survey_id: idText("srv"),
    store_id: idText("sto"),
    external_order_id: z.string(),
    order_id: idText("ord").nullable().meta({ description: "Null as long as the order has not come" }),
    counts: z.boolean().meta({ description: "False where another answer to the same order counts" }),
    kind: z.enum(["creator", "channel", "other"]),
    creator_id: idText("cre").nullable().meta({ description: "Who was chosen, or whom the customer's words surely mean" }),
    channel: channelSchema.nullable(),
    label: z.string(),
    match: matchSchema.nullable(),
    text: z.string().nullable().meta({ description: "What was written in the field for anything else" }),
    shown: z.array(z.string()).meta({ description: "The choices as they stood on the page, from the top" }),
    source: z.enum(["link", "page", "api"]).meta({ description: "By a signed link, by the open page, or by the API" }),
    is_vouched: z.boolean().meta({ description: "False for the open page, where anybody can answer for any order" }),
    answered_at: instantSchema,
    received_at: instantSchema,
  })
  .meta({ id: "SurveyAnswer" });

const params = z.strictObject({ id: idSchema("srv") });

export const listSurveys = endpoint({
  id: "listSurveys",
  method: "GET",
  path: "/v1/surveys",
  tag: "Surveys",
  summary: "Surveys, newest first",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(surveySchema),
});

export const getSurvey = endpoint({
  id: "getSurvey",
  method: "GET",
  path: "/v1/surveys/{id}",
  tag: "Surveys",
  summary: "One survey",
  access: "attribution:read",
  params,
  output: surveySchema,
});

export const createSurvey = endpoint({
  id: "createSurvey",
  method: "POST",
  path: "/v1/surveys",
  tag: "Surveys",
  summary: "Ask a store's customers how they heard of it",
  description: "The page is open at once. An answer is evidence beside what was seen; it pays nobody.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    store_id: idSchema("sto"),
    question: questionSchema,
    language: languageSchema.default("en"),
    choices: choicesSchema,
  }),
  output: surveySchema,
});

export const updateSurvey = endpoint({
  id: "updateSurvey",
  method: "PATCH",
  path: "/v1/surveys/{id}",
  tag: "Surveys",
  summary: "Change a survey's words and choices, or close it",
  description: "Answers stay as they were given. A closed survey takes none.",
  access: "attribution:write",
  params,
  body: z.strictObject({
    question: questionSchema.optional(),
    language: languageSchema.optional(),
    choices: choicesSchema.optional(),
    is_active: z.boolean().optional(),
  }),
  output: surveySchema,
});

const orderIdSchema = z.string().trim().min(1).max(200).meta({ description: "The order's id in its store; the order may come later" });

export const signLinks = endpoint({
  id: "signSurveyLinks",
  method: "POST",
  path: "/v1/surveys/{id}/links",
  tag: "Surveys",
  summary: "Links to the survey's page for these orders, to send by e-mail",
  description: "Each is signed for its order: an answer by it counts before one by the open page. Asking again gives the same links.",
  access: "attribution:write",
  params,
  body: z.strictObject({ external_order_ids: z.array(orderIdSchema).min(1).max(1000) }),
  output: z.strictObject({ data: z.array(z.strictObject({ external_order_id: z.string(), url: z.string() })) }),
});

export const listAnswers = endpoint({
  id: "listSurveyAnswers",
  method: "GET",
  path: "/v1/surveys/{id}/answers",
  tag: "Surveys",
  summary: "A survey's answers, newest first",
  access: "attribution:read",
  params,
  query: z.strictObject(pageQuery),
  output: pageOf(answerSchema),
});

export const addAnswer = endpoint({
  id: "addSurveyAnswer",
  method: "POST",
  path: "/v1/surveys/{id}/answers",
  tag: "Surveys",
  summary: "Add an answer that was given elsewhere",
  description: "For answers that another tool asked for. Exactly one of creator_id, channel and text says what was answered.",
  access: "attribution:write",
  status: 201,
  creates: true,
  params,
  body: z.strictObject({
    external_order_id: orderIdSchema,
    creator_id: idSchema("cre").optional(),
    channel: channelSchema.optional(),
    text: z.string().trim().min(1).max(200).optional().meta({ description: "In the customer's own words" }),
    answered_at: instantSchema.optional().meta({ description: "Missing: now" }),
  }),
  output: answerSchema,
});

export const matchAnswer = endpoint({
  id: "matchSurveyAnswer",
  method: "POST",
  path: "/v1/survey-answers/{id}/match",
  tag: "Surveys",
  summary: "Say whom a customer's own words mean",
  description: "Takes the place of what the text was taken for. Asking again with another creator changes it; every decision is kept.",
  access: "attribution:write",
  params: z.strictObject({ id: idSchema("ans") }),
  body: z.strictObject({ creator_id: idSchema("cre").nullable().meta({ description: "Null: none of the creators" }) }),
  output: answerSchema,
});

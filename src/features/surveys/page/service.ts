import { randomInt } from "node:crypto";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes } from "../../../platform/crypto/secrets.ts";
import { loadStore } from "../../stores/service.ts";
import { keepAnswer, type Said } from "../answers/service.ts";
import { choiceKey, type Choice } from "../choice.ts";
import { findSurvey } from "../queries.ts";
import type { SurveyRow } from "../tables.ts";
import { pageKey, parsePageKey } from "./page-key.ts";
import { seedCount, shownOrder } from "./shown-order.ts";

const signatureBytes = 16;

function signature(ctx: Context, at: { workspaceId: string; surveyId: string }, order: string): Buffer {
  return ctx.secrets.identifierHash(at.workspaceId, "survey_link", `${at.surveyId}\n${order}`).subarray(0, signatureBytes);
}

/** The address of a survey's page; for an order, signed for it. */
export function pageUrl(ctx: WorkspaceContext, surveyId: string, order?: string): string {
  const at = { workspaceId: ctx.workspaceId, surveyId };
  const open = `${ctx.publicUrl}/survey/${pageKey(at)}`;
  if (order === undefined) return open;
  return `${open}?${new URLSearchParams({ order, signature: signature(ctx, at, order).toString("base64url") }).toString()}`;
}

/** A survey as somebody opens it who is not signed in. */
export interface OpenSurvey {
  readonly language: string;
  readonly question: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly seed: number;
  /** The only origins whose pages may ask it, in a frame or in a block of their own; none named: any. */
  readonly origins: readonly string[];
}

const choicesOf = (survey: SurveyRow): readonly Choice[] => survey.choices as unknown as readonly Choice[];

async function find(ctx: Context, key: string): Promise<{ within: WorkspaceContext; survey: SurveyRow } | undefined> {
  const at = parsePageKey(key);
  if (at === undefined) return undefined;
  const survey = await findSurvey(ctx.db, at.workspaceId, at.surveyId);
  return survey === undefined ? undefined : { within: asSystem(ctx, at.workspaceId, "survey page"), survey };
}

const shownWith = (survey: SurveyRow, seed: number) =>
  shownOrder(choicesOf(survey), seed).map((choice) => ({ key: choiceKey(choice), label: choice.label }));

/** What a page shows for a key: the survey, that it is closed, or undefined where no survey has that key. */
export async function openSurveyPage(ctx: Context, key: string): Promise<OpenSurvey | { readonly closedIn: string } | undefined> {
  const found = await find(ctx, key);
  if (found === undefined) return undefined;
  const { within, survey } = found;
  if (!survey.is_active) return { closedIn: survey.language };
  const { allowed_origins } = await loadStore(within, survey.store_id);
  const seed = randomInt(seedCount);
  return { language: survey.language, question: survey.question, choices: shownWith(survey, seed), seed, origins: allowed_origins };
}

/** What a page's form says, as it came: any text. */
export interface SurveyForm {
  readonly order: string;
  readonly signature: string;
  readonly seed: string;
  /** The key of a choice, or "other"; empty: none was ticked, and what is written counts. */
  readonly answer: string;
  readonly text: string;
}

/** What came of a form. */
export type FormOutcome =
  { readonly kind: "unknown" } | { readonly kind: "kept" | "closed" | "unclear" | "too-many"; readonly language: string };

const controls = /[\u0000-\u001f\u007f]/g;

function saidBy(survey: SurveyRow, { answer, text }: SurveyForm): Said | undefined {
  const written = text.replaceAll(controls, " ").trim();
  if (answer === "other" || answer === "")
    return written === "" ? undefined : { kind: "other", text: Array.from(written).slice(0, 200).join("") };
  const choice = choicesOf(survey).find((each) => choiceKey(each) === answer);
  if (choice === undefined) return undefined;
  return choice.kind === "creator"
    ? { kind: "creator", creatorId: choice.creatorId, label: choice.label }
    : { kind: "channel", channel: choice.channel, label: choice.label };
}

const seedOf = (text: string): number | undefined => {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : seedCount;
  return seed < seedCount ? seed : undefined;
};

const isOrder = (text: string): boolean => text.length >= 1 && text.length <= 200 && text.search(controls) === -1;

/** Takes what somebody sent from a survey's page. Whatever it holds, nothing but an answer to this survey comes of it. */
export async function takeSurveyForm(ctx: Context, key: string, form: SurveyForm): Promise<FormOutcome> {
  const found = await find(ctx, key);
  if (found === undefined) return { kind: "unknown" };
  const { within, survey } = found;
  const { language } = survey;
  if (!survey.is_active) return { kind: "closed", language };
  const [said, seed] = [saidBy(survey, form), seedOf(form.seed)];
  if (said === undefined || seed === undefined || !isOrder(form.order)) return { kind: "unclear", language };
  const expected = signature(ctx, { workspaceId: within.workspaceId, surveyId: survey.id }, form.order);
  const isSigned = sameBytes(Buffer.from(form.signature, "base64url"), expected);
  const id = await keepAnswer(within, survey, {
    externalOrderId: form.order,
    said,
    seen: { shown: shownWith(survey, seed).map((choice) => choice.label), seed },
    source: isSigned ? "link" : "page",
    answeredAt: nowAt(within),
  });
  return { kind: id === undefined ? "too-many" : "kept", language };
}

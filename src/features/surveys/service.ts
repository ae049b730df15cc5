import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { creatorsByIds } from "../creators/service.ts";
import { loadStore } from "../stores/service.ts";
import { addGivenAnswer, listAnswersOf, type GivenAnswer } from "./answers/service.ts";
import { repeatedChoice, type AnswerChannel, type Choice } from "./choice.ts";
import { channelLabel } from "./page/page-words.ts";
import { pageUrl } from "./page/service.ts";
import { surveyProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { SurveyRow } from "./tables.ts";

export { decideAnswer as matchAnswer, orderOfAnswer } from "./answers/service.ts";
export { answerImport } from "./importing/service.ts";
export { openSurveyPage, takeSurveyForm, type FormOutcome, type OpenSurvey } from "./page/service.ts";

type Language = "en" | "de" | "fr" | "es";

/** A choice as a client writes it. */
export type WrittenChoice =
  | { readonly kind: "creator"; readonly creator_id: string; readonly label?: string | undefined }
  | { readonly kind: "channel"; readonly channel: AnswerChannel; readonly label?: string | undefined };

export interface NewSurvey {
  readonly store_id: string;
  readonly question: string;
  readonly language: Language;
  readonly choices: readonly WrittenChoice[];
}

const shown = (ctx: WorkspaceContext, row: SurveyRow, answers: bigint) => ({
  id: formatId("srv", row.id),
  store_id: formatId("sto", row.store_id),
  question: row.question,
  language: row.language as Language,
  choices: (row.choices as unknown as readonly Choice[]).map(({ kind, creatorId, channel, label }) => ({
    kind,
    creator_id: creatorId === null ? null : formatId("cre", creatorId),
    channel,
    label,
  })),
  is_active: row.is_active,
  page_url: pageUrl(ctx, row.id),
  answers: Number(answers),
  created_at: row.created_at.toISOString(),
});

async function shownWithCount(ctx: WorkspaceContext, row: SurveyRow) {
  const counts = await queries.countAnswers(ctx.db, ctx.workspaceId, [row.id]);
  return shown(ctx, row, counts.get(row.id) ?? 0n);
}

/** Surveys, newest first. */
export async function listSurveys(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listSurveys(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  const counts = await queries.countAnswers(
    ctx.db,
    ctx.workspaceId,
    rows.map((row) => row.id),
  );
  const show = (row: SurveyRow) => shown(ctx, row, counts.get(row.id) ?? 0n);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), show);
}

async function load(ctx: WorkspaceContext, id: string): Promise<SurveyRow> {
  const row = await queries.findSurvey(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("survey", formatId("srv", id));
  return row;
}

/** One survey. */
export const getSurvey = async (ctx: WorkspaceContext, id: string) => shownWithCount(ctx, await load(ctx, id));

/** The choices as they are kept. @throws Problem when one repeats another, or names a creator who is not there */
async function acceptChoices(ctx: WorkspaceContext, written: readonly WrittenChoice[], language: string): Promise<Choice[]> {
  const ids = written.flatMap((choice) => (choice.kind === "creator" ? [choice.creator_id] : []));
  const known = await creatorsByIds(ctx, ids);
  const choices = written.map((choice): Choice => {
    if (choice.kind === "channel")
      return { kind: "channel", creatorId: null, channel: choice.channel, label: choice.label ?? channelLabel(choice.channel, language) };
    const creator = known.get(choice.creator_id);
    if (creator === undefined) throw notFound("creator", formatId("cre", choice.creator_id));
    return { kind: "creator", creatorId: creator.id, channel: null, label: choice.label ?? creator.name };
  });
  const repeated = repeatedChoice(choices);
  if (repeated === undefined) return choices;
  throw invalidInput([{ pointer: `/choices/${repeated}`, detail: "another choice has the same label or the same creator: leave one out" }]);
}

/** Makes a survey; its page is open at once. */
export async function createSurvey(ctx: WorkspaceContext, body: NewSurvey) {
  return inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const row = await queries.insertSurvey(within.db, {
      workspace_id: within.workspaceId,
      id,
      store_id: (await loadStore(within, body.store_id)).id,
      question: body.question,
      language: body.language,
      choices: (await acceptChoices(within, body.choices, body.language)) as never,
      is_active: true,
      created_at: now,
      updated_at: now,
    });
    await recordAudit(within, { action: "survey.created", subjectKind: "survey", subjectId: id, detail: { question: body.question } });
    return shown(within, row, 0n);
  });
}

export interface SurveyChanges {
  readonly question?: string | undefined;
  readonly language?: Language | undefined;
  readonly choices?: readonly WrittenChoice[] | undefined;
  readonly is_active?: boolean | undefined;
}

/** Changes what is named; answers stay as they were given. */
export async function updateSurvey(ctx: WorkspaceContext, id: string, changes: SurveyChanges) {
  return inTransaction(ctx, async (within) => {
    const before = await load(within, id);
    const language = changes.language ?? before.language;
    const row = await queries.updateSurvey(
      within.db,
      { workspaceId: within.workspaceId, id },
      {
        question: changes.question ?? before.question,
        language,
        choices: changes.choices === undefined ? before.choices : ((await acceptChoices(within, changes.choices, language)) as never),
        is_active: changes.is_active ?? before.is_active,
        updated_at: nowAt(within),
      },
    );
    const after = await shownWithCount(within, row);
    await recordAudit(within, {
      action: "survey.updated",
      subjectKind: "survey",
      subjectId: id,
      detail: { before: shown(within, before, 0n), after: shown(within, row, 0n) },
    });
    return after;
  });
}

async function loadActive(ctx: WorkspaceContext, id: string): Promise<SurveyRow> {
  const survey = await load(ctx, id);
  if (!survey.is_active)
    throw new Problem(surveyProblems["survey-closed"], `The survey ${formatId("srv", id)} is closed and takes no answer. Open it first.`);
  return survey;
}

/** A link to the page for each of these orders, signed for it. */
export async function signLinks(ctx: WorkspaceContext, id: string, externalOrderIds: readonly string[]) {
  const survey = await loadActive(ctx, id);
  return { data: externalOrderIds.map((order) => ({ external_order_id: order, url: pageUrl(ctx, survey.id, order) })) };
}

/** Keeps an answer that another tool asked for. */
export const addAnswer = async (ctx: WorkspaceContext, id: string, given: GivenAnswer) =>
  addGivenAnswer(ctx, await loadActive(ctx, id), given);

/** A survey's answers, newest first. */
export const listAnswers = async (ctx: WorkspaceContext, id: string, query: { limit: number; cursor?: string | undefined }) =>
  listAnswersOf(ctx, (await load(ctx, id)).id, query);

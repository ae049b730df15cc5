import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";
import { creatorsCalled, loadCreator } from "../../creators/service.ts";
import type { AnswerChannel } from "../choice.ts";
import { creatorMatch } from "../matching/creator-match.ts";
import { wordsOf } from "../matching/likeness.ts";
import { channelLabel } from "../page/page-words.ts";
import { surveyProblems } from "../problems.ts";
import type { SurveyRow } from "../tables.ts";
import * as queries from "./queries.ts";

/** What a customer answered. */
export type Said =
  | { readonly kind: "creator"; readonly creatorId: string; readonly label: string }
  | { readonly kind: "channel"; readonly channel: AnswerChannel; readonly label: string }
  | { readonly kind: "other"; readonly text: string };

/** An answer on its way in. */
export interface ArrivingAnswer {
  readonly externalOrderId: string;
  readonly said: Said;
  /** The labels as the page showed them, from the top, and the seed of that order; nothing where no page showed them. */
  readonly seen: { readonly shown: readonly string[]; readonly seed: number } | null;
  readonly source: "link" | "page" | "api";
  readonly answeredAt: Date;
}

/** The outbox topic of an answer that came, or whose words are read anew: its order's evidence is another. */
const answeredTopic = "survey.answered";

/** Anybody can answer for any order on the open page: so many for one order are kept, then no more. */
const mostOpenAnswers = 5n;

const publicCreator = (id: string | null) => (id === null ? null : formatId("cre", id));

/** Who decided a match, where nobody did: the text alone. */
const byText = "text";

/** Whom the words of an answer mean, as far as anybody said; null where nobody is at least half alike. */
const shownMatch = (row: queries.PlacedAnswer) =>
  row.match_by === null
    ? null
    : {
        creator_id: publicCreator(row.match_creator_id),
        score: row.match_score === null ? null : (row.match_score / 1000).toString(),
        is_sure: row.match_is_sure === true,
        by: row.match_by === byText ? ("text" as const) : ("person" as const),
      };

/** Who an answer is about: the one who was chosen, or whom its words surely mean. */
const creatorOf = (row: queries.PlacedAnswer): string | null =>
  row.creator_id ?? (row.match_is_sure === true ? row.match_creator_id : null);

const shown = (row: queries.PlacedAnswer) => ({
  id: formatId("ans", row.id),
  survey_id: formatId("srv", row.survey_id),
  store_id: formatId("sto", row.store_id),
  external_order_id: row.external_order_id,
  order_id: row.conversion_id === null ? null : formatId("ord", row.conversion_id),
  counts: row.counts,
  kind: row.kind as Said["kind"],
  creator_id: publicCreator(creatorOf(row)),
  channel: row.channel as AnswerChannel | null,
  label: row.label,
  text: row.free_text,
  match: shownMatch(row),
  shown: row.shown,
  source: row.source as ArrivingAnswer["source"],
  is_vouched: row.is_vouched,
  answered_at: row.answered_at.toISOString(),
  received_at: row.received_at.toISOString(),
});

const columnsOf = (said: Said) => ({
  kind: said.kind,
  creator_id: said.kind === "creator" ? said.creatorId : null,
  channel: said.kind === "channel" ? said.channel : null,
  label: said.kind === "other" ? said.text : said.label,
  free_text: said.kind === "other" ? said.text : null,
});

/** Notes whom an answer in a customer's own words means, or may mean. */
async function matchText(ctx: WorkspaceContext, answerId: string, text: string): Promise<void> {
  const creators = await creatorsCalled(ctx, [text.trim().toLowerCase(), ...wordsOf(text)]);
  const found = creatorMatch(text, creators);
  if (found === undefined) return;
  await queries.insertMatch(ctx.db, {
    workspace_id: ctx.workspaceId,
    answer_id: answerId,
    creator_id: found.creatorId,
    score_per_mille: Math.round(found.score * 1000),
    is_sure: found.isSure,
    decided_by: byText,
    decided_at: nowAt(ctx),
  });
}

/** Keeps an answer. Undefined when the open page was answered too often for that order. */
export async function keepAnswer(ctx: WorkspaceContext, survey: SurveyRow, answer: ArrivingAnswer): Promise<string | undefined> {
  return inTransaction(ctx, async (within) => {
    const { db, workspaceId } = within;
    const order = { workspaceId, storeId: survey.store_id, externalOrderId: answer.externalOrderId };
    await lockOn(db, `survey ${workspaceId} ${survey.store_id} ${answer.externalOrderId}`);
    const isVouched = answer.source !== "page";
    if (!isVouched && (await queries.countOpenAnswers(db, order)) >= mostOpenAnswers) return undefined;
    const id = within.newId();
    await queries.insertAnswer(db, {
      workspace_id: workspaceId,
      id,
      survey_id: survey.id,
      store_id: survey.store_id,
      external_order_id: answer.externalOrderId,
      ...columnsOf(answer.said),
      shown: [...(answer.seen?.shown ?? [])],
      seed: answer.seen === null ? null : BigInt(answer.seen.seed),
      source: answer.source,
      is_vouched: isVouched,
      answered_at: answer.answeredAt,
      received_at: nowAt(within),
    });
    if (answer.said.kind === "other") await matchText(within, id, answer.said.text);
    await writeOutbox(within, [{ topic: answeredTopic, key: id }]);
    return id;
  });
}

/** What a client says was answered; exactly one of the three. */
export interface GivenAnswer {
  readonly external_order_id: string;
  readonly creator_id?: string | undefined;
  readonly channel?: AnswerChannel | undefined;
  readonly text?: string | undefined;
  readonly answered_at?: string | undefined;
}

async function saidIn(ctx: WorkspaceContext, language: string, { creator_id, channel, text }: GivenAnswer): Promise<Said> {
  const named = Object.entries({ creator_id, channel, text }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const asked = "say what was answered by exactly one of creator_id, channel and text";
  if (named.length !== 1) throw invalidInput([{ pointer: "", detail: `${asked}; found ${named.join(" and ") || "none"}` }]);
  if (creator_id !== undefined) return { kind: "creator", creatorId: creator_id, label: (await loadCreator(ctx, creator_id)).name };
  return channel === undefined ? { kind: "other", text: text! } : { kind: "channel", channel, label: channelLabel(channel, language) };
}

function acceptTime(ctx: WorkspaceContext, text: string | undefined): Date {
  const now = nowAt(ctx);
  const at = text === undefined ? now : new Date(text);
  if (at > now)
    throw invalidInput([{ pointer: "/answered_at", detail: `answered_at must not be in the future, found ${at.toISOString()}` }]);
  return at;
}

/** Keeps an answer that another tool asked for. */
export async function addGivenAnswer(ctx: WorkspaceContext, survey: SurveyRow, given: GivenAnswer) {
  return inTransaction(ctx, async (within) => {
    const id = await keepAnswer(within, survey, {
      externalOrderId: given.external_order_id,
      said: await saidIn(within, survey.language, given),
      seen: null,
      source: "api",
      answeredAt: acceptTime(within, given.answered_at),
    });
    return shown((await queries.findAnswer(within.db, within.workspaceId, id!))!);
  });
}

/** A survey's answers, newest first. */
export async function listAnswersOf(ctx: WorkspaceContext, surveyId: string, query: { limit: number; cursor?: string | undefined }) {
  const page = { limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listAnswers(ctx.db, { workspaceId: ctx.workspaceId, surveyId }, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.received_at, id: row.id }), shown);
}

/** Notes a person's word on whom an answer in a customer's own words means; null for nobody of the creators. */
export async function decideAnswer(ctx: WorkspaceContext, answerId: string, creatorId: string | null) {
  return inTransaction(ctx, async (within) => {
    await lockOn(within.db, `survey match ${within.workspaceId} ${answerId}`);
    const before = await queries.findAnswer(within.db, within.workspaceId, answerId);
    if (before === undefined) throw notFound("survey answer", formatId("ans", answerId));
    if (before.kind !== "other")
      throw new Problem(
        surveyProblems["answer-was-chosen"],
        `The answer is “${before.label}”, which the customer chose: only words of their own can be read anew.`,
      );
    if (creatorId !== null) await loadCreator(within, creatorId);
    await queries.insertMatch(within.db, {
      workspace_id: within.workspaceId,
      answer_id: answerId,
      creator_id: creatorId,
      score_per_mille: null,
      is_sure: true,
      decided_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      decided_at: nowAt(within),
    });
    const detail = { before: publicCreator(creatorOf(before)), after: publicCreator(creatorId) };
    await writeOutbox(within, [{ topic: answeredTopic, key: answerId }]);
    await recordAudit(within, { action: "survey_answer.matched", subjectKind: "survey_answer", subjectId: answerId, detail });
    return shown((await queries.findAnswer(within.db, within.workspaceId, answerId))!);
  });
}

/** The order that an answer is about; undefined as long as it has not come. It then finds the answer by itself. */
export const orderOfAnswer = async (ctx: WorkspaceContext, answerId: string): Promise<string | undefined> =>
  (await queries.findAnswer(ctx.db, ctx.workspaceId, answerId))?.conversion_id ?? undefined;

import { likelyDateOrder, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import { formatId, parseId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { sampleTexts, takeTable, type ColumnTexts, type RowTaking, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { creatorFinder, creatorsByIds } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { keepAnswer, type Said } from "../answers/service.ts";
import { answerChannels, type AnswerChannel } from "../choice.ts";
import { channelLabel } from "../page/page-words.ts";
import { listSurveys } from "../queries.ts";
import type { AnswerRow as KeptAnswer, SurveyRow } from "../tables.ts";
import { answerFields, answerMappingFaults } from "./answer-fields.ts";
import { readAnswerRow, type AnswerReading, type AnswerRow } from "./answer-row.ts";
import { vouchedAnswers } from "./queries.ts";

type Options = Readonly<Record<string, string>>;

async function readerOf(ctx: WorkspaceContext): Promise<(options: Options, texts: ColumnTexts) => AnswerReading> {
  const { zone } = await loadWorkspace(ctx);
  return (options, texts) => ({
    zone: zoneReader(zone),
    order: (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("answered_at")),
    nowMs: ctx.now(),
  });
}

const valuesOf = ({ order, answer, text, answeredAt }: AnswerRow): Record<string, string> => ({
  ...{ order, answer },
  ...(text === null ? {} : { text }),
  ...(answeredAt === null ? {} : { answered_at: answeredAt.toISOString() }),
});

async function preview(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const readingOf = await readerOf(ctx);
  return previewTable(file, chosen, {
    fields: answerFields,
    required: ["order", "answer"],
    own: ["survey"],
    options: () => ({}),
    reader: ({ options }, texts) => {
      const how = readingOf(options, texts);
      return {
        read: (cells) => {
          const { row, faults } = readAnswerRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row), faults };
        },
        notes: ["An answer that names no creator and no channel is kept as the customer's own words."],
      };
    },
  });
}

const mostSurveys = 1000;

/** The survey that a file is of: by its question or id, or the only open one. */
async function surveyOf(ctx: WorkspaceContext, text: string | undefined): Promise<SurveyRow | { readonly fault: string }> {
  const all = await listSurveys(ctx.db, ctx.workspaceId, { limit: mostSurveys, after: undefined });
  const wanted = text?.trim().toLowerCase();
  const fitting = all.filter(({ id, question, is_active: isActive }) =>
    wanted === undefined ? isActive : parseId("srv", wanted) === id || question.toLowerCase() === wanted,
  );
  if (fitting.length === 1) return fitting[0]!;
  const there = all.slice(0, 5).map(({ id, question }) => `${JSON.stringify(question)} (${formatId("srv", id)})`);
  const found =
    wanted === undefined ? `${fitting.length} surveys are open` : `${fitting.length} surveys are called ${JSON.stringify(text)}`;
  const known = there.length === 0 ? "there is none yet: make one first" : `there are ${there.join(", ")}`;
  return { fault: `${found}, and the answers are of one: say which in the option survey; ${known}` };
}

/** What the texts of a batch mean: a creator by id, handle or name, a channel by its name or label, else the customer's own words. */
async function meaningOf(
  ctx: WorkspaceContext,
  rows: readonly StatedRow<AnswerRow>[],
  language: string,
): Promise<(row: AnswerRow) => Said> {
  const texts = [...new Set(rows.map(({ row }) => row.answer))];
  const creatorOf = await creatorFinder(ctx, texts);
  const ids = texts.flatMap((text) => {
    const found = creatorOf(text);
    return "id" in found ? [found.id] : [];
  });
  const creators = ids.length === 0 ? new Map<string, { name: string }>() : await creatorsByIds(ctx, ids);
  const channels = new Map<string, AnswerChannel>(
    answerChannels.flatMap((channel) =>
      [channel, channel.replaceAll("_", " "), channelLabel(channel, language), channelLabel(channel, "en")].map((word) => [
        word.toLowerCase(),
        channel,
      ]),
    ),
  );
  return ({ answer, text }) => {
    const found = creatorOf(answer);
    if ("id" in found) return { kind: "creator", creatorId: found.id, label: creators.get(found.id)?.name ?? answer };
    const channel = channels.get(answer.toLowerCase());
    return channel === undefined
      ? { kind: "other", text: text ?? answer }
      : { kind: "channel", channel, label: channelLabel(channel, language) };
  };
}

const isSame = (kept: KeptAnswer, said: Said, at: Date | null): boolean =>
  kept.kind === said.kind &&
  kept.creator_id === (said.kind === "creator" ? said.creatorId : null) &&
  kept.channel === (said.kind === "channel" ? said.channel : null) &&
  kept.free_text === (said.kind === "other" ? said.text : null) &&
  (at === null || kept.answered_at.getTime() === at.getTime());

/** One reading of a file. */
interface Pass {
  readonly ctx: WorkspaceContext;
  readonly survey: SurveyRow | { readonly fault: string };
  /** The row that told an order's answer. */
  readonly told: Map<string, number>;
  keep(survey: SurveyRow, row: AnswerRow, said: Said): Promise<void>;
}

type Take = RowTaking<AnswerRow>["take"];

/** The rows of which each is the only one of its order in the file. */
function onlyOnes(pass: Pass, rows: Parameters<Take>[0], refuse: Parameters<Take>[1]): StatedRow<AnswerRow>[] {
  return rows.filter(({ rowNumber, row }) => {
    const before = pass.told.get(row.order);
    if (before === undefined) pass.told.set(row.order, rowNumber);
    else refuse(rowNumber, [{ field: "order", message: `row ${before} tells an answer to ${row.order} already: keep one of the two` }]);
    return before === undefined;
  });
}

async function takeRows(pass: Pass, rows: Parameters<Take>[0], refuse: Parameters<Take>[1]): ReturnType<Take> {
  const { ctx, survey } = pass;
  if (rows.length === 0) return { taken: 0, unchanged: 0 };
  if ("fault" in survey) {
    for (const { rowNumber } of rows) refuse(rowNumber, [{ field: "", message: survey.fault }]);
    return { taken: 0, unchanged: 0 };
  }
  const own = onlyOnes(pass, rows, refuse);
  const saidBy = await meaningOf(ctx, own, survey.language);
  const orders = own.map(({ row }) => row.order);
  const kept = orders.length === 0 ? [] : await vouchedAnswers(ctx.db, ctx.workspaceId, { storeId: survey.store_id, orders });
  const [counts, here] = [{ taken: 0, unchanged: 0 }, new Map(kept.toReversed().map((answer) => [answer.external_order_id, answer]))];
  for (const { rowNumber, row } of own) {
    const [said, before] = [saidBy(row), here.get(row.order)];
    if (before === undefined) {
      await pass.keep(survey, row, said);
      counts.taken++;
    } else if (isSame(before, said, row.answeredAt)) counts.unchanged++;
    else
      refuse(rowNumber, [
        {
          field: "answer",
          message: `${row.order} has an answer here, “${before.label}” of ${before.answered_at.toISOString()}: leave the row out`,
        },
      ]);
  }
  return counts;
}

async function passOver(ctx: WorkspaceContext, task: ImportTask, keep: Pass["keep"]): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { options } = task.mapping;
  const how = (await readerOf(ctx))(options, await sampleTexts(task.file, table));
  const pass: Pass = { ctx, survey: await surveyOf(ctx, options["survey"]), told: new Map(), keep };
  return takeTable<AnswerRow>(task, table, {
    read: (texts) => readAnswerRow(texts, how),
    take: (rows, refuse) => takeRows(pass, rows, refuse),
  });
}

async function write(within: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  let rows = 0;
  const reading = await passOver(within, task, async (survey, row, said) => {
    const answeredAt = row.answeredAt ?? nowAt(within);
    await keepAnswer(within, survey, { externalOrderId: row.order, said, seen: null, source: "api", answeredAt });
    rows++;
  });
  if (rows > 0)
    await recordAudit(within, { action: "survey_answer.imported", subjectKind: "import", subjectId: task.importId, detail: { rows } });
  return reading;
}

/** Answers to a survey from a table, taken whole or not at all; an order's answer is told once, and the same row again changes nothing. */
export const answerImport: ImportKind = {
  maxBytes: 64 * 1024 * 1024,
  preview,
  mappingFaults: answerMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, async () => {})),
  run: async (ctx, task) => reported(task, await wholeOrNothing(ctx, `answer import ${ctx.workspaceId}`, (within) => write(within, task))),
};

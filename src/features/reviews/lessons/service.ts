import { platformNames, type Platform } from "../../../kernel/social/platform.ts";
import { formatId, parseId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { campaignNames } from "../../campaigns/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { programsByIds } from "../../programs/service.ts";
import type { Lesson, SubjectKind } from "../draft/evidence.ts";
import * as queries from "../queries.ts";
import type { LessonRow } from "../tables.ts";
import { lessonFaults, type WrittenLesson } from "./lesson-faults.ts";

const all = { limit: 10_000, after: undefined };

const subjectOf = (row: LessonRow): string => {
  if (row.creator_id !== null) return formatId("cre", row.creator_id);
  return row.program_id === null ? row.subject : formatId("prg", row.program_id);
};

/** What a platform, a size or a format is called; a platform by its own name, where it is one that is known here. */
const calledOf = (kind: string, subject: string): string =>
  kind === "platform" && Object.hasOwn(platformNames, subject) ? platformNames[subject as Platform] : subject;

const shownLesson = (row: LessonRow, names: ReadonlyMap<string, string>) => ({
  id: formatId("les", row.id),
  campaign_id: formatId("cmp", row.campaign_id),
  campaign_name: names.get(row.campaign_id) ?? "a campaign",
  subject_kind: row.subject_kind as SubjectKind,
  subject: subjectOf(row),
  name: calledOf(row.subject_kind, row.subject),
  metric: row.metric as Lesson["metric"],
  estimate: Number(row.estimate).toString(),
  low: Number(row.low).toString(),
  high: Number(row.high).toString(),
  level: Number(row.level).toString(),
  cycles: row.cycles,
  spent: row.spent_minor === null ? null : { amount: row.spent_minor.toString(), currency: row.currency! },
  words: row.words,
  is_drafted: row.is_drafted,
  learned_at: row.learned_at.toISOString(),
});

/** A page of lessons, the newest first. */
export async function listLessons(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; subject_kind?: SubjectKind | undefined; creator_id?: string | undefined },
) {
  const filter = { kind: query.subject_kind, creatorId: query.creator_id };
  const page = { limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listLessons(ctx.db, ctx.workspaceId, filter, page);
  const names = await campaignNames(ctx, [...new Set(rows.map((row) => row.campaign_id))]);
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.learned_at, id: row.id }),
    (row) => shownLesson(row, names),
  );
}

/** What one unit spent brought, as a plan reads it. */
export interface ReturnLesson {
  readonly subjectKind: SubjectKind;
  /** The uuid of a creator; else the platform, tier or format itself. */
  readonly subject: string;
  readonly campaignId: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly cycles: number;
  /** Minor units, in all; null: not known. */
  readonly spentMinor: bigint | null;
  readonly currency: string | null;
}

/** Everything that was learned of what one unit spent brings. */
export async function returnLessons(ctx: WorkspaceContext): Promise<ReturnLesson[]> {
  const rows = await queries.listLessons(ctx.db, ctx.workspaceId, {}, all);
  return rows
    .filter((row) => row.metric === "revenue_per_spent")
    .map((row) => ({
      subjectKind: row.subject_kind as SubjectKind,
      subject: row.creator_id ?? row.program_id ?? row.subject,
      campaignId: row.campaign_id,
      ...{ spentMinor: row.spent_minor, currency: row.currency },
      ...{ estimate: Number(row.estimate), low: Number(row.low), high: Number(row.high), level: Number(row.level), cycles: row.cycles },
    }));
}

/** Lessons as a review keeps them, with their subjects' names. @throws Problem invalid-input, not-found */
export async function namedLessons(within: WorkspaceContext, lessons: readonly WrittenLesson[]): Promise<Lesson[]> {
  const [creatorIds, programIds] = [lessons.flatMap((each) => each.creator_id ?? []), lessons.flatMap((each) => each.program_id ?? [])];
  const creators = await creatorsByIds(within, [...new Set(creatorIds)]);
  const programs = await programsByIds(within, [...new Set(programIds)]);
  const creator = creatorIds.find((id) => !creators.has(id));
  if (creator !== undefined) throw notFound("creator", formatId("cre", creator));
  const program = programIds.find((id) => !programs.has(id));
  if (program !== undefined) throw notFound("program", formatId("prg", program));
  const faults = lessonFaults(lessons);
  if (faults.length > 0) throw invalidInput(faults);
  return lessons.map(({ creator_id: creatorId, program_id: programId, subject, ...rest }) => {
    if (creatorId !== undefined) return { ...rest, subject: formatId("cre", creatorId), name: creators.get(creatorId)!.name };
    if (programId !== undefined) return { ...rest, subject: formatId("prg", programId), name: programs.get(programId)!.name };
    return { ...rest, subject: subject!, name: calledOf(rest.subject_kind, subject!) };
  });
}

/** Keeps the lessons of a review that is being closed. */
export async function keepLessons(within: WorkspaceContext, campaignId: string, lessons: readonly Lesson[]): Promise<void> {
  if (lessons.length === 0) return;
  const rows = lessons.map(({ subject_kind, subject, name, spent, ...lesson }) => ({
    workspace_id: within.workspaceId,
    id: within.newId(),
    campaign_id: campaignId,
    subject_kind,
    creator_id: subject_kind === "creator" ? parseId("cre", subject)! : null,
    program_id: subject_kind === "offer" ? parseId("prg", subject)! : null,
    subject: subject_kind === "creator" || subject_kind === "offer" ? name : subject,
    ...lesson,
    spent_minor: spent === null ? null : BigInt(spent.amount),
    currency: spent?.currency ?? null,
    learned_at: nowAt(within),
  }));
  await queries.insertLessons(within.db, rows);
}

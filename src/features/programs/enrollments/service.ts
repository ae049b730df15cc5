import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound, platformProblems } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { creatorsByIds, markCreators } from "../../creators/service.ts";
import { tell } from "../../webhooks/service.ts";
import { tellOfEarlierTerms } from "../earlier/service.ts";
import { programProblems } from "../problems.ts";
import { loadProgram, lockProgram, programsByIds } from "../finding/service.ts";
import type { Enrollment } from "../tables.ts";
import * as queries from "./queries.ts";

async function show(ctx: WorkspaceContext, rows: readonly Enrollment[]) {
  const creators = await creatorsByIds(ctx, [...new Set(rows.map((row) => row.creator_id))]);
  const programs = await programsByIds(ctx, [...new Set(rows.map((row) => row.program_id))]);
  return rows.map((row) => ({
    id: formatId("enr", row.id),
    program_id: formatId("prg", row.program_id),
    program_name: programs.get(row.program_id)?.name ?? "",
    creator_id: formatId("cre", row.creator_id),
    creator_name: creators.get(row.creator_id)?.name ?? "",
    started_at: row.started_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }));
}

async function requireCreators(within: WorkspaceContext, ids: readonly string[]): Promise<void> {
  const creators = await creatorsByIds(within, ids);
  const unknown = ids.find((id) => !creators.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  const archived = [...creators.values()].find((creator) => creator.archived_at !== null);
  if (archived !== undefined)
    throw new Problem(platformProblems.conflict, `The creator ${formatId("cre", archived.id)} is archived. Restore it, or leave it out.`);
}

async function requireOpenProgram(within: WorkspaceContext, programId: string): Promise<void> {
  const program = await lockProgram(within, programId);
  if (program.archived_at !== null)
    throw new Problem(platformProblems.conflict, `The program ${formatId("prg", programId)} has ended. Start another.`);
}

/** Enrolls creators. Who takes part at that instant already stays as enrolled. @throws Problem enrollment-overlap */
export async function enrollCreators(
  ctx: WorkspaceContext,
  programId: string,
  body: { creator_ids: readonly string[]; started_at?: string | undefined },
) {
  return inTransaction(ctx, async (within) => {
    const ids = [...new Set(body.creator_ids)].toSorted();
    await requireOpenProgram(within, programId);
    await requireCreators(within, ids);
    const now = nowAt(within);
    const startedAt = body.started_at === undefined ? now : new Date(body.started_at);
    const known = await queries.enrollmentsIn(within.db, within.workspaceId, programId, ids);
    const open = known.filter((row) => row.ended_at === null || (row.started_at <= startedAt && row.ended_at > startedAt));
    const missing = ids.filter((id) => !open.some((row) => row.creator_id === id));
    const added = await addEnrollments(within, programId, { creatorIds: missing, startedAt, createdAt: now });
    return { data: await show(within, [...open, ...added]) };
  });
}

async function addEnrollments(
  within: WorkspaceContext,
  programId: string,
  part: { creatorIds: readonly string[]; startedAt: Date; createdAt: Date },
): Promise<Enrollment[]> {
  if (part.creatorIds.length === 0) return [];
  const shared = { workspace_id: within.workspaceId, program_id: programId, started_at: part.startedAt, created_at: part.createdAt };
  const rows = part.creatorIds.map((id) => ({ ...shared, id: within.newId(), creator_id: id }));
  const added = await queries.insertEnrollments(within.db, rows);
  const refused = part.creatorIds.find((id) => !added.some((row) => row.creator_id === id));
  if (refused !== undefined)
    throw new Problem(
      programProblems["enrollment-overlap"],
      `${formatId("cre", refused)} took part in this program after ${part.startedAt.toISOString()} already. Start the new part later.`,
    );
  await markCreators(within.db, within.workspaceId, part.creatorIds, part.startedAt);
  const detail = { program: programId, creators: part.creatorIds, started_at: part.startedAt.toISOString() };
  await recordAudit(within, { action: "creators.enrolled", subjectKind: "program", subjectId: programId, detail });
  await tell(
    within,
    "enrollment.created.v1",
    added.map((row) => row.id),
  );
  await tellOfEarlierTerms(within, { id: added[0]!.id, from: part.startedAt });
  return added;
}

/** One enrollment, as webhooks show it. */
export async function getEnrollment(ctx: WorkspaceContext, id: string) {
  const row = await queries.findEnrollment(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("enrollment", formatId("enr", id));
  return (await show(ctx, [row]))[0]!;
}

/** What a list of enrollments is narrowed to. */
export interface EnrollmentQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly program_id?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly active?: "true" | undefined;
}

/** A page of enrollments, the latest begun first. */
export async function listEnrollments(ctx: WorkspaceContext, query: EnrollmentQuery) {
  const { program_id: programId, creator_id: creatorId, limit } = query;
  if (programId !== undefined) await loadProgram(ctx, programId);
  const filter = { programId, creatorId, activeAt: query.active === undefined ? undefined : nowAt(ctx) };
  const rows = await queries.listEnrollments(ctx.db, ctx.workspaceId, filter, { limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.started_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

/** Ends a creator's part. The same end again changes nothing. @throws Problem enrollment-ended when it ended in the past */
export async function endEnrollment(ctx: WorkspaceContext, programId: string, id: string, body: { ended_at?: string | undefined }) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockEnrollment(within.db, within.workspaceId, programId, id);
    if (before === undefined) throw notFound("enrollment", formatId("enr", id));
    const endedAt = body.ended_at === undefined ? nowAt(within) : new Date(body.ended_at);
    refuseEnd(before, endedAt, nowAt(within));
    const row = await queries.endEnrollment(within.db, within.workspaceId, id, endedAt);
    const detail = { before: before.ended_at?.toISOString() ?? null, after: endedAt.toISOString() };
    await recordAudit(within, { action: "enrollment.ended", subjectKind: "enrollment", subjectId: id, detail });
    await markCreators(within.db, within.workspaceId, [row.creator_id], endedAt);
    await tell(within, "enrollment.updated.v1", [id]);
    return (await show(within, [row]))[0]!;
  });
}

function refuseEnd(before: Enrollment, endedAt: Date, now: Date): void {
  if (endedAt < before.started_at) {
    const detail = `ended_at: must not be before the start, ${before.started_at.toISOString()}`;
    throw invalidInput([{ pointer: "/ended_at", detail }]);
  }
  const isOver = before.ended_at !== null && before.ended_at <= now && before.ended_at.getTime() !== endedAt.getTime();
  if (isOver)
    throw new Problem(
      programProblems["enrollment-ended"],
      `It ended at ${before.ended_at!.toISOString()}. Enroll the creator again instead.`,
    );
}

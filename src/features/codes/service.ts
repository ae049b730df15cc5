import { codeSkeleton, normaliseCode } from "@vouch/redirect";
import type { Selectable } from "kysely";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, isConflict } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { loadCreator } from "../creators/service.ts";
import { loadProgram, tellOfEarlierTerms } from "../programs/service.ts";
import { loadStore } from "../stores/service.ts";
import { tell } from "../webhooks/service.ts";
import { readCode } from "./code-words.ts";
import { codeImportWith } from "./importing/service.ts";
import { codeProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { CodeTables } from "./tables.ts";

/** A creator's code. */
export type Code = Selectable<CodeTables["codes"]>;
type Purpose = "public" | "personal_use";
type Policy = "always" | "if_clicked" | "if_last";

const shown = (row: Code) => ({
  id: formatId("cod", row.id),
  code: row.code,
  creator_id: formatId("cre", row.creator_id),
  program_id: formatId("prg", row.program_id),
  store_id: row.store_id === null ? null : formatId("sto", row.store_id),
  purpose: row.purpose as Purpose,
  policy: row.policy as Policy,
  valid_from: row.valid_from.toISOString(),
  valid_until: row.valid_until?.toISOString() ?? null,
  disabled_at: row.disabled_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
});

/** Codes, newest first. */
export async function listCodes(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; creator_id?: string | undefined; program_id?: string | undefined },
) {
  const filter = { limit: query.limit, after: parseCursor(query.cursor), creatorId: query.creator_id, programId: query.program_id };
  const rows = await queries.listCodes(ctx.db, ctx.workspaceId, filter);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

async function load(ctx: WorkspaceContext, id: string): Promise<Code> {
  const row = await queries.findCode(ctx.db, ctx.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw notFound("code", formatId("cod", id));
  return row;
}

/** One code. */
export const getCode = async (ctx: WorkspaceContext, id: string) => shown(await load(ctx, id));

/** Codes by their ids, for whoever shows a touch. */
export async function codesByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlyMap<string, Code>> {
  const rows = ids.length === 0 ? [] : await queries.listCodesByIds(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The codes that texts on an order may mean, by text: the same text or one that looks like it, of any time, archived ones too. The pay
 * decision says which of them was in force. A text that is no code at all means none.
 */
export async function findCodes(
  ctx: Pick<WorkspaceContext, "db" | "workspaceId">,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly Code[]>> {
  const skeletons = new Map<string, string>();
  for (const text of texts) {
    const normalised = normaliseCode(text);
    if (normalised.ok) skeletons.set(text, codeSkeleton(normalised.code));
  }
  const rows = skeletons.size === 0 ? [] : await queries.listCodesBySkeletons(ctx.db, ctx.workspaceId, [...new Set(skeletons.values())]);
  return new Map([...skeletons].map(([text, skeleton]) => [text, rows.filter((row) => row.code_skeleton === skeleton)]));
}

function acceptCode(text: string): { code: string; skeleton: string } {
  const read = readCode(text);
  if ("code" in read) return read;
  throw invalidInput([{ pointer: "/code", detail: read.fault }]);
}

export interface NewCode {
  readonly code: string;
  readonly creator_id: string;
  readonly program_id: string;
  readonly store_id?: string | undefined;
  readonly purpose: Purpose;
  readonly policy: Policy;
  readonly valid_from?: string | undefined;
  readonly valid_until: string | null;
}

function acceptValidity(from: Date, until: string | null): Date | null {
  const end = until === null ? null : new Date(until);
  if (end !== null && end <= from) throw invalidInput([{ pointer: "/valid_until", detail: "valid_until must be after valid_from" }]);
  return end;
}

/** Gives a creator a code; one owner at a time, look-alikes included. */
export async function createCode(ctx: WorkspaceContext, body: NewCode) {
  const { code, skeleton } = acceptCode(body.code);
  return inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const from = body.valid_from === undefined ? now : new Date(body.valid_from);
    const row = await queries.insertCode(within.db, {
      workspace_id: within.workspaceId,
      id,
      store_id: body.store_id === undefined ? null : (await loadStore(within, body.store_id)).id,
      program_id: (await loadProgram(within, body.program_id)).id,
      creator_id: (await loadCreator(within, body.creator_id)).id,
      code: body.code.trim(),
      code_normalised: skeleton,
      code_skeleton: skeleton,
      purpose: body.purpose,
      policy: body.policy,
      valid_from: from,
      valid_until: acceptValidity(from, body.valid_until),
      created_at: now,
      updated_at: now,
    });
    await recordAudit(within, {
      action: "code.created",
      subjectKind: "code",
      subjectId: id,
      detail: { code, purpose: body.purpose, policy: body.policy },
    });
    await tell(within, "code.created.v1", [id]);
    await tellOfEarlierTerms(within, { id, from, hasCode: true });
    return shown(row);
  }).catch((error: unknown) => {
    throw isConflict(error, "codes_one_owner_at_a_time") ? taken(body.code) : error;
  });
}

/** Codes from files, each made as by {@link createCode}. */
export const codeImport = codeImportWith(createCode);

const taken = (code: string) =>
  new Problem(codeProblems["code-taken"], `${code}, or a code that looks like it, has an owner at that time. Choose another.`);

/** Changes what is named. */
export async function updateCode(
  ctx: WorkspaceContext,
  id: string,
  changes: { policy?: Policy | undefined; valid_until?: string | null | undefined; disabled?: boolean | undefined },
) {
  return inTransaction(ctx, async (within) => {
    const before = await load(within, id);
    const { disabled, valid_until } = changes;
    const row = await queries.updateCode(within.db, within.workspaceId, id, {
      policy: changes.policy ?? before.policy,
      valid_until: valid_until === undefined ? before.valid_until : acceptValidity(before.valid_from, valid_until),
      disabled_at: disabled === undefined ? before.disabled_at : disabled ? (before.disabled_at ?? nowAt(within)) : null,
      updated_at: nowAt(within),
    });
    await recordAudit(within, {
      action: "code.updated",
      subjectKind: "code",
      subjectId: id,
      detail: { before: shown(before), after: shown(row) },
    });
    await tell(within, "code.updated.v1", [id]);
    return shown(row);
  }).catch((error: unknown) => {
    throw isConflict(error, "codes_one_owner_at_a_time") ? taken("The code") : error;
  });
}

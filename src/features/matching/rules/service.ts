import { actorNames } from "../../../platform/audit/actor-names.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn, plainJson } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { matchingProblems } from "../problems.ts";
import * as queries from "./queries.ts";
import type { RuleKind } from "./rule-kind.ts";

/** Rules that hold, with who says so. */
export interface HeldRules<T> {
  readonly value: T;
  readonly source: string;
  /** Null: the program's own, which nobody set. */
  readonly setAt: string | null;
  readonly setBy: string | null;
}

/** How rules are to be set. */
export interface RulesSetting {
  readonly source: string;
  /** When those were set that whoever sets them has read, null for the program's own; undefined: it does not matter. */
  readonly replaces?: string | null | undefined;
}

/** The workspace's own rules of a kind; undefined: the program's hold. */
async function ownRules(ctx: WorkspaceContext, kind: RuleKind) {
  const row = await queries.newestRules(ctx.db, ctx.workspaceId, kind);
  return row === undefined || row.is_default ? undefined : row;
}

/** The rules of a kind that hold: the workspace's own, else the program's. */
export async function heldRules<T extends object>(
  ctx: WorkspaceContext,
  kind: RuleKind,
  program: { value: T; source: string },
): Promise<HeldRules<T>> {
  const row = await ownRules(ctx, kind);
  if (row === undefined) return { ...program, setAt: null, setBy: null };
  // It was written by this feature, from what the kind's contract takes.
  return { value: row.value as unknown as T, source: row.source, setAt: row.set_at.toISOString(), setBy: row.set_by };
}

/** The source of rules, when they were set and by whom, as the API shows it. */
export async function shownSetting(ctx: WorkspaceContext, { source, setAt, setBy }: Omit<HeldRules<object>, "value">) {
  const who = setBy === null ? undefined : await actorNames(ctx, [setBy]);
  return { source, set_at: setAt, set_by: setBy === null ? null : who!(setBy) };
}

async function putRules(within: WorkspaceContext, kind: RuleKind, row: { value: object; source: string; is_default: boolean }) {
  const [id, now] = [within.newId(), nowAt(within)];
  const by = `${within.actor.kind}:${within.actor.id}`;
  await queries.insertRules(within.db, {
    ...{ workspace_id: within.workspaceId, id, kind, value: plainJson(row.value), source: row.source },
    ...{ set_by: by, set_at: now, is_default: row.is_default },
  });
  const action = row.is_default ? "matching_rules.reset" : "matching_rules.set";
  await recordAudit(within, { action, subjectKind: "matching_rules", subjectId: id, detail: { kind, source: row.source } });
}

const lockRules = (within: WorkspaceContext, kind: RuleKind): Promise<void> =>
  lockOn(within.db, `matching rules ${kind} ${within.workspaceId}`);

/** Sets the rules of a kind; what was set before stays on record. @throws Problem rules-changed */
export async function setRules(ctx: WorkspaceContext, kind: RuleKind, value: object, { source, replaces }: RulesSetting): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockRules(within, kind);
    if (replaces !== undefined) {
      const held = (await ownRules(within, kind))?.set_at ?? null;
      const isSame = replaces === null ? held === null : held !== null && held.getTime() === Date.parse(replaces);
      if (!isSame)
        throw new Problem(
          matchingProblems["rules-changed"],
          `Yours replace ${replaces === null ? "the program's own" : `those of ${replaces}`}; by now ${held === null ? "the program's own hold" : `those of ${held.toISOString()} hold`}. Nothing was changed.`,
        );
    }
    await putRules(within, kind, { value, source, is_default: false });
  });
}

/** Goes back to the program's own rules of a kind. Doing it again changes nothing. */
export async function resetRules(ctx: WorkspaceContext, kind: RuleKind, source: string) {
  return inTransaction(ctx, async (within) => {
    await lockRules(within, kind);
    if ((await ownRules(within, kind)) === undefined) return { kind, is_changed: false };
    await putRules(within, kind, { value: {}, source, is_default: true });
    return { kind, is_changed: true };
  });
}

/** What was set of a kind, the last first. */
export async function listRulesChanges(
  ctx: WorkspaceContext,
  kind: RuleKind,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const rows = await queries.listRules(ctx.db, ctx.workspaceId, { kind, limit, after: parseCursor(cursor) });
  const who = await actorNames(
    ctx,
    rows.map(({ set_by: by }) => by),
  );
  return pageFrom(
    rows,
    limit,
    (row) => ({ at: row.set_at, id: row.id }),
    ({ source, is_default, set_at, set_by }) => ({ kind, source, is_default, set_at: set_at.toISOString(), set_by: who(set_by) }),
  );
}

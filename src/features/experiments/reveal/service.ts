import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { shownLock } from "../../../platform/audit/locked-text.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { holdDraft, keepDraft, keepLocked, keepResult, makeDraft, stateOf } from "../locking/service.ts";
import { experimentProblems } from "../problems.ts";
import { revealAnalysis, type HalfCount, type RevealAnalysis } from "./reveal-analysis.ts";
import { daysBetween, revealFaults, revealRule, revealScript, type RevealPlan } from "./reveal-plan.ts";
import { revealPower } from "./reveal-power.ts";
import * as queries from "./queries.ts";

type Row = NonNullable<Awaited<ReturnType<typeof queries.findReveal>>>;

interface Locked {
  readonly plan: RevealPlan;
  readonly seed: string;
}

const lockedOf = (row: Row): Locked | undefined => (row.document === null ? undefined : (JSON.parse(row.document) as Locked));
const planOf = (row: Row): RevealPlan => lockedOf(row)?.plan ?? (row.plan as unknown as RevealPlan);
const keptOf = (row: Row) => row.result as unknown as { readonly analysis: RevealAnalysis } | null;

const summary = (row: Row) => ({
  id: formatId("rev", row.id),
  name: row.name,
  state: stateOf(row),
  plan: { ...planOf(row) },
  headline: keptOf(row)?.analysis.verdict.headline ?? null,
  created_at: row.created_at.toISOString(),
});

async function loadReveal(ctx: WorkspaceContext, id: string): Promise<Row> {
  const row = await queries.findReveal(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("experiment with a code", formatId("rev", id));
  return row;
}

const lookedBackDays = 56;
const dayMs = 86_400_000;

async function powerFields(ctx: WorkspaceContext, plan: RevealPlan) {
  const since = new Date(ctx.now() - lookedBackDays * dayMs);
  const own = await queries.countOwnVisits(ctx.db, ctx.workspaceId, since);
  const found = revealPower(plan, { days: lookedBackDays, ...own });
  if (found.kind === "unknown") return { power: null, power_note: found.reason };
  const { kind: _kind, ...power } = found;
  return { power, power_note: "" };
}

const countsOf = async (ctx: WorkspaceContext, id: string) =>
  (await queries.listCounts(ctx.db, ctx.workspaceId, id)).map((row) => ({
    ...row,
    visitors: Number(row.visitors),
    orders: Number(row.orders),
  }));

async function shown(ctx: WorkspaceContext, row: Row) {
  const [kept, seed] = [keptOf(row), lockedOf(row)?.seed ?? null];
  return {
    ...summary(row),
    decision_rule: revealRule(planOf(row)),
    lock: shownLock(row),
    seed,
    script: seed === null ? null : revealScript(seed),
    ...(await powerFields(ctx, planOf(row))),
    counts: await countsOf(ctx, row.id),
    result: kept === null || row.computed_at === null ? null : { ...kept, computed_at: row.computed_at.toISOString() },
  };
}

/** The experiments with a code, newest first. */
export const listReveals = async (ctx: WorkspaceContext) => ({ data: (await queries.listReveals(ctx.db, ctx.workspaceId)).map(summary) });

/** One experiment with a code. */
export const getReveal = async (ctx: WorkspaceContext, id: string) => shown(ctx, await loadReveal(ctx, id));

/** An experiment with a code to plan. */
interface NewReveal {
  readonly name: string;
  readonly plan: RevealPlan;
}

function refuseFaults(plan: RevealPlan): void {
  const faults = revealFaults(plan);
  if (faults.length > 0) throw invalidInput(faults);
}

/** Plans an experiment with a code. */
export async function createReveal(ctx: WorkspaceContext, draft: NewReveal) {
  refuseFaults(draft.plan);
  const id = await inTransaction(ctx, (within) => makeDraft(within, { kind: "code_reveal", seriesId: null, ...draft }));
  return getReveal(ctx, id);
}

/** Changes the draft of a plan. */
export async function changeReveal(ctx: WorkspaceContext, id: string, draft: NewReveal) {
  await inTransaction(ctx, async (within) => {
    await holdDraft(within, id, loadReveal);
    refuseFaults(draft.plan);
    await keepDraft(within, id, draft);
  });
  return getReveal(ctx, id);
}

async function todayIn(ctx: WorkspaceContext): Promise<string> {
  const { zone } = await loadWorkspace(ctx);
  return localDay(ctx.now(), zone);
}

/** Locks a plan: its seed is its own hash. */
export async function lockReveal(ctx: WorkspaceContext, id: string) {
  await inTransaction(ctx, async (within) => {
    const row = await holdDraft(within, id, loadReveal);
    const [plan, today] = [planOf(row), await todayIn(within)];
    if (plan.from_on <= today)
      throw new Problem(experimentProblems["treatment-began"], `from_on is ${plan.from_on}, and today is ${today}.`);
    const before = { experiment: formatId("rev", id), name: row.name, design: row.kind, decision_rule: revealRule(plan), plan };
    const seed = sha256(canonicalJson(before)).toString("hex").slice(0, 16);
    await keepLocked(within, { id, name: row.name, document: { ...before, seed }, span: { from_on: plan.from_on, to_on: plan.to_on } });
  });
  return getReveal(ctx, id);
}

function requireLocked(row: Row): Locked {
  const locked = lockedOf(row);
  if (locked === undefined) throw new Problem(experimentProblems["plan-not-locked"], `The plan of ${row.name} is still a draft.`);
  return locked;
}

/** Writes down how many came and ordered. */
export async function countReveal(ctx: WorkspaceContext, id: string, counts: readonly queries.CountRow[]) {
  return inTransaction(ctx, async (within) => {
    const { plan } = requireLocked(await loadReveal(within, id));
    const seen = new Set<string>();
    const faults = counts.flatMap(({ counted_on: day, is_shown, visitors, orders }, at) => {
      const isTwice = seen.has(`${day} ${is_shown}`);
      seen.add(`${day} ${is_shown}`);
      return [
        ...(day >= plan.from_on && day < plan.to_on
          ? []
          : [["counted_on", `${day} is no day of the experiment, ${plan.from_on} to before ${plan.to_on}`]]),
        ...(isTwice ? [["counted_on", `${day} is told twice for one half`]] : []),
        ...(orders <= visitors ? [] : [["orders", `${orders} orders of ${visitors} visitors: count each visitor who ordered once`]]),
      ].map(([field, text]) => ({ pointer: `/counts/${at}/${field}`, detail: `${field}: ${text}` }));
    });
    if (faults.length > 0) throw invalidInput(faults);
    const at = { workspaceId: within.workspaceId, id, by: `${within.actor.kind}:${within.actor.id}`, recordedAt: nowAt(within) };
    await queries.writeCounts(within.db, at, counts);
    return getReveal(within, id);
  });
}

const sumOf = (counts: readonly queries.CountRow[], isShown: boolean): HalfCount =>
  counts
    .filter(({ is_shown }) => is_shown === isShown)
    .reduce((sum, { visitors, orders }) => ({ visitors: sum.visitors + visitors, orders: sum.orders + orders }), {
      visitors: 0,
      orders: 0,
    });

/** Works the difference out, once all days are over and counted. */
export async function analyseReveal(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await loadReveal(within, id);
    const { plan } = requireLocked(row);
    const [today, counts] = [await todayIn(within), await countsOf(within, id)];
    if (today < plan.to_on)
      throw new Problem(
        experimentProblems["sales-missing"],
        `The experiment ends on ${daysLater(plan.to_on, -1)}, and today is ${today}. Looking early finds effects that are not there.`,
      );
    const known = new Set(counts.map(({ counted_on: day, is_shown }) => `${day} ${is_shown}`));
    const days = Array.from({ length: daysBetween(plan.from_on, plan.to_on) }, (_, at) => daysLater(plan.from_on, at));
    const gone = days.filter((day) => !known.has(`${day} true`) || !known.has(`${day} false`));
    const [one, other] = [sumOf(counts, true), sumOf(counts, false)];
    if (gone.length > 0)
      throw new Problem(
        experimentProblems["sales-missing"],
        `${gone.length} days are not counted in both halves, such as ${gone.slice(0, 5).join(", ")}. Write 0 where nobody came.`,
      );
    if (one.visitors === 0 || other.visitors === 0)
      throw new Problem(experimentProblems["sales-missing"], "Nobody came in one of the halves: is the code shown by the hash?");
    await keepResult(within, id, { analysis: revealAnalysis(plan, one, other) });
    return getReveal(within, id);
  });
}

import { createHash } from "node:crypto";
import { formatId } from "../../../kernel/ids.ts";
import { exponentOf } from "../../../kernel/money.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { creatorsByIds, mainAccountsOf, type MainAccount } from "../../creators/service.ts";
import { ladderOf, sizeOf } from "../../posts/service.ts";
import { returnLessons, type ReturnLesson } from "../../reviews/service.ts";
import { returnPriors, type ReturnEstimate, type ReturnPrior } from "../priors/known-return.ts";
import { stageOf, type Gates } from "../priors/stage.ts";
import type { PlanInput } from "../solve/plan-input.ts";
import type { PlanRules } from "../solve/plan-rules.ts";
import type { PlanTask } from "../solve/worked-out-plan.ts";
import type { PlanRow } from "../tables.ts";

/** The rules of a plan as they are kept. */
export const rulesOf = (row: PlanRow): PlanRules => row.rules as unknown as PlanRules;

function estimateOf(lesson: ReturnLesson, currency: string): ReturnEstimate {
  const { estimate, low, high, level, cycles, spentMinor } = lesson;
  const isKnown = spentMinor !== null && lesson.currency === currency;
  return { estimate, low, high, level, cycles, spent: isKnown ? Number(spentMinor) / 10 ** exponentOf(currency) : undefined };
}

/** What is believed of every candidate, from all lessons that are known now. */
async function priorsOf(
  ctx: WorkspaceContext,
  row: PlanRow,
  of: {
    readonly accounts: (ids: readonly string[]) => Promise<Map<string, MainAccount>>;
    readonly sizeOf: (account: MainAccount | undefined) => string | undefined;
  },
): Promise<Map<string, ReturnPrior>> {
  const { creator_ids, assumptions } = rulesOf(row);
  const lessons = await returnLessons(ctx);
  const lessonsOf = (kind: ReturnLesson["subjectKind"], subject: string) =>
    lessons.filter((lesson) => lesson.subjectKind === kind && lesson.subject === subject).map((lesson) => estimateOf(lesson, row.currency));
  const subjects = (kind: ReturnLesson["subjectKind"]) => [
    ...new Set(lessons.filter((lesson) => lesson.subjectKind === kind).map(({ subject }) => subject)),
  ];
  const ids = [...new Set([...creator_ids, ...subjects("creator")])];
  const main = await of.accounts(ids);
  const { estimate, low, high } = assumptions.newcomer;
  return returnPriors(
    ids.map((id) => ({ id, tier: of.sizeOf(main.get(id)), lessons: lessonsOf("creator", id) })),
    new Map(subjects("tier").map((tier) => [tier, lessonsOf("tier", tier)])),
    { estimate: Number(estimate), low: Number(low), high: Number(high) },
  );
}

const gatesOf = ({ gates }: PlanRules, unit: number): Gates => ({
  testSpend: Number(gates.test_spend) / unit,
  leastCycles: gates.least_cycles,
  leastReturn: Number(gates.least_return),
  scaleChance: Number(gates.scale_chance),
  stopChance: Number(gates.stop_chance),
});

/** The same plan draws the same, and another one others. */
const seedOf = (id: string): number => createHash("sha256").update(id).digest().readUInt32BE(0);

/** Everything that a plan is worked out from, as it is known now. */
export async function loadTask(ctx: WorkspaceContext, row: PlanRow): Promise<PlanTask> {
  const rules = rulesOf(row);
  const { creator_ids: ids, risk, assumptions } = rules;
  const unit = 10 ** exponentOf(row.currency);
  const gates = gatesOf(rules, unit);
  const names = await creatorsByIds(ctx, ids);
  const accounts = await mainAccountsOf(ctx, ids);
  const ladder = await ladderOf(ctx);
  const size = (account: MainAccount | undefined): string | undefined => sizeOf(ladder, account?.followers ?? null);
  const priors = await priorsOf(ctx, row, { accounts: (all) => mainAccountsOf(ctx, all), sizeOf: size });
  const candidates = ids.map((id) => {
    const [prior, account] = [priors.get(id)!, accounts.get(id)];
    const head = { id: formatId("cre", id), name: names.get(id)?.name ?? "a creator" };
    return { ...head, tier: size(account) ?? null, platform: account?.platform ?? null, prior, ...stageOf(prior, gates) };
  });
  const input: PlanInput = {
    ...{ budget: Number(row.budget_minor) / unit, candidates, gates, seed: seedOf(row.id) },
    risk: {
      ...{ mostShare: Number(risk.most_share), leastProvenShare: Number(risk.least_proven_share) },
      ...{ mostLossChance: Number(risk.most_loss_chance), leastMarginal: Number(risk.least_marginal) },
    },
    ...{ doubling: Number(assumptions.doubling), sharedSpread: Number(assumptions.shared_spread), worth: Number(assumptions.worth) },
  };
  return { input, workedOutAt: nowAt(ctx).toISOString() };
}

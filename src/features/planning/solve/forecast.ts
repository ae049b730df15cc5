import { exponentOf } from "../../../kernel/money.ts";
import type { Candidate } from "./plan-input.ts";
import type { Range } from "./simulation.ts";
import type { WorkedOutPlan } from "./worked-out-plan.ts";

/** Money as the API writes it. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** Whole units as money, what is less than a minor unit left out. */
const moneyOf = (units: number, currency: string): MoneyText => ({
  ...{ amount: Math.floor(units * 10 ** exponentOf(currency) + 1e-6).toString(), currency },
});

const perSpent = ({ low, middle, high }: Range, spend: number) =>
  spend <= 0 ? null : { low: low / spend, middle: middle / spend, high: high / spend };

/** z of the ends of an interval of 80 %. */
const z = 1.2815515655446004;

const shownPrior = ({ estimate, deviation, source, cycles }: Candidate["prior"]) => ({
  ...{ low: Math.max(0, estimate - z * deviation), middle: estimate, high: estimate + z * deviation, source, cycles },
});

function tiersOf(candidates: readonly Candidate[], spends: readonly number[], currency: string) {
  const total = spends.reduce((sum, spend) => sum + spend, 0);
  const keys = [...new Set(candidates.map(({ tier }) => tier))];
  return keys.map((tier) => {
    const own = candidates.flatMap((candidate, at) => (candidate.tier === tier ? [spends[at]!] : []));
    const spend = own.reduce((sum, each) => sum + each, 0);
    return { tier, creators: own.length, spend: moneyOf(spend, currency), share: total === 0 ? 0 : spend / total };
  });
}

/**
 * A plan that was worked out as the API shows it.
 *
 * @param worked the result with what it was made of; creators by public ids.
 * @param plan its whole budget and currency.
 */
export function shownForecast({ input, plan, workedOutAt }: WorkedOutPlan, { budget }: { readonly budget: MoneyText }) {
  const { currency } = budget;
  const spends = plan.creators.map(({ spend }) => spend);
  const spend = moneyOf(plan.spend, currency);
  return {
    ...{ worked_out_at: workedOutAt, level: 0.8, draws: plan.draws, spend },
    unspent: { amount: (BigInt(budget.amount) - BigInt(spend.amount)).toString(), currency },
    ...{ revenue: plan.revenue, per_spent: perSpent(plan.revenue, plan.spend), loss_chance: plan.lossChance, marginal: plan.marginal },
    creators: plan.creators.map((own, at) => {
      const { id, name, tier, platform, prior, stage, chance, reason } = input.candidates[at]!;
      return {
        ...{ creator_id: id, name, tier, platform, prior: shownPrior(prior), stage, chance, reason },
        ...{ spend: moneyOf(own.spend, currency), share: plan.spend === 0 ? 0 : own.spend / plan.spend },
        ...{ revenue: own.revenue, per_spent: perSpent(own.revenue, own.spend), marginal: own.marginal },
      };
    }),
    tiers: tiersOf(input.candidates, spends, currency),
    scenarios: plan.scenarios.map(({ name, revenue, lossChance }) => ({
      ...{ name, revenue, per_spent: perSpent(revenue, plan.spend), loss_chance: lossChance },
    })),
    ladder: plan.ladder.map((rung) => ({
      ...{ budget: moneyOf(rung.budget, currency), spend: moneyOf(rung.spend, currency), revenue: rung.revenue },
      ...{ marginal: rung.marginal, loss_chance: rung.lossChance },
    })),
    limits: [...plan.limits],
  };
}

/** A forecast as the API shows it. */
export type Forecast = ReturnType<typeof shownForecast>;

/** How each figure of a plan comes about. */
export const planFormulas = {
  prior:
    "Revenue per unit spent. Lessons of a creator by the inverse of their variances, drawn to those of their tier (of all, of the plan's assumption) by normal empirical Bayes, as much as their interval leaves open.",
  stage:
    "The chance that the true return reaches the least, by a normal distribution around the prior: from the scale chance on scaled, down to the stop chance stopped, else tested; with fewer campaigns than the rules ask for tested.",
  response:
    "scale × (1 − exp(−spend ÷ at)): the prior's return at the usual spend, and twice the usual spend brings what the plan assumes. How fast it saturates is an assumption.",
  spend:
    "Where one more unit brings the same on everybody, within each creator's most, found exactly; less than the budget where a limit asks it.",
  interval:
    "80 %, from 2,000 draws by a fixed seed: how good each creator truly is (gamma around the prior), how good the times are for all (lognormal), the chance of one campaign (gamma).",
  loss_chance: "The share of draws in which revenue × what of it counts as coming back is less than what is spent.",
  marginal: "The slope of the curve: revenue that one more unit brings.",
  scenarios:
    "The tenth (weak), the middle and the ninetieth of a hundred equally likely times for all creators together; intervals within each.",
} as const;

/** The rules of a plan as the API takes and keeps them; numbers are exact texts. */
export interface PlanRules {
  /** uuids. */
  readonly creator_ids: readonly string[];
  readonly gates: {
    readonly test_spend: string;
    readonly least_cycles: number;
    readonly least_return: string;
    readonly scale_chance: string;
    readonly stop_chance: string;
  };
  readonly risk: {
    readonly most_share: string;
    readonly least_proven_share: string;
    readonly most_loss_chance: string;
    readonly least_marginal: string;
  };
  readonly assumptions: {
    readonly newcomer: { readonly estimate: string; readonly low: string; readonly high: string };
    readonly doubling: string;
    readonly shared_spread: string;
    readonly worth: string;
  };
}

/** A plan as somebody asks for it. */
export interface AskedPlan extends PlanRules {
  readonly name: string;
  readonly budget: { readonly amount: string; readonly currency: string };
  readonly starts_on: string;
  readonly ends_on: string;
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

const fault = (pointer: string, detail: string): Fault => ({ pointer, detail: `${pointer.split("/").at(-1)!}: ${detail}` });

function assumptionFaults({ newcomer, doubling, worth }: PlanRules["assumptions"]): Fault[] {
  const [estimate, low, high] = [newcomer.estimate, newcomer.low, newcomer.high].map(Number) as [number, number, number];
  return [
    ...(low < estimate ? [] : [fault("/assumptions/newcomer/low", "must lie below the estimate")]),
    ...(high > estimate ? [] : [fault("/assumptions/newcomer/high", "must lie above the estimate")]),
    ...(Number(doubling) >= 1.01 && Number(doubling) <= 1.99
      ? []
      : [fault("/assumptions/doubling", `must lie from 1.01 to 1.99, since returns diminish; found ${doubling}`)]),
    ...(Number(worth) > 0 ? [] : [fault("/assumptions/worth", "must be above 0, or nothing ever comes back")]),
  ];
}

/**
 * What is wrong with a plan beyond the form of its fields, each with its place.
 *
 * @param plan as it was asked for.
 * @returns empty where it can be worked out.
 */
export function planFaults({ budget, starts_on, ends_on, gates, risk, assumptions }: AskedPlan): Fault[] {
  return [
    ...(ends_on > starts_on ? [] : [fault("/ends_on", `must lie after the first day, ${starts_on}: the day itself is not included`)]),
    ...(BigInt(gates.test_spend) <= BigInt(budget.amount)
      ? []
      : [fault("/gates/test_spend", `must be at most the budget of ${budget.amount} minor units, found ${gates.test_spend}`)]),
    ...(Number(gates.scale_chance) > Number(gates.stop_chance)
      ? []
      : [
          fault(
            "/gates/scale_chance",
            `must be above stop_chance, ${gates.stop_chance}: else a creator would be scaled and stopped at once`,
          ),
        ]),
    ...(Number(risk.most_share) > 0 ? [] : [fault("/risk/most_share", "must be above 0, or nobody gets anything")]),
    ...assumptionFaults(assumptions),
  ];
}

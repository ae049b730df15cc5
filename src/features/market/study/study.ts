import type { Money } from "../../../kernel/money.ts";
import { presets, type PresetName } from "../dials/presets.ts";
import { turnedDials, type Turning } from "../dials/turning.ts";
import { lensErrors, type CreatorError, type LensError, type OverRuns } from "../lenses/lens-errors.ts";
import { lenses } from "../lenses/lens.ts";

/** What is studied: a ready-made business with its dials turned, in so many runs. */
export interface StudyInput {
  readonly preset: PresetName;
  readonly dials: Turning;
  readonly runs: number;
}

/** Money as the API shows it. */
type ShownMoney = { readonly amount: string; readonly currency: Money["currency"] };

const figure = ({ mean, standardError, low, high }: OverRuns) => ({ mean, standard_error: standardError, low, high });

const money = (over: OverRuns, currency: string) => {
  const shown = (minor: number): ShownMoney => ({ amount: String(BigInt(Math.round(minor))), currency });
  return { mean: shown(over.mean), standard_error: shown(over.standardError), low: shown(over.low), high: shown(over.high) };
};

const ofCreator = (error: CreatorError, currency: string) => ({
  credited_orders: figure(error.creditedOrders),
  credited_revenue: money(error.creditedMinor, currency),
  error_orders: figure(error.errorOrders),
  error_revenue: money(error.errorMinor, currency),
});

const ofLens = (error: LensError, currency: string) => ({
  lens: error.lens,
  name: lenses.find(({ id }) => id === error.lens)!.name,
  error_orders: figure(error.errorOrders),
  error_revenue: money(error.errorMinor, currency),
  bias: error.bias === undefined ? null : figure(error.bias),
  absolute_error: figure(error.absoluteError),
  rank_correlation: error.rankCorrelation === undefined ? null : figure(error.rankCorrelation),
  creators: error.creators.map((one) => ofCreator(one, currency)),
});

/**
 * How wrong each way of counting is for a business, as the API shows it: amounts rounded to minor units.
 *
 * @param input the business and the number of runs; the runs' seeds are 1, 2, 3 and so on, so that the same question has the same answer.
 * @param report is told the share of the runs that are done.
 */
export function study({ preset, dials, runs }: StudyInput, report: (share: number) => void) {
  const seeds = Array.from({ length: runs }, (_, at) => at + 1);
  const { currency, ...errors } = lensErrors(turnedDials(presets[preset], dials), seeds, report);
  return {
    ...{ preset, dials, runs, currency },
    orders: figure(errors.orders),
    caused: figure(errors.caused),
    caused_revenue: money(errors.causedMinor, currency),
    creators: errors.creators.map(({ caused, ...creator }) => ({ ...creator, caused: figure(caused) })),
    lenses: errors.lenses.map((each) => ofLens(each, currency)),
  };
}

import { generatorOf, type Matrix } from "@vouch/stats";
import { doseAnalysis, type DoseAnalysis } from "../src/features/experiments/dose/dose-analysis.ts";
import type { DoseSales } from "../src/features/experiments/dose/dose-panel.ts";
import type { Dials } from "../src/features/market/dials/dials.ts";
import { presets } from "../src/features/market/dials/presets.ts";
import { marketWorld, type World } from "../src/features/market/world/world.ts";
import { DAY_MS } from "../src/kernel/civil.ts";
import { turned } from "./small-business.ts";

const [daysBefore, daysTreated, postedDays] = [84, 35, 14];

/** Regions of unlike size, and creators whose audiences each live in other ones. */
function dialsOf(seed: number, pullSpread: number): Dials {
  const lots = generatorOf(seed);
  const drop = presets["dtc-drop"];
  return turned(drop, {
    days: daysBefore + daysTreated,
    regions: Array.from({ length: 24 }, (_, at) => ({
      name: `Region ${at + 1}`,
      country: "DE",
      people: Math.round(60_000 * Math.exp(1.2 * (lots.uniform() + lots.uniform() - 1))),
    })),
    channels: [],
    customers: { firstOrders: 0.05, habit: { r: 1e-6, alpha: 40, a: 1, b: 1 } },
    season: { swing: 0 },
    creators: { cast: seed, count: 12, mixing: 2, pullSpread, fromDay: daysBefore, overDays: postedDays },
    response: { interest: 4 * drop.response.interest, clicksAnyway: 0 },
    survey: { answers: 0 },
  });
}

function salesOf({ orders, fromMs, dials }: World): Matrix {
  const [rows, columns] = [dials.regions.length, dials.days];
  const values = new Float64Array(rows * columns);
  for (const { region, atMs } of orders) {
    const at = region * columns + Math.floor((atMs - fromMs) / DAY_MS);
    values[at] = values[at]! + 1;
  }
  return { rows, columns, values };
}

function dataOf(world: World, seed: number): DoseSales {
  const { dials, cast, fromMs } = world;
  const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  const regions = dials.regions.map(({ name }) => name);
  return {
    plan: {
      hypothesis: "Posts bring orders.",
      treatment: "Posts",
      posts: cast.posts.map(({ creator, atMs, reach }) => ({ creator_id: `cre_${creator}`, posted_on: dayOf(atMs), reach })),
      lasts_days: null,
      left_out: [],
      history_from_on: null,
      to_on: dayOf(fromMs + dials.days * DAY_MS),
      creator_spread: "0.4",
      direction: "gain",
      alpha: "0.1",
      missing: "refused",
      gate_note: "",
      campaign_id: null,
    },
    audiences: cast.creators.map(({ name, byRegion }, at) => ({
      creator_id: `cre_${at}`,
      name,
      shares: regions.map((region, place) => ({ region, share: byRegion[place]! })),
    })),
    regions,
    sales: salesOf(world),
    firstOn: dayOf(fromMs),
    unit: "count",
    seed,
  };
}

/**
 * A business whose posts go everywhere, to audiences that live in other regions each, dying away, with what they truly caused.
 *
 * @param seed of the regions, the creators and the course of things.
 * @param pullSpread how unlike creators are in what they move: the standard deviation of the logarithm.
 */
export function doseBusiness(seed: number, pullSpread = 0.4): { readonly data: DoseSales; readonly caused: number } {
  const world = marketWorld(dialsOf(seed, pullSpread), seed);
  const data = dataOf(world, seed);
  return { data, caused: world.orders.filter(({ cause }) => cause !== undefined).length };
}

/** How well the design found what posts caused, over many businesses; in orders of one business. */
export interface DoseRecord {
  readonly meanCaused: number;
  readonly bias: number;
  /** Of the bias. */
  readonly standardError: number;
  /** The share of intervals that hold the truth. */
  readonly coverage: number;
  /** Of the intervals: half are narrower. */
  readonly medianWidth: number;
  /** The share of businesses in which the effect is shown. */
  readonly shown: number;
}

function analysed(data: DoseSales): DoseAnalysis {
  const outcome = doseAnalysis(data, () => {});
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  return outcome.analysis;
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

/** The design tried on businesses with seeds 1, 2, 3 and so on. */
export function doseRecord(businesses: number, pullSpread: number): DoseRecord {
  const tries = Array.from({ length: businesses }, (_, at) => {
    const { data, caused } = doseBusiness(at + 1, pullSpread);
    const { total, total_lower: low, total_upper: high, verdict } = analysed(data);
    const [lower, upper] = [low ?? -Infinity, high ?? Infinity];
    const isHeld = lower <= caused && caused <= upper;
    return { caused, error: total - caused, width: upper - lower, isHeld, isShown: verdict.outcome === "shown" };
  });
  const bias = meanOf(tries.map(({ error }) => error));
  const variance = tries.reduce((sum, { error }) => sum + (error - bias) ** 2, 0) / (businesses - 1);
  return {
    meanCaused: meanOf(tries.map(({ caused }) => caused)),
    ...{ bias, standardError: Math.sqrt(variance / businesses) },
    coverage: tries.filter(({ isHeld }) => isHeld).length / businesses,
    medianWidth: tries.map(({ width }) => width).toSorted((a, b) => a - b)[Math.floor(businesses / 2)]!,
    shown: tries.filter(({ isShown }) => isShown).length / businesses,
  };
}

import { generatorOf } from "@vouch/stats";
import { DAY_MS } from "../src/kernel/civil.ts";
import { geoPanel, type SalesCell } from "../src/features/experiments/analysis/geo-panel.ts";
import { methodEstimate } from "../src/features/experiments/analysis/method-estimate.ts";
import { geoMethods, type GeoMethod } from "../src/features/experiments/plan/geo-plan.ts";
import type { Dials } from "../src/features/market/dials/dials.ts";
import { presets } from "../src/features/market/dials/presets.ts";
import { marketWorld } from "../src/features/market/world/world.ts";
import { turned } from "./small-business.ts";

/** How a business's demand goes: the same all the time; or rising, since customers come back and there are more of them each week. */
export type Demand = "steady" | "rising";

const regionCount = 24;
const [daysBefore, daysTreated] = [84, 28];
/** Days that a rising business is told before they count, so that it does not begin with nobody who could come back. */
const warmUp: { readonly [D in Demand]: number } = { steady: 0, rising: 140 };

/** Regions of unlike size; of each three alike one, by lot, sees the posts. */
function regionsOf(seed: number): Dials["regions"] {
  const lots = generatorOf(seed);
  const sizes = Array.from({ length: regionCount }, () => Math.round(60_000 * Math.exp(1.2 * (lots.uniform() + lots.uniform() - 1))));
  const shown = new Set<number>();
  const bySize = [...sizes.keys()].toSorted((a, b) => sizes[b]! - sizes[a]!);
  for (let at = 0; at < regionCount; at += 3) shown.add(bySize[at + lots.below(3)]!);
  return sizes.map((people, at) => ({ name: `Region ${at + 1}`, country: "DE", people, isHeldOut: !shown.has(at) }));
}

/** A geo test on a business of the simulator, with what it truly caused. */
export interface GeoBusiness {
  /** Orders by region and day. */
  readonly cells: readonly SalesCell[];
  readonly plan: { readonly treated: readonly string[]; readonly from_on: string; readonly to_on: string };
  /** Orders in the days of treatment that would not have come without a post. */
  readonly caused: number;
  /** Regions by days of treatment. */
  readonly treatedCells: number;
}

function dialsOf(seed: number, demand: Demand): Dials {
  const drop = presets["dtc-drop"];
  const from = warmUp[demand] + daysBefore;
  const habit = demand === "steady" ? { habit: { r: 1e-6, alpha: 40, a: 1, b: 1 } } : {};
  return turned(drop, {
    days: from + daysTreated,
    regions: regionsOf(seed),
    channels: [],
    customers: { firstOrders: demand === "steady" ? 0.05 : 0.02, ...habit },
    season: { swing: 0 },
    creators: { cast: seed, mixing: 40, fromDay: from, overDays: 14 },
    response: { interest: 4 * drop.response.interest, clicksAnyway: 0 },
    survey: { answers: 0 },
  });
}

/**
 * A business whose posts are shown in some regions only, from a day on, and dying away.
 *
 * @param seed of the regions, the creators and the course of things.
 * @param demand how it would go without posts.
 */
export function geoBusiness(seed: number, demand: Demand): GeoBusiness {
  const dials = dialsOf(seed, demand);
  const world = marketWorld(dials, seed);
  const [first, from] = [warmUp[demand], warmUp[demand] + daysBefore];
  const sums = dials.regions.map(() => new Float64Array(dials.days));
  let caused = 0;
  for (const { region, atMs, cause } of world.orders) {
    const day = Math.floor((atMs - world.fromMs) / DAY_MS);
    sums[region]![day]! += 1;
    if (cause !== undefined && day >= from) caused++;
  }
  const dayOf = (day: number): string => new Date(world.fromMs + day * DAY_MS).toISOString().slice(0, 10);
  const days = Array.from({ length: dials.days - first }, (_, at) => first + at);
  const treated = dials.regions.filter(({ isHeldOut }) => isHeldOut !== true).map(({ name }) => name);
  return {
    cells: dials.regions.flatMap(({ name: region }, at) =>
      days.map((day) => ({ region, day: dayOf(day), sales: sums[at]![day]!, spend: null })),
    ),
    plan: { treated, from_on: dayOf(from), to_on: dayOf(dials.days) },
    caused,
    treatedCells: treated.length * daysTreated,
  };
}

/** How well a method found what posts caused, over many businesses; in orders of one business. */
export interface MethodRecord {
  readonly method: GeoMethod;
  readonly businesses: number;
  /** Of what was caused. */
  readonly meanCaused: number;
  /** The mean of estimate less truth, and the standard error of that mean. */
  readonly bias: number;
  readonly standardError: number;
  /** The share of the intervals that hold the truth. */
  readonly coverage: number;
  readonly meanWidth: number;
  /** The share of the estimates with a word of caution. */
  readonly flagged: number;
}

interface Try {
  readonly error: number;
  readonly caused: number;
  readonly width: number;
  readonly isHeld: boolean;
  readonly isFlagged: boolean;
}

function tried(business: GeoBusiness, method: GeoMethod, level: number, seed: number): Try {
  const { cells, plan, caused, treatedCells } = business;
  const found = geoPanel(cells, plan);
  if (found.kind === "refused") throw new RangeError(found.reason);
  const estimate = methodEstimate(found.panel, method, level, seed);
  if (estimate.kind === "failed") throw new RangeError(estimate.reason);
  const [lower, upper] = [estimate.interval?.lower ?? Number.NaN, estimate.interval?.upper ?? Number.NaN].map((end) => end * treatedCells);
  return {
    ...{ error: estimate.total - caused, caused, width: upper! - lower! },
    isHeld: lower! <= caused && caused <= upper!,
    isFlagged: estimate.flags.length > 0,
  };
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

function recordOf(method: GeoMethod, tries: readonly Try[]): MethodRecord {
  const errors = tries.map(({ error }) => error);
  const bias = meanOf(errors);
  const variance = (meanOf(errors.map((error) => (error - bias) ** 2)) * tries.length) / (tries.length - 1);
  return {
    ...{ method, businesses: tries.length, bias, standardError: Math.sqrt(variance / tries.length) },
    meanCaused: meanOf(tries.map(({ caused }) => caused)),
    coverage: tries.filter(({ isHeld }) => isHeld).length / tries.length,
    meanWidth: meanOf(tries.map(({ width }) => width)),
    flagged: tries.filter(({ isFlagged }) => isFlagged).length / tries.length,
  };
}

/**
 * Every method tried on businesses with seeds 1, 2, 3 and so on.
 *
 * @param businesses how many.
 * @param demand of all of them.
 * @param level of the intervals.
 */
export function methodRecords(businesses: number, demand: Demand, level: number): MethodRecord[] {
  const tries = new Map<GeoMethod, Try[]>(geoMethods.map((method) => [method, []]));
  for (let seed = 1; seed <= businesses; seed++) {
    const business = geoBusiness(seed, demand);
    for (const [method, list] of tries) list.push(tried(business, method, level, seed));
  }
  return [...tries].map(([method, list]) => recordOf(method, list));
}

import { generatorOf, normalVariate, type Matrix } from "@vouch/stats";
import { assignmentOf, type Assignment } from "../src/features/experiments/designs/assignment.ts";
import { weeksOf, type DesignPlan } from "../src/features/experiments/designs/design-plan.ts";
import type { DesignSales } from "../src/features/experiments/designs/design-result.ts";
import { castOf, type Cast } from "../src/features/market/world/cast.ts";
import { marketWorld, type World } from "../src/features/market/world/world.ts";
import { DAY_MS } from "../src/kernel/civil.ts";
import type { Dials } from "../src/features/market/dials/dials.ts";
import { smallDials, turned } from "./small-business.ts";

/** A design that was carried out in a made-up business, with what it truly caused. */
export interface CarriedOut {
  readonly sales: DesignSales;
  /** Orders that posts caused in each week of each creator's community, a row a creator of the assignment. */
  readonly caused: Matrix;
}

/** A business whose creators each speak to a community of their own, of very unlike size. */
function businessOf(plan: DesignPlan, business: number): Dials {
  const source = generatorOf(business);
  return turned(smallDials, {
    days: 7 * (plan.history_weeks + weeksOf(plan)),
    regions: plan.creators.map((name) => ({ name, country: "DE", people: Math.round(60_000 * Math.exp(0.6 * normalVariate(source))) })),
    creators: { ...smallDials.creators, count: plan.creators.length, cast: business, posts: 0 },
  });
}

/** Everybody posts once a week from their own first day on, to their own community. */
function castFrom(dials: Dials, plan: DesignPlan, { creators }: Assignment): Cast {
  const cast = castOf(dials);
  const [begin, weeks] = [Date.parse(dials.startsOn), plan.history_weeks + weeksOf(plan)];
  const startOf = (name: string): number => {
    const from = creators.find(({ creator }) => creator === name)?.from_on ?? null;
    return from === null ? weeks : plan.history_weeks + (Date.parse(from) - Date.parse(plan.from_on)) / (7 * DAY_MS);
  };
  return {
    creators: cast.creators.map((creator, place) => ({
      ...creator,
      byRegion: Float64Array.from(plan.creators, (_, at) => (at === place ? 1 : 0)),
    })),
    posts: plan.creators
      .flatMap((name, creator) =>
        Array.from({ length: weeks - startOf(name) }, (_, week) => ({
          ...{ creator, reach: dials.regions[creator]!.people / 10, halfLifeDays: 2 },
          atMs: begin + (7 * (startOf(name) + week) * 24 + 10) * 3_600_000,
        })),
      )
      .toSorted((a, b) => a.atMs - b.atMs || a.creator - b.creator),
  };
}

function countsOf(world: World, plan: DesignPlan, isCounted: (cause: number | undefined) => boolean): Matrix {
  const columns = plan.history_weeks + weeksOf(plan);
  const values = new Float64Array(plan.creators.length * columns);
  for (const { region, atMs, cause } of world.orders) {
    const at = region * columns + Math.floor((atMs - world.fromMs) / (7 * DAY_MS));
    if (isCounted(cause)) values[at] = values[at]! + 1;
  }
  return { rows: plan.creators.length, columns, values };
}

/** The rows of an assignment, in its order, of counts in the plan's order. */
function rowsOf({ columns, values }: Matrix, plan: DesignPlan, { creators }: Assignment): Matrix {
  const rows = creators.map(({ creator }) => plan.creators.indexOf(creator));
  const out = rows.flatMap((row) => [...values.subarray(row * columns, (row + 1) * columns)]);
  return { rows: rows.length, columns, values: Float64Array.from(out) };
}

/** The weeks before the first start; creators in waves are dealt out without a look at them. */
function historyOf(dials: Dials, plan: DesignPlan, business: number): Matrix {
  const before = turned(dials, { days: 7 * plan.history_weeks });
  if (plan.design === "staggered_creators") return { rows: 0, columns: 0, values: new Float64Array(0) };
  return countsOf(marketWorld(before, business), { ...plan, weeks: 0 }, () => true);
}

/** Carries a design out in one business: its history, chance's choice, its posts, its orders. */
export function carriedOut(plan: DesignPlan, business: number): CarriedOut {
  const dials = businessOf(plan, business);
  const assignment = assignmentOf(plan, business, historyOf(dials, plan, business));
  const world = marketWorld(dials, business, castFrom(dials, plan, assignment));
  const sums = rowsOf(
    countsOf(world, plan, () => true),
    plan,
    assignment,
  );
  const caused = rowsOf(
    countsOf(world, plan, (cause) => cause !== undefined),
    plan,
    assignment,
  );
  return { sales: { plan, assignment, sums, unit: "count", seed: business }, caused };
}

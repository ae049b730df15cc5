import { daysBetween } from "../../../kernel/civil.ts";

/** The methods that an effect is estimated by; the plan names the one that decides. */
export const geoMethods = ["synthetic-control", "augmented-synthetic-control", "sdid", "time-based-regression"] as const;
/** One of {@link geoMethods}. */
export type GeoMethod = (typeof geoMethods)[number];

/** How the level is spent over several looks: seldom early, or about evenly. */
export const spendings = ["obrien-fleming", "pocock"] as const;
/** One of {@link spendings}. */
export type Spending = (typeof spendings)[number];

/** What the effect must be like for the hypothesis to hold. */
export const directions = ["gain", "loss", "any"] as const;
/** One of {@link directions}. */
export type Direction = (typeof directions)[number];

/** The plan of an experiment by region. Days are of the series; spans are half-open. */
export interface GeoPlan {
  readonly hypothesis: string;
  /** What was done in the treated regions and not in the others. */
  readonly treatment: string;
  readonly treated: readonly string[];
  /** Regions that take no part, such as neighbours that the treatment reaches. */
  readonly left_out: readonly string[];
  /** The first day that counts; null: the series' first. */
  readonly history_from_on: string | null;
  /** The first day of treatment. */
  readonly from_on: string;
  /** The day after the last. */
  readonly to_on: string;
  readonly method: GeoMethod;
  readonly direction: Direction;
  /** An effect is shown when p is at most this: a decimal text such as "0.1". */
  readonly alpha: string;
  /** What a day without a row means. */
  readonly missing: "refused" | "zero";
  /** Why the experiment goes on where the data gate is closed; empty where it is open. */
  readonly gate_note: string;
  /** The campaign that the treatment is; null: none that is known here. */
  readonly campaign_id: string | null;
  /** Whose work the treatment is, and thus whose credit it is compared with; empty: nobody's. */
  readonly creator_ids: readonly string[];
  /** How many times it is looked at, at equal distances; the last is the end of treatment. */
  readonly looks: number;
  readonly spending: Spending;
}

/** How the methods are called in sentences. */
export const methodNames: { readonly [M in GeoMethod]: string } = {
  "synthetic-control": "synthetic control",
  "augmented-synthetic-control": "augmented synthetic control",
  sdid: "synthetic difference in differences",
  "time-based-regression": "time-based regression",
};

const wanted: { readonly [D in Direction]: string } = {
  gain: "above zero",
  loss: "below zero",
  any: "above or below zero",
};

/**
 * The decision rule of a plan in a sentence: what decides, and nothing else does.
 *
 * @example
 * import { decisionRule } from "./geo-plan.ts";
 * decisionRule({ method: "sdid", alpha: "0.1", direction: "gain" }); // => "The effect is shown when synthetic difference in differences finds one above zero with p of at most 0.1. Nothing else decides."
 */
export const decisionRule = ({ method, alpha, direction }: Pick<GeoPlan, "method" | "alpha" | "direction">): string =>
  `The effect is shown when ${methodNames[method]} finds one ${wanted[direction]} with p of at most ${alpha}. Nothing else decides.`;

/** A fault of a plan: a pointer into it, and a sentence. */
export interface PlanFault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * A region's name as it is compared: without case and outer spaces.
 *
 * @example
 * import { folded } from "./geo-plan.ts";
 * folded(" Hesse"); // => "hesse"
 */
export const folded = (region: string): string => region.trim().toLowerCase();

function regionFaults(field: "treated" | "left_out", plan: GeoPlan, known: readonly string[]): PlanFault[] {
  const names = new Set(known);
  const near = new Map(known.map((region) => [folded(region), region]));
  return plan[field].flatMap((region, at) => {
    if (names.has(region)) return [];
    const other = near.get(folded(region));
    const hint = other === undefined ? "look at the series' regions" : `did you mean ${JSON.stringify(other)}?`;
    return [{ pointer: `/plan/${field}/${at}`, detail: `${field}: ${JSON.stringify(region)} is no region of the series; ${hint}` }];
  });
}

function setFaults({ treated, left_out }: GeoPlan, known: readonly string[]): PlanFault[] {
  const told = [...treated, ...left_out];
  const twice = told.filter((region, at) => told.indexOf(region) !== at);
  const others = known.length - new Set(told).size;
  return [
    ...(twice.length === 0
      ? []
      : [
          {
            pointer: "/plan/left_out",
            detail: `left_out: ${twice[0] ?? ""} is named twice; a region is treated, left out, or compared with`,
          },
        ]),
    ...(others >= 2
      ? []
      : [{ pointer: "/plan/treated", detail: `treated: ${Math.max(0, others)} regions are left to compare with; at least 2 are needed` }]),
  ];
}

/** The most days of a treatment: a plan that asks for more has a year mistyped. */
export const mostTreatedDays = 731;

function dayFaults(plan: GeoPlan, firstOn: string | null): PlanFault[] {
  const days = plan.to_on > plan.from_on ? daysBetween(plan.from_on, plan.to_on) : plan.looks;
  const begin = plan.history_from_on ?? firstOn;
  return [
    ...(plan.to_on > plan.from_on
      ? []
      : [
          {
            pointer: "/plan/to_on",
            detail: `to_on: must be after from_on, ${plan.from_on}, since it is the day after the last; found ${plan.to_on}`,
          },
        ]),
    ...(days <= mostTreatedDays
      ? []
      : [{ pointer: "/plan/to_on", detail: `to_on: the treatment must last at most ${mostTreatedDays} days; found ${days}` }]),
    ...(plan.looks <= days ? [] : [{ pointer: "/plan/looks", detail: `looks: ${plan.looks} do not fit into ${days} days of treatment` }]),
    ...(begin !== null && begin < plan.from_on
      ? []
      : [{ pointer: "/plan/from_on", detail: `from_on: must have sales before it; the first that count are of ${begin ?? "no day"}` }]),
  ];
}

/**
 * What is wrong with a plan for a series, all of it.
 *
 * @param plan as it was written down.
 * @param series its regions and its first day; null where it is empty.
 * @returns empty when the plan can be kept.
 */
export function planFaults(
  plan: GeoPlan,
  { regions, firstOn }: { readonly regions: readonly string[]; readonly firstOn: string | null },
): PlanFault[] {
  return [
    ...regionFaults("treated", plan, regions),
    ...regionFaults("left_out", plan, regions),
    ...setFaults(plan, regions),
    ...dayFaults(plan, firstOn),
  ];
}

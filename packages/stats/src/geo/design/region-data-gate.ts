import { checkCount } from "../../input/check.ts";
import type { PanelCell, Period } from "../../synthetic/panel/panel.ts";

/** What is asked of a history. */
export interface RegionDataGateOptions {
  /** The first period of the treatment, whose predecessors count; missing means that all periods lie before it. */
  readonly from?: Period;
  /** Missing means 25: below that a fit of many donors follows noise. */
  readonly leastPeriods?: number;
  /** Missing means 20: below that few regions are alike, and few ways to draw them exist. */
  readonly leastRegions?: number;
}

/** Why a geo experiment on this history is doubtful. */
export type RegionDataGateFlag =
  | "few-periods"
  | "few-regions"
  /** A region says nothing in a period in which others do. */
  | "missing-cells"
  /** Periods are missing in all regions. */
  | "breaks"
  /** A region never changes before treatment. */
  | "constant-regions"
  /** One region has half of the outcome or more: no mix of the others is like it. */
  | "dominant-region";

/** The figures of a history, and what is wrong with it. */
export interface RegionDataGate {
  /** Whether nothing is flagged. */
  readonly isOpen: boolean;
  readonly flags: readonly RegionDataGateFlag[];
  /** Before treatment. */
  readonly periods: number;
  readonly leastPeriods: number;
  readonly regions: number;
  readonly leastRegions: number;
  readonly missingCells: readonly { readonly unit: string; readonly period: Period }[];
  /** The periods around each gap in the calendar; missing where periods are neither numbers nor days such as 2026-11-27. */
  readonly breaks?: readonly { readonly after: Period; readonly before: Period }[];
  readonly constantRegions: readonly string[];
  /** The region with the largest share of the outcome before treatment, where there is one above zero. */
  readonly largest?: { readonly unit: string; readonly share: number };
}

/** Days since some day long ago of a calendar day, by the proleptic Gregorian calendar. */
function dayNumber(text: string): number | undefined {
  const [whole, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [m, y] = [(Number(month) + 9) % 12, Number(year) - (Number(month) < 3 ? 1 : 0)];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + Number(day);
}

function breaksOf(periods: readonly Period[]): { breaks?: { after: Period; before: Period }[] } {
  const places = periods.map((period) => (typeof period === "number" ? period : dayNumber(period)));
  if (places.includes(undefined)) return {};
  const steps = places.slice(1).map((place, at) => (place as number) - (places[at] as number));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] as number;
  const found = steps.flatMap((step, at) =>
    step >= 1.5 * usual ? [{ after: periods[at] as Period, before: periods[at + 1] as Period }] : [],
  );
  return { breaks: found };
}

type Rows = ReadonlyMap<string, ReadonlyMap<Period, number>>;

function rowsOf(cells: Iterable<PanelCell>, from: Period | undefined): Rows {
  const rows = new Map<string, Map<Period, number>>();
  for (const { unit, period, value } of cells) {
    if (Math.abs(value) === Infinity) throw new RangeError(`an outcome must be finite: got ${value} for ${unit} in ${period}`);
    const row = rows.get(unit) ?? new Map<Period, number>();
    if (row.has(period)) throw new RangeError(`cells must be told once: got ${unit} in ${period} again`);
    rows.set(unit, row);
    if (from === undefined || period < from) row.set(period, value);
  }
  return rows;
}

function largestOf(rows: Rows): { largest?: { unit: string; share: number } } {
  const totals = [...rows].map(([unit, row]) => ({ unit, total: [...row.values()].reduce((sum, value) => sum + (value || 0), 0) }));
  const all = totals.reduce((sum, { total }) => sum + total, 0);
  const most = totals.reduce((one, other) => (other.total > one.total ? other : one), { unit: "", total: 0 });
  return all > 0 && most.total > 0 ? { largest: { unit: most.unit, share: most.total / all } } : {};
}

/**
 * Whether a history is enough to plan a geo experiment on, with the figures.
 *
 * At least 25 periods before treatment and 20 regions are what the makers of GeoLift ask for; others ask for 90 days. It says what is
 * lacking and leaves the choice: power on the history itself is the better judge, `powerStudy`.
 *
 * @param cells one region in one period each, in any order; NaN is missing.
 * @returns the figures of the periods before treatment, and what is flagged.
 * @throws {RangeError} when a cell is told twice or infinite, or a number asked for is no count.
 * @see https://facebookincubator.github.io/GeoLift
 * @example
 * import { regionDataGate } from "./region-data-gate.ts";
 * const cells = [["a", "2026-02-27", 5], ["a", "2026-02-28", 6], ["a", "2026-03-03", 5], ["b", "2026-02-27", 1]];
 * const gate = regionDataGate(cells.map(([unit, period, value]) => ({ unit, period, value })), { leastPeriods: 3, leastRegions: 2 });
 * gate.flags; // => ["missing-cells", "breaks", "constant-regions", "dominant-region"]
 * gate.breaks; // => [{ after: "2026-02-28", before: "2026-03-03" }]
 */
export function regionDataGate(cells: Iterable<PanelCell>, options: RegionDataGateOptions = {}): RegionDataGate {
  const { from, leastPeriods = 25, leastRegions = 20 } = options;
  checkCount("leastPeriods", leastPeriods);
  checkCount("leastRegions", leastRegions);
  const rows = rowsOf(cells, from);
  const periods = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => (a < b ? -1 : 1));
  const missingCells = [...rows].flatMap(([unit, row]) =>
    periods.filter((period) => Number.isNaN(row.get(period) ?? Number.NaN)).map((period) => ({ unit, period })),
  );
  const constantRegions = [...rows.keys()].filter(
    (unit) => new Set([...(rows.get(unit)?.values() ?? [])].filter((value) => !Number.isNaN(value))).size <= 1,
  );
  const [breaks, largest] = [breaksOf(periods), largestOf(rows)];
  const flags: readonly (readonly [RegionDataGateFlag, boolean])[] = [
    ["few-periods", periods.length < leastPeriods],
    ["few-regions", rows.size < leastRegions],
    ["missing-cells", missingCells.length > 0],
    ["breaks", (breaks.breaks ?? []).length > 0],
    ["constant-regions", constantRegions.length > 0],
    ["dominant-region", (largest.largest?.share ?? 0) >= 0.5],
  ];
  const raised = flags.filter(([, is]) => is).map(([flag]) => flag);
  return {
    isOpen: raised.length === 0,
    flags: raised,
    periods: periods.length,
    leastPeriods,
    regions: rows.size,
    leastRegions,
    missingCells,
    ...breaks,
    constantRegions,
    ...largest,
  };
}

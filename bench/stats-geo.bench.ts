import {
  conformalTest,
  generatorOf,
  marketSelection,
  normalVariate,
  powerStudy,
  timeBasedRegression,
  trimmedMatch,
  type PairDifferences,
  type RegionHistory,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

const [REGIONS, DAYS, HISTORY] = [40, 90, 25];
const durations = Array.from({ length: 10 }, (_, at) => 5 + at);
const effects = Array.from({ length: 10 }, (_, at) => (at + 1) / 50);
const treated = ["region 3", "region 7"];

/** Sales a day of forty regions of unequal size: a weekly swing, two common walks that each follows in its own mix, noise. */
function salesOfRegions(): RegionHistory {
  const source = generatorOf(4);
  const walks = [0, 1].map(() => {
    let level = 0;
    return Array.from({ length: DAYS }, () => (level += 0.02 * normalVariate(source)));
  });
  const rows = Array.from({ length: REGIONS }, () => {
    const [size, mix] = [500 * Math.exp(normalVariate(source)), source.uniform()];
    return Array.from({ length: DAYS }, (_, at) => {
      const common = mix * (walks[0]?.[at] ?? 0) + (1 - mix) * (walks[1]?.[at] ?? 0) + 0.1 * Math.sin((2 * Math.PI * at) / 7);
      return size * (1 + common + 0.04 * normalVariate(source));
    });
  });
  return {
    units: rows.map((_, at) => `region ${at}`),
    periods: Array.from({ length: DAYS }, (_, at) => at),
    outcomes: { rows: REGIONS, columns: DAYS, values: Float64Array.from(rows.flat()) },
  };
}

/** One window with one effect in it, tested by itself: what the study does without sharing anything. */
function testOne({ units, periods, outcomes }: RegionHistory, end: number, duration: number, effect: number): void {
  const isTreated = units.map((unit) => treated.includes(unit));
  const values = new Float64Array(units.length * end);
  units.forEach((_, unit) => {
    for (let at = 0; at < end; at++) {
      const value = outcomes.values[unit * outcomes.columns + at] ?? 0;
      values[unit * end + at] = isTreated[unit] && at >= end - duration ? value * (1 + effect) : value;
    }
  });
  const treatedFrom = Int32Array.from(isTreated, (is) => (is ? end - duration : end));
  conformalTest({ units, periods: periods.slice(0, end), outcomes: { rows: units.length, columns: end, values }, treatedFrom });
}

/** Tests of every seventeenth window with the middle effect. */
function someWindows(): { end: number; duration: number }[] {
  const all = durations.flatMap((duration) =>
    Array.from({ length: DAYS - HISTORY - duration + 1 }, (_, at) => ({ end: HISTORY + duration + at, duration })),
  );
  return all.filter((_, at) => at % 17 === 0);
}

function pairsOfRegions(count: number): PairDifferences {
  const source = generatorOf(5);
  const spend = Array.from({ length: count }, () => Math.exp(normalVariate(source)));
  return { spend, response: spend.map((value) => 2 * value + value * normalVariate(source)) };
}

function row(of: string, work: string, asked: string, [measured, unit]: readonly [number, string]): BenchRow {
  return { name: `${of}: ${work}`, of, asked, measured, unit, detail: "shortest of the runs" };
}

/** Geo experiments of packages/stats: planning on forty regions over ninety days, and the analyses. */
export function run(): Promise<BenchRow[]> {
  const history = salesOfRegions();
  const windows = durations.reduce((total, duration) => total + DAYS - HISTORY - duration + 1, 0);
  const study = shortestMs(() => powerStudy(history, { treated, durations, effects }), 2);
  const chosen = someWindows();
  const each = shortestMs(() => chosen.forEach(({ end, duration }) => testOne(history, end, duration, 0.1)), 1) / chosen.length;
  const days = Array.from({ length: 100_000 }, (_, at) => 100 + Math.sin(at) * 10);
  const series = { control: days, treated: days.map((value, at) => 3 * value + Math.cos(at * at)), before: 60_000 };
  return Promise.resolve([
    row("powerStudy", "40 regions, 10 durations x 10 effects, all 565 windows", "< 30", [study / 1000, "s"]),
    row("powerStudy", "against conformalTest, interval included, for each", "-", [(each * windows * effects.length) / study, "times"]),
    row("marketSelection", "40 regions, sets of 2 to 4, 10 effects", "-", [
      shortestMs(() => marketSelection(history, { duration: 14, effects }), 1) / 1000,
      "s",
    ]),
    row("trimmedMatch", "100 pairs, rate chosen", "-", [shortestMs(() => trimmedMatch(pairsOfRegions(100)), 3), "ms"]),
    row("timeBasedRegression", "100,000 periods", "-", [shortestMs(() => timeBasedRegression(series), 3), "ms"]),
  ]);
}

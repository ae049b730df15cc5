import { doseRecord } from "../test/dose-business.ts";
import { methodRecords, type Demand } from "../test/geo-business.ts";
import type { BenchRow } from "./bench-row.ts";

const [businesses, level] = [200, 0.9];

function rowsOf(demand: Demand): BenchRow[] {
  return methodRecords(businesses, demand, level).flatMap(({ method, bias, standardError, coverage, meanCaused, meanWidth }) => [
    {
      name: `${method}, ${demand}: bias`,
      asked: "within 2",
      measured: bias / standardError,
      unit: "std errors",
      detail: `${bias.toFixed(1)} of ${meanCaused.toFixed(0)} orders caused, over ${businesses} businesses`,
    },
    {
      name: `${method}, ${demand}: intervals that hold`,
      asked: "0.86 to 0.94",
      measured: coverage,
      unit: "of 1",
      detail: `level ${level}; ${meanWidth.toFixed(0)} orders wide`,
    },
  ]);
}

/** The design by audience, where creators are alike in what they move and where they are not. */
const doseRows = (pullSpread: number, isAsked: boolean): BenchRow[] => {
  const { bias, standardError, coverage, meanCaused, medianWidth, shown } = doseRecord(businesses, pullSpread);
  const name = `audience dose, creators' pull spread ${pullSpread}`;
  return [
    {
      name: `${name}: bias`,
      asked: "within 2.5",
      measured: bias / standardError,
      unit: "std errors",
      detail: `${bias.toFixed(1)} of ${meanCaused.toFixed(0)} orders caused, over ${businesses} businesses`,
    },
    {
      name: `${name}: intervals that hold`,
      asked: isAsked ? ">= 0.86" : "-",
      measured: coverage,
      unit: "of 1",
      detail: `level ${level}; half of them are narrower than ${medianWidth.toFixed(0)} orders; shown in ${(100 * shown).toFixed(0)} %`,
    },
  ];
};

/** How well each method of a geo test finds the truth of the simulator. */
export const run = (): Promise<BenchRow[]> =>
  Promise.resolve([...rowsOf("steady"), ...rowsOf("rising"), ...doseRows(0.4, true), ...doseRows(0.6, false)]);

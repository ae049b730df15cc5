import type { RegionDataGate, RegionDataGateFlag } from "@vouch/stats";

/** One thing that is asked of a series, and what was found. */
export interface GateCheck {
  readonly check: RegionDataGateFlag;
  readonly is_ok: boolean;
  readonly sentence: string;
  /** At most twenty of what is wrong. */
  readonly examples: string[];
}

const most = 20;
const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function sizeChecks({ periods, leastPeriods, regions, leastRegions }: RegionDataGate): GateCheck[] {
  const [hasDays, hasRegions] = [periods >= leastPeriods, regions >= leastRegions];
  return [
    {
      check: "few-periods",
      is_ok: hasDays,
      sentence: `${counted(periods, "day")} before treatment; at least ${leastPeriods} are asked for${hasDays ? "." : ": import earlier days, or begin later."}`,
      examples: [],
    },
    {
      check: "few-regions",
      is_ok: hasRegions,
      sentence: `${counted(regions, "region")}; at least ${leastRegions} are asked for${hasRegions ? "." : ": use smaller regions, such as postcode areas or cities."}`,
      examples: [],
    },
  ];
}

function gapChecks({ missingCells, breaks = [] }: RegionDataGate): GateCheck[] {
  return [
    {
      check: "missing-cells",
      is_ok: missingCells.length === 0,
      sentence:
        missingCells.length === 0
          ? "Every region has every day."
          : `${counted(missingCells.length, "day of a region is", "days of regions are")} missing that others have. Import them, or say in the plan that a missing day means nothing was sold.`,
      examples: missingCells.slice(0, most).map(({ unit, period }) => `${unit} on ${period}`),
    },
    {
      check: "breaks",
      is_ok: breaks.length === 0,
      sentence:
        breaks.length === 0
          ? "No day is missing everywhere."
          : `${counted(breaks.length, "gap")} in the calendar where no region has sales. Import those days, or explain in the plan why there are none.`,
      examples: breaks.slice(0, most).map(({ after, before }) => `between ${after} and ${before}`),
    },
  ];
}

function regionChecks({ constantRegions, largest }: RegionDataGate): GateCheck[] {
  const isDominant = (largest?.share ?? 0) >= 0.5;
  const share = largest === undefined ? "Nothing was sold." : `${largest.unit} has ${percent(largest.share)} of all sales`;
  return [
    {
      check: "constant-regions",
      is_ok: constantRegions.length === 0,
      sentence:
        constantRegions.length === 0
          ? "Sales change from day to day in every region."
          : `${counted(constantRegions.length, "region")} never change: is that a default value? Leave them out of the plan.`,
      examples: constantRegions.slice(0, most),
    },
    {
      check: "dominant-region",
      is_ok: !isDominant,
      sentence: isDominant
        ? `${share}: no mix of the others is like it. Split it, or leave it out of the plan.`
        : `${share}${largest === undefined ? "" : ", the most of any region; less than half is asked for."}`,
      examples: [],
    },
  ];
}

/**
 * What a data gate found, a check a sentence.
 *
 * @param gate from `regionDataGate`.
 * @returns all six checks, those that are well too, in the order in which they are read.
 * @example
 * import { gateReport } from "./gate-report.ts";
 * const gate = { isOpen: true, flags: [], periods: 90, leastPeriods: 25, regions: 40, leastRegions: 20, missingCells: [], constantRegions: [] };
 * gateReport(gate)[0].sentence; // => "90 days before treatment; at least 25 are asked for."
 */
export const gateReport = (gate: RegionDataGate): GateCheck[] => [...sizeChecks(gate), ...gapChecks(gate), ...regionChecks(gate)];

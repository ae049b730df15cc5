import type { Answers } from "../../../../../test/known-answers.ts";
import { fixtureText, tableRows } from "../../../../../test/reference-data.ts";
import { regionDataGate } from "./region-data-gate.ts";
import { linkedClusters } from "./region-clusters.ts";

/** Sixty regions with 45 links made by formula. */
const names = Array.from({ length: 60 }, (_, at) => `region ${at}`);
const links = Array.from({ length: 45 }, (_, k) => ({
  a: `region ${(7 * k * k + 3) % 60}`,
  b: `region ${(11 * k + 5) % 60}`,
  strength: ((k * 37) % 100) / 100,
}));

/** The number of each region's cluster. */
function clusterNumbers(least: number): number[] {
  const clusters = linkedClusters(names, links, least);
  return names.map((name) => clusters.findIndex((cluster) => cluster.includes(name)));
}

const cells = tableRows(fixtureText("geo/salesandcost.csv")).map((row) => ({
  unit: row[1] ?? "",
  period: row[0] ?? "",
  value: Number(row[2]),
}));

export const answers: readonly Answers[] = [
  {
    of: "linkedClusters",
    reference: "scipy 1.17, sparse.csgraph.connected_components(..., directed=False)",
    tolerance: 1e-14,
    answers: [
      {
        call: "all links",
        expected: [
          0, 1, 0, 2, 3, 2, 0, 2, 0, 1, 0, 4, 0, 2, 0, 4, 0, 1, 0, 1, 5, 6, 0, 1, 0, 1, 7, 2, 0, 4, 0, 2, 8, 2, 0, 2, 0, 9, 0, 1, 0, 4, 10,
          1, 0, 1, 0, 1, 11, 1, 0, 1, 0, 12, 13, 1, 0, 2, 0, 14,
        ],
        actual: () => clusterNumbers(0),
      },
      {
        call: "of 0.6 and more",
        expected: [
          0, 1, 2, 3, 4, 5, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 1, 9, 1, 22, 23, 0, 14, 0, 23, 24, 23, 25, 26,
          27, 28, 29, 30, 31, 32, 33, 1, 34, 35, 0, 36, 37, 38, 39, 1, 0, 40, 41, 1, 0, 23, 0, 42,
        ],
        actual: () => clusterNumbers(0.6),
      },
    ],
  },
  { of: "namedClusters", heldBy: "clusters by name hold each region once, and a region without a name is alone" },
  { of: "assignRegions", heldBy: "no cluster is ever split, every region is in one group, and blocks say the same" },
  {
    of: "regionDataGate",
    reference: "Python's csv and sets: periods, regions, missing cells, share of the largest region",
    data: "geo/salesandcost.csv",
    tolerance: 1e-14,
    answers: [
      {
        call: 'from "2015-02-16"',
        expected: [42, 100, 51, 0, 0, 0.11148333168101025],
        actual: () => {
          const gate = regionDataGate(cells, { from: "2015-02-16" });
          const { periods, regions, missingCells, breaks = [], constantRegions, largest } = gate;
          return [periods, regions, missingCells.length, breaks.length, constantRegions.length, largest?.share ?? 0];
        },
      },
      { call: "all periods", expected: [93, 75], actual: () => [regionDataGate(cells).periods, regionDataGate(cells).missingCells.length] },
    ],
  },
];

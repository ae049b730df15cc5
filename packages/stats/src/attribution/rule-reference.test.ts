import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fixtureText, heldOut, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import { ruleCredit } from "./rule-credit.ts";
import { MODELS, WEEK_MS, type ModelId, type RuleModel } from "./rule-models.ts";

interface Journey {
  readonly channels: readonly string[];
  readonly hoursBeforeEnd: readonly number[];
  readonly conversions: number;
}

const DAY_HOURS = 24;
const HOUR_MS = 3_600_000;
const COMPARED = MODELS.filter((model) => model.id !== "last_non_direct");

const rowsOfReference = tableRows(`all lines\n${fixtureText("mta/pathdata-exact-heuristic.csv")}`);

/** The reference's number of a channel in a column. */
function heuristics(channel: string, column: string): number {
  const at = rowsOfReference[0]?.indexOf(column) ?? -1;
  return Number(rowsOfReference.find(([name]) => name === channel)?.[at]);
}

const dailyHours = (touches: number): number[] => Array.from({ length: touches }, (_, index) => (touches - 1 - index) * DAY_HOURS);

/** Rules that are no model of the product, with the columns of the fixture of 10,000 journeys and of `reference-numbers.json`. */
const STEPPED: RuleModel = { kind: "time_decay_stepped", stepMs: WEEK_MS, factor: 0.5 };
const FURTHER: readonly (readonly [string, RuleModel])[] = [
  ["position_decay_linear", { kind: "position_decay" }],
  ["timedecay_step_0.5_168h", STEPPED],
];

function totals(journeys: readonly Journey[], model: ModelId): Map<string, number> {
  const rule = MODELS.find((named) => named.id === model)?.rule;
  if (rule === undefined) throw new Error(`no model ${model}`);
  return totalsByRule(journeys, rule);
}

/** Conversions per channel under one rule. */
function totalsByRule(journeys: readonly Journey[], rule: RuleModel): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { channels, hoursBeforeEnd, conversions } of journeys) {
    const touches = channels.map((channel, index) => ({
      id: `${index}`.padStart(4, "0"),
      channel,
      atMs: -Math.round((hoursBeforeEnd[index] ?? 0) * HOUR_MS),
    }));
    const outcome = ruleCredit(rule, touches);
    for (const { touch, sharePpb } of outcome.kind === "credited" ? outcome.credits : []) {
      sums.set(touch.channel, (sums.get(touch.channel) ?? 0) + (sharePpb / 1e9) * conversions);
    }
  }
  return sums;
}

/** Parts per billion are rounded once a conversion: the bound is one part for each. */
function expectTotals(found: Map<string, number>, expected: Map<string, number>, conversions: number): void {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  const isFar = ([channel, value]: readonly [string, number]): boolean => Math.abs((found.get(channel) ?? 0) - value) > conversions * 1e-9;
  expect([...expected].filter(isFar)).toEqual([]);
  expect([...found.values()].reduce((total, value) => total + value, 0)).toBeCloseTo(conversions, 6);
}

describe("666 converted journeys with times", () => {
  const journeys = tableRows(fixtureText("mta/mta-synthetic-converted.csv")).map(([path = "", hours = ""]) => ({
    channels: path.split(" > "),
    hoursBeforeEnd: hours.split(" > ").map(Number),
    conversions: 1,
  }));

  test.each(COMPARED.map((model, column) => [model.id, column] as const))(
    "%s gives every channel what an exact program gave",
    (id, column) => {
      const answers = tableRows(fixtureText("mta/mta-synthetic-expected.csv")).map(
        ([channel = "", ...values]) => [channel, Number(values[column])] as const,
      );
      expectTotals(totals(journeys, id), new Map(answers), journeys.length);
    },
  );
});

test("decay in whole steps of true time gives every channel what an exact program gave", () => {
  const journeys = tableRows(fixtureText("mta/mta-synthetic-converted.csv")).map(([path = "", hours = ""]) => ({
    channels: path.split(" > "),
    hoursBeforeEnd: hours.split(" > ").map(Number),
    conversions: 1,
  }));
  const rows = tableRows(fixtureText("mta/mta-synthetic-timedecay-reference.csv"));
  const wanted = (column: number): Map<string, number> => new Map(rows.map((cells) => [cells[0] ?? "", Number(cells[column])] as const));
  expectTotals(totalsByRule(journeys, STEPPED), wanted(2), journeys.length);
  const rising = new Map(tableRows(fixtureText("mta/mta-synthetic-heuristic.csv")).map((cells) => [cells[0] ?? "", Number(cells[11])]));
  expectTotals(totalsByRule(journeys, { kind: "position_decay" }), rising, journeys.length);
});

describe.skipIf(heldOut.isMissing)(`10,000 aggregated journeys, one day assumed between touches${heldOut.note}`, () => {
  const columns: Partial<Record<ModelId, number>> = { first: 1, last: 3, linear: 5, position_40_20_40: 9, time_decay_7d: 13 };

  test.each(COMPARED.map((model) => model.id))("%s gives every channel what an exact program gave", (id) => {
    const text = readFileSync(heldOut.path("mta/channelattribution_pathdata.csv"), "utf8");
    const journeys = tableRows(text).map(([path = "", conversions = ""]) => {
      const channels = path.split(" > ");
      return { channels, hoursBeforeEnd: dailyHours(channels.length), conversions: Number(conversions) };
    });
    const answers = tableRows(fixtureText("mta/pathdata-exact-heuristic.csv")).map(
      (cells) => [cells[0] ?? "", Number(cells[columns[id] ?? -1])] as const,
    );
    const conversions = journeys.reduce((total, journey) => total + journey.conversions, 0);
    expect(conversions).toBe(referenceNumber("mta.pathdata.summary.conv"));
    expectTotals(totals(journeys, id), new Map(answers), conversions);
  });
  test.each(FURTHER)("%s gives every channel the conversions and the value of the reference", (name, rule) => {
    const text = readFileSync(heldOut.path("mta/channelattribution_pathdata.csv"), "utf8");
    for (const [column, suffix] of [
      [1, ""],
      [2, "_value"],
    ] as const) {
      const journeys = tableRows(text).map((cells) => {
        const channels = (cells[0] ?? "").split(" > ");
        return { channels, hoursBeforeEnd: dailyHours(channels.length), conversions: Number(cells[column]) };
      });
      for (const [channel, credit] of totalsByRule(journeys, rule)) {
        const wanted = heuristics(channel, `${name}${suffix}`);
        expect(Math.abs(credit - wanted)).toBeLessThan(1e-4);
      }
    }
  });
});

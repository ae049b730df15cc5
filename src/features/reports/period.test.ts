import { describe, expect, test } from "vitest";
import { daysOf, longestDays, reportPeriod, type ReportPeriod } from "./period.ts";

const period = (from: string | undefined, to: string | undefined, zone = "Europe/Berlin"): ReportPeriod => {
  const made = reportPeriod({ from, to, zone, nowMs: Date.parse("2026-05-10T22:30:00Z") });
  if (made.kind === "refused") throw new Error(made.reason);
  return made;
};
const hours = ({ startsMs }: ReportPeriod): number[] => startsMs.slice(1).map((atMs, index) => (atMs - startsMs[index]!) / 3_600_000);

describe("days of a report", () => {
  test("have 23 hours when the clocks go forward and 25 when they go back", () => {
    expect(hours(period("2026-03-28", "2026-03-31"))).toEqual([24, 23, 24]);
    expect(hours(period("2026-10-24", "2026-10-27"))).toEqual([24, 25, 24]);
  });

  test("begin at the brand's midnight, or where the clocks leap over it, at the leap", () => {
    expect(new Date(period("2026-05-01", "2026-05-02").startsMs[0]!).toISOString()).toBe("2026-04-30T22:00:00.000Z");
    expect(hours(period("2018-11-03", "2018-11-05", "America/Sao_Paulo"))).toEqual([24, 23]);
  });

  test("are the last thirty with today unless said, by the brand's clock", () => {
    const days = daysOf(period(undefined, undefined));
    expect([days.length, days[0], days.at(-1)]).toEqual([30, "2026-04-12", "2026-05-11"]);
    expect(daysOf(period(undefined, "2026-03-01")).at(-1)).toBe("2026-02-28");
  });

  test("are refused when there is none, or more than a report covers", () => {
    const ask = (from: string, to: string) => reportPeriod({ from, to, zone: "UTC", nowMs: 0 });
    expect(ask("2026-05-02", "2026-05-02")).toMatchObject({ kind: "refused", reason: expect.stringContaining("after from") });
    expect(ask("2026-05-03", "2026-05-02").kind).toBe("refused");
    expect(ask("2025-01-01", "2026-02-05").kind).toBe("period");
    expect(ask("2025-01-01", "2026-02-06")).toEqual({ kind: "refused", reason: `a report covers at most ${longestDays} days` });
  });
});

import { kaplanMeier, logRankTest, survivalQuantile, type Durations, type SurvivalCurve } from "../../../packages/stats/src/index.ts";
import { fixtureText, tableRows } from "../../../test/reference-data.ts";
import { band, bottomAxis, dots, label, leftAxis, legend, line, panelOf, picture, steps, WIDTH, type Colour, type Panel } from "./plot.ts";

/** The members of a group. */
function groupOf(name: string): Durations {
  const rows = tableRows(fixtureText("retention/km-aml.csv")).filter(([, , group]) => group === name);
  return { times: rows.map(([time]) => Number(time)), events: rows.map(([, status]) => status === "1") };
}

/** A curve with its interval in steps, from the start to the last time that was seen, with a dot where somebody was last seen without the event. */
function drawnCurve(panel: Panel, curve: SurvivalCurve, { times, events }: Durations, colour: Colour): string[] {
  const rows = Array.from(curve.times, (x, at) => ({ x, y: curve.survival[at] ?? 0, low: curve.low[at] ?? 0, high: curve.high[at] ?? 1 }));
  const start = { x: 0, y: 1, low: 1, high: 1 };
  const end = { ...(rows.at(-1) ?? start), x: curve.followUp };
  const course = steps([start, ...rows, end]);
  const at = (time: number): number => rows.findLast(({ x }) => x <= time)?.y ?? 1;
  const censored = Array.from(times).filter((_, member) => !events[member]);
  return [
    band(panel, course, colour),
    line(panel, course, colour),
    dots(
      panel,
      censored.map((x) => ({ x, y: at(x) })),
      colour,
    ),
  ];
}

/** Two groups of patients: what is left of each by week, with intervals, medians and the test of their difference. */
export function survivalPicture(): string {
  const groups = [
    ["maintained", groupOf("Maintained"), "first"],
    ["not maintained", groupOf("Nonmaintained"), "second"],
  ] as const;
  const curves = groups.map(([name, durations, colour]) => ({ name, durations, colour, curve: kaplanMeier(durations) }));
  const panel = panelOf({ left: 60, top: 48, width: WIDTH - 90, height: 300 }, [0, 165], [0, 1]);
  const test = logRankTest(groups.map(([, durations]) => durations));
  if (test.kind !== "tested") throw new RangeError(test.kind);
  const medians = curves.map(({ curve }) => survivalQuantile(curve));
  const weeks = medians.map((median) => (median.kind === "reached" ? String(median.time) : "not reached")).join(" and ");
  return picture({ width: WIDTH, height: 408 }, "Share without relapse by week, two groups of patients", [
    legend(
      curves.map(({ name, colour }) => [name, colour] as const),
      [60, 26],
    ),
    leftAxis(panel, { format: (share) => `${Math.round(100 * share)} %` }),
    bottomAxis(panel, { title: "weeks" }),
    ...curves.flatMap(({ curve, durations, colour }) => drawnCurve(panel, curve, durations, colour)),
    label(`medians ${weeks} weeks; log-rank p = ${test.p.toFixed(3)}`, [panel.left + panel.width, 26], "muted end"),
  ]);
}

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { daysLater } from "../../../kernel/civil.ts";
import { LinePlot } from "../../../web/charts/line-plot.tsx";
import { seriesEffectOf, studiedDays } from "../effect/effect.ts";
import { effectPoints, effectSeries } from "./effect-card.tsx";
import { findingOf, wholeFinding, wholeText } from "./series-words.ts";

const fromOn = daysLater("2026-02-01", 80);
const days = Array.from({ length: 90 }, (_, at) => ({
  on: daysLater("2026-02-01", at),
  value: at === 84 ? null : 200 + ((at * 37) % 23) + (at % 7 < 2 ? 40 : 0) + (at >= 80 ? 90 : 0),
}));

test("observed leaves the band of what was expected after the post, a day that is not known is a gap, and days with posts have ticks", async () => {
  const studied = studiedDays({ days, fromOn, length: 10 });
  if (studied.kind === "refused") throw new RangeError(studied.reason);
  const effect = seriesEffectOf(studied, 5);
  const points = effectPoints(effect, fromOn);
  expect(points.observed).toHaveLength(55);
  expect(points.observed.find(({ on }) => on === days[84]!.on)?.value).toBeNull();
  const svg = renderToStaticMarkup(
    <LinePlot
      series={effectSeries}
      points={points}
      format={wholeText}
      isZoomed
      mark={{ on: fromOn, label: "Posted" }}
      events={[fromOn, daysLater(fromOn, 3)]}
      width={640}
      labelledBy="title"
    />,
  );
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./effect-chart.svg");
});

test("the finding says how much more, how much less, or that chance is enough", () => {
  const about = { who: "“Reel”", days: 7 };
  expect(findingOf({ estimate: 1412.4, low: 900, high: 1900 }, "searches", about)).toBe(
    "In 7 days there were 1,412 more searches than expected, after “Reel”",
  );
  expect(findingOf({ estimate: -50, low: -90, high: -10 }, "visits", about)).toBe(
    "In 7 days there were 50 fewer visits than expected, after “Reel”",
  );
  expect(findingOf({ estimate: 5, low: -3, high: 12 }, "visits", about)).toBe(
    "In 7 days after “Reel” visits moved no further than chance would",
  );
  expect(findingOf({ estimate: -50, low: -90, high: -10 }, "visits", { ...about, days: 1 })).toBe(
    "On one day there were 50 fewer visits than expected, after “Reel”",
  );
});

test("the title of a whole series says one post and one day where there is one", () => {
  const titled = (...on: string[]) =>
    wholeFinding({
      unit: "visits",
      values: [{ value: "3" }, { value: null }, { value: "6" }],
      posts: on.map((posted_on) => ({ posted_on })),
    });
  expect([titled(), titled("2026-05-01"), titled("2026-05-01", "2026-05-01"), titled("2026-05-01", "2026-05-02")]).toEqual([
    "5 visits a day on average; no post fell into these days",
    "5 visits a day on average; one post is marked",
    "5 visits a day on average; 2 posts on one day are marked",
    "5 visits a day on average; 2 posts on 2 days are marked",
  ]);
  expect(wholeFinding({ unit: "visits", values: [{ value: null }], posts: [] })).toBe("No day is known yet");
});

import { panelOf, type Panel, type Period } from "../packages/stats/src/synthetic/panel/panel.ts";
import { fixtureText, tableRows } from "./reference-data.ts";

function panel(file: string, columns: readonly [number, number, number], treatedFrom: ReadonlyMap<string, Period>): Panel {
  const [unit, period, value] = columns;
  const cells = tableRows(fixtureText(file)).map((cells) => ({
    unit: cells[unit] ?? "",
    period: cells[period] ?? "",
    value: Number(cells[value]),
  }));
  const outcome = panelOf(cells, treatedFrom);
  if (outcome.kind !== "panel") throw new RangeError(`${file} lacks cells`);
  return outcome.panel;
}

/** Cigarette packs a head in 39 states, 1970 to 2000; California's tax begins in 1989. */
export const californiaPanel = (): Panel => panel("geo/california-prop99.csv", [0, 1, 2], new Map([["California", "1989"]]));

/** GeoLift's walkthrough: 40 cities over 105 days; chicago and portland are treated in the last fifteen. */
export function geoLiftPanel(): Panel {
  const start = "2021-04-01";
  return panel(
    "geo/geolift-test.csv",
    [0, 2, 1],
    new Map([
      ["chicago", start],
      ["portland", start],
    ]),
  );
}

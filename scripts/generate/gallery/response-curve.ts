import {
  generatorOf,
  geometricAdstock,
  normalVariate,
  responseAt,
  responseFit,
  responseInterval,
  type ResponseCurve,
} from "../../../packages/stats/src/index.ts";
import { band, bottomAxis, dots, label, leftAxis, legend, line, panelOf, picture, WIDTH } from "./plot.ts";

const truth = { base: 400, curve: { kind: "hill", scale: 300, half: 45, slope: 1.6 } satisfies ResponseCurve, decay: 0.4 };
const weeks = 104;
const most = 160;

/** Two years of weekly spend, by a brand that spends nothing in some weeks, and what came of it. */
function simulated(): { spend: Float64Array; sales: Float64Array } {
  const source = generatorOf(12);
  const spend = Float64Array.from({ length: weeks }, () => (source.uniform() < 0.25 ? 0 : 100 * source.uniform()));
  const sales = Float64Array.from(
    geometricAdstock(spend, truth.decay),
    (kept) => truth.base + responseAt(truth.curve, kept) + 25 * normalVariate(source),
  );
  return { spend, sales };
}

/** What weekly spend brings: the fitted curve with its band, the curve that the series was made from, and the weeks themselves. */
export function responsePicture(): string {
  const { spend, sales } = simulated();
  const fit = responseFit({ outcome: sales, channels: [{ spend, curve: "hill", adstock: "geometric" }] });
  if (fit.kind !== "fitted") throw new RangeError(fit.kind);
  const valueOf = (name: string): number => fit.parameters.find((parameter) => parameter.name === name)?.estimate ?? 0;
  const kept = geometricAdstock(spend, valueOf("decay"));
  const along = Array.from({ length: 81 }, (_, at) => (most * at) / 80);
  const told = along.map((x) => ({ x, ...responseInterval(fit, 0, x) }));
  const panel = panelOf({ left: 60, top: 48, width: WIDTH - 90, height: 300 }, [0, most], [-60, 360]);
  const weekly = Array.from(kept, (x, week) => ({ x, y: (sales[week] ?? 0) - valueOf("intercept") })).filter(({ x }) => x <= most);
  const drawn = [
    dots(panel, weekly, "third", 2.5),
    band(panel, told, "first"),
    line(
      panel,
      along.map((x) => ({ x, y: responseAt(truth.curve, x) })),
      "second",
      "dashed",
    ),
    line(
      panel,
      told.map(({ x, estimate }) => ({ x, y: estimate })),
      "first",
    ),
  ];
  return picture(
    { width: WIDTH, height: 408 },
    "Sales that weekly spend brings, fitted with its interval beside the curve of the simulation",
    [
      legend(
        [
          ["fitted, with its 95 % interval", "first"],
          ["the simulation's own", "second"],
          ["a week", "third"],
        ],
        [60, 26],
      ),
      leftAxis(panel),
      bottomAxis(panel, { title: "spend in effect: a week's own and what is kept of the weeks before" }),
      ...drawn,
      label(
        `kept from week to week ${valueOf("decay").toFixed(2)}, made with ${truth.decay}`,
        [panel.left + panel.width - 8, panel.top + panel.height - 12],
        "muted end",
      ),
    ],
  );
}

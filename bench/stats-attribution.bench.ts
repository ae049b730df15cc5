import { generatorOf, markovAttribution, packedJourneys, shapleyAttribution, transitionMatrix, type PackedJourneys } from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

interface World {
  readonly journeys: number;
  readonly channels: number;
  /** Touches of all journeys together; each has at least one. */
  readonly touches: number;
  /** Customers a journey; more than one make aggregated paths. */
  readonly customers: number;
}

/** Journeys whose channels are as unequal as real ones: half the touches go to an eighth of the channels. */
function worldOf({ journeys, channels, touches, customers }: World): PackedJourneys {
  const source = generatorOf(7);
  const starts = new Uint32Array(journeys + 1);
  const spread = 2 * (touches / journeys) - 1;
  for (let at = 0; at < journeys; at++) starts[at + 1] = (starts[at] ?? 0) + 1 + Math.floor(spread * source.uniform());
  const list = new Uint16Array(starts[journeys] ?? 0);
  for (let at = 0; at < list.length; at++) list[at] = Math.floor(channels * source.uniform() ** 3);
  const conversions = Float64Array.from({ length: journeys }, () => Math.floor(customers * 0.3 * source.uniform() + 0.1));
  return {
    channels: Array.from({ length: channels }, (_, at) => `channel ${at}`),
    starts,
    touches: list,
    conversions,
    values: conversions.map((count) => 1_000 * count),
    nulls: conversions.map((count) => Math.max(0, customers - count)),
  };
}

/** Walks the chain of order 1 at random, as programs do that simulate: the time of 100,000 customers, once for each removal. */
function simulate(journeys: PackedJourneys, walks: number): number {
  const source = generatorOf(8);
  const ways = new Map<string, { to: string; until: number }[]>();
  for (const { from, to, probability } of transitionMatrix(journeys)) {
    const list = ways.get(String(from)) ?? [];
    list.push({ to: String(to), until: (list.at(-1)?.until ?? 0) + probability });
    ways.set(String(from), list);
  }
  let converted = 0;
  for (let walk = 0; walk < walks * (journeys.channels.length + 1); walk++) {
    let place = "start";
    for (let list = ways.get(place); list !== undefined; list = ways.get(place)) {
      const drawn = source.uniform();
      place = (list.find(({ until }) => drawn < until) ?? list.at(-1))?.to ?? "null";
    }
    if (place === "conversion") converted++;
  }
  return converted;
}

/** A row from what was done, as "function: work", what is asked, what was measured and its unit. */
function row(name: string, asked: string, measured: number, unit = "ms"): BenchRow {
  const [of = ""] = name.split(":");
  return { name, of, asked, measured, unit, detail: "shortest of the runs" };
}

/** Attribution of packages/stats: at the size of a published data set, and at that of a large shop's year. */
export function run(): Promise<BenchRow[]> {
  const paths = worldOf({ journeys: 10_000, channels: 12, touches: 60_000, customers: 9 });
  const firstOrder = shortestMs(() => markovAttribution(paths), 5);
  const large = worldOf({ journeys: 2_000_000, channels: 200, touches: 10_000_000, customers: 1 });
  const million = worldOf({ journeys: 1_000_000, channels: 16, touches: 5_000_000, customers: 1 });
  const rows = [
    row("markovAttribution: order 1, 10,000 paths, 12 channels", "< 50", firstOrder),
    row(
      "markovAttribution: order 2, 10,000 paths, 12 channels",
      "< 250",
      shortestMs(() => markovAttribution(paths, { order: 2 }), 5),
    ),
    row(
      "markovAttribution: against simulating 100,000 customers",
      "-",
      shortestMs(() => simulate(paths, 100_000), 1) / firstOrder,
      "times",
    ),
    row(
      "packedJourneys: checking 2 M journeys, 10 M touches",
      "-",
      shortestMs(() => packedJourneys(large), 2),
    ),
    row(
      "markovAttribution: order 1, 2 M journeys, 200 channels, 10 M touches",
      "< 10",
      shortestMs(() => markovAttribution(large), 2) / 1_000,
      "s",
    ),
    row("markovAttribution: most memory of the process until then", "< 1.5", process.resourceUsage().maxRSS / 2 ** 20, "GB"),
    row(
      "shapleyAttribution: exact, 16 channels, 1 M journeys",
      "< 5",
      shortestMs(() => shapleyAttribution(million, { worth: "conversion-rate" }), 2) / 1_000,
      "s",
    ),
  ];
  return Promise.resolve(rows);
}

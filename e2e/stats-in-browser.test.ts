import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type * as Stats from "../packages/stats/src/index.ts";
import { browserMissing, openBrowser } from "../test/browser.ts";

const dist = fileURLToPath(new URL("../packages/stats/dist/", import.meta.url));

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/") return void response.setHeader("Content-Type", "text/html").end("<!doctype html><title>stats</title>");
    const file = path.join(dist, path.posix.normalize(request.url ?? "/"));
    response.setHeader("Content-Type", "text/javascript").end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (browserMissing === undefined) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

/** Something of each family, as plain lists; sent to the browser as its text, so it uses nothing from outside. */
function somethingOfEach(stats: typeof Stats): Record<string, unknown> {
  const source = stats.generatorOf(7);
  const many = (count: number, draw: (at: number) => number): number[] => Array.from({ length: count }, (_, at) => draw(at));
  const noise = many(60, () => stats.normalVariate(source));
  const spend = many(60, () => 100 * source.uniform());
  const x = stats.matrixOf(noise.map((value, at) => [value, at % 7]));
  const journeys = [
    { channels: ["a", "b"], conversions: 3 },
    { channels: ["b"], conversions: 1, nulls: 4 },
    { channels: ["a"], nulls: 2 },
  ];
  const outcomes = stats.matrixOf(
    [noise.slice(0, 20), noise.slice(20, 40), noise.slice(40, 60)].map((row) => row.map((value) => 10 + value)),
  );
  const panel = { units: ["a", "b", "c"], periods: many(20, (at) => at), outcomes, treatedFrom: Int32Array.of(15, 20, 20) };
  return {
    base: [stats.logGamma(0.3), stats.regularizedBeta(0.4, 2, 3), stats.studentTDistribution(5).quantile(0.9), stats.sum(noise)],
    attribution: [stats.markovAttribution(journeys), stats.shapleyAttribution(journeys, { worth: "conversion-rate" })],
    synthetic: stats.syntheticEffect(panel),
    series: stats.structuralFit(
      noise.map((value, at) => at / 10 + value),
      {},
    ),
    experiments: stats.welchTest(stats.sampleMoments(noise.slice(0, 25)), stats.sampleMoments(noise.slice(25))),
    lifetime: stats.kaplanMeier({ times: many(20, (at) => at + 1), events: many(20, (at) => at % 3).map((rest) => rest > 0) }),
    shrinkage: stats.jamesStein(noise.slice(0, 12), 1),
    effects: stats.leastSquares(x, noise),
    response: stats.responseFit({
      outcome: spend.map((s, at) => 50 + s / (1 + s / 40) + noise[at]!),
      channels: [{ spend, curve: "exponential", adstock: "none" }],
    }),
    text: [stats.sentimentOf("NOT bad at all!! 😍 but the delivery sucked"), stats.disclosuresIn("#ad, this is not sponsored")],
    audience: stats.benfordDiagnostic(spend.map((value) => Math.ceil(value * 37))),
  };
}

/** Lists of numbers in any kind of array, and dates, compare as what they hold. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, each: unknown) => {
      if (ArrayBuffer.isView(each)) return Array.from(each as Float64Array);
      if (typeof each === "number" && !Number.isFinite(each)) return String(each);
      return typeof each === "number" ? Number(each.toPrecision(10)) : each;
    }),
  );

test.skipIf(browserMissing !== undefined)(
  `packages/stats gives in a browser what it gives in Node${browserMissing === undefined ? "" : `: skipped, ${browserMissing}`}`,
  async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(origin);
    const text = `import * as stats from "/index.js"; window.given = () => (${plain.toString()})((${somethingOfEach.toString()})(stats))`;
    await page.addScriptTag({ type: "module", content: text });
    await page.waitForFunction("window.given !== undefined");
    const there = await page.evaluate("given()");
    expect(faults).toEqual([]);
    expect(there).toEqual(plain(somethingOfEach((await import(`${dist}index.js`)) as typeof Stats)));
    expect(Object.keys(there as object)).toHaveLength(11);
  },
);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { sendWorld, tellRest } from "../../../../test/sent-world.ts";
import { turned } from "../../../../test/small-business.ts";
import { worldFacts } from "../../../../test/world-facts.ts";
import { presets } from "../dials/presets.ts";
import { turningOf, type Turning } from "../dials/turning.ts";
import { marketWorld } from "../world/world.ts";
import type { LatestFit } from "./contract.ts";
import { fittedDials, type FittedDial } from "./fitted-dials.ts";

// A whole business is sent through the real doors: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

/** A business whose dials stand elsewhere than those of any ready-made one. */
const dials = turned(presets["dtc-drop"], {
  days: 75,
  regions: presets["dtc-drop"].regions.slice(0, 3),
  customers: { firstOrders: 0.006 },
  creators: { count: 4, cast: 11, followers: 60_000, spread: 0.4 },
  response: { interest: 0.006, buys: 0.2, dark: 0.5, delayDays: 3 },
  codes: { use: 0.5, leak: 0.1, extension: 0.08 },
  survey: { answers: 0.6, recall: 0.8, guess: 0.15 },
});
const world = marketWorld(dials, 3);

let t: TestApp;
let w: TestWorkspace;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-fit-"));
  t = await openTestApp();
  t.clock.set(new Date(world.toMs + 1000).toISOString());
  w = await t.makeWorkspace({ storeKind: "shopify", currency: dials.currency, zone: "UTC" });
  const sent = await sendWorld(t, w, { world, folder: path.join(folder, "sent") });
  await sent.ship();
  await sent.importSent("orders");
  await tellRest(w, { world, creators: sent.creators });
  await t.settle();
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const latest = () => must<LatestFit>(w, "GET", "/v1/market/fits/latest");
const days = { from: "2026-03-02", to: "2026-05-16" };

type Dial = NonNullable<LatestFit["result"]>["fitted"][number];

/** The file tells an order's time to the second: times between differ by as little. */
const nearly = ({ interval, ...dial }: FittedDial) => ({
  ...dial,
  interval: interval && { ...interval, low: expect.closeTo(interval.low, 3) as number, high: expect.closeTo(interval.high, 3) as number },
});

/** Whether a dial's interval leaves the truth out. */
const isMissed =
  (truth: Turning) =>
  ({ dial, interval }: Dial): boolean =>
    interval !== null && (Number(truth[dial]) < interval.low || Number(truth[dial]) > interval.high);

describe("dials that are fitted to a shop's own data", () => {
  test("are those that the business was made with, within their intervals, and equal what its rows say", async () => {
    expect(await latest()).toEqual({ computation_id: null, result: null });
    const { computation_id: id } = await must<{ computation_id: string }>(w, "POST", "/v1/market/fits", { preset: "dtc-drop", ...days });
    expect(await latest()).toEqual({ computation_id: id, result: null });
    await t.compute(w, id);
    const { result } = await latest();
    const facts = worldFacts(world);
    expect(result).toMatchObject({ preset: "dtc-drop", ...days, zone: "UTC", orders: world.orders.length });
    expect(result!.fitted).toEqual(fittedDials(facts, presets["dtc-drop"]).map(nearly));
    expect(result!.fitted.filter(isMissed(turningOf(dials)))).toEqual([]);
    expect(result!.fitted.filter(({ source }) => source === "preset").map(({ dial }) => dial)).toEqual([
      ...["interest", "buys", "clicks_anyway", "in_store", "leave_address"],
    ]);
  });

  test("are of the workspace alone that asked, and refused where there are too few orders or no days, in words", async () => {
    const other = await t.makeWorkspace();
    expect(await must<LatestFit>(other, "GET", "/v1/market/fits/latest")).toEqual({ computation_id: null, result: null });
    const ask = (body: object, of = w) => of.call("POST", "/v1/market/fits", body);
    expect((await ask({ preset: "dtc-drop" }, other)).body).toMatchObject({
      ...{ status: 409, type: expect.stringContaining("too-few-orders-to-fit") as string },
      detail: "From 2025-05-17 to before 2026-05-17 there are 0 orders that stand, and 100 are the least that dials are fitted to.",
    });
    const key = { "idempotency-key": "fit-once" };
    const [one, again] = [
      await w.call("POST", "/v1/market/fits", { preset: "dtc-drop" }, key),
      await w.call("POST", "/v1/market/fits", { preset: "dtc-drop" }, key),
    ];
    expect([one.status, again.body]).toEqual([201, one.body]);
    expect((await ask({ preset: "dtc-drop", from: "2026-05-02", to: "2026-05-01" })).body).toMatchObject({ errors: [{ pointer: "/to" }] });
    const wrong = (await ask({ preset: "bakery", from: "yesterday", days: 3 })).body as { errors: { pointer: string }[] };
    expect(wrong.errors.map(({ pointer }) => pointer).toSorted()).toEqual(["/days", "/from", "/preset"]);
  });
});

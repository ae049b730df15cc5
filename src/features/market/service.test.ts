import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { parseId } from "../../kernel/ids.ts";
import { cancelComputation, performComputation } from "../computations/service.ts";
import { presetNames, presets } from "./dials/presets.ts";
import { turnedDials, turningOf, type Turning } from "./dials/turning.ts";
import { lensErrors } from "./lenses/lens-errors.ts";
import { marketStudy } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Latest {
  readonly computation_id: string | null;
  readonly state: string | null;
  readonly result_of: { readonly computation_id: string; readonly requested_at: string } | null;
  readonly result: Record<string, never> | null;
}
const latest = () => must<Latest>(w, "GET", "/v1/market/studies/latest");
const small: Turning = { ...turningOf(presets["dtc-drop"]), days: 30, orders_a_month: 60, creators: 3, followers: 20_000, posts: 1 };
const ask = (body: object) => w.call("POST", "/v1/market/studies", body);

describe("a study of how wrong counting is", () => {
  test("is asked for, carried out in a thread, and then is the latest: the errors that the pure function gives, rounded to minor units", async () => {
    expect(await latest()).toEqual({ computation_id: null, state: null, result_of: null, result: null });
    const { computation_id: id } = await must<{ computation_id: string }>(w, "POST", "/v1/market/studies", {
      ...{ preset: "dtc-drop", dials: small, runs: 12 },
    });
    expect(await latest()).toEqual({ computation_id: id, state: "waiting", result_of: null, result: null });
    await performComputation(w.ctx, [marketStudy], { computationId: parseId("job", id)! });
    const { result, state, result_of: of } = await latest();
    expect([state, of?.computation_id]).toEqual(["done", id]);
    const seeds = Array.from({ length: 12 }, (_, at) => at + 1);
    const errors = lensErrors(turnedDials(presets["dtc-drop"], small), seeds);
    const [best] = errors.lenses;
    const { mean, standardError, low, high } = best!.errorOrders;
    expect(result).toMatchObject({
      ...{ preset: "dtc-drop", dials: small, runs: 12, currency: "EUR" },
      caused: { mean: errors.caused.mean },
      lenses: [
        {
          lens: best!.lens,
          error_orders: { mean, standard_error: standardError, low, high },
          error_revenue: { mean: { amount: String(Math.round(best!.errorMinor.mean)), currency: "EUR" } },
        },
        ...Array.from({ length: 9 }, () => ({})),
      ],
    });
  });

  test("that is stopped keeps nothing, and the last one that was finished stays while it runs and after it", async () => {
    const before = await latest();
    expect(before.result).not.toBeNull();
    const { computation_id: id } = await must<{ computation_id: string }>(w, "POST", "/v1/market/studies", {
      ...{ preset: "dtc-drop", dials: small },
    });
    expect(await latest()).toEqual({ ...before, computation_id: id, state: "waiting" });
    await cancelComputation(w.ctx, parseId("job", id)!);
    expect(await latest()).toEqual({ ...before, computation_id: id, state: "cancelled" });
  });

  test("is refused with every dial that is out of its range, and with what would be too large", async () => {
    const wrong = { ...small, days: 3, dark: "1.2", creators: 2.5 };
    const { status, body } = await ask({ preset: "bakery", dials: wrong, runs: 9 });
    expect(status).toBe(422);
    const pointers = (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(["/dials/creators", "/dials/dark", "/dials/days", "/preset", "/runs"]);
    const large = await ask({ preset: "dtc-drop", dials: { ...small, orders_a_month: 20_000, days: 365 } });
    expect(large.body).toMatchObject({
      errors: [{ pointer: "/dials/orders_a_month", detail: expect.stringMatching(/makes about \d+ orders a run, and 10000 is the most/) }],
    });
    const crowded = await ask({ preset: "dtc-drop", dials: { ...small, followers: 5_000_000, interest: "1" } });
    expect(crowded.body).toMatchObject({ errors: [{ pointer: "/dials/followers" }] });
  });

  test("starts from ready-made businesses whose dials can be asked for as they stand", async () => {
    const { data } = await must<{ data: { name: string; dials: Turning }[] }>(w, "GET", "/v1/market/presets");
    expect(data.map(({ name }) => name)).toEqual(presetNames);
    for (const { name, dials } of data) {
      expect((await ask({ preset: name, dials, runs: 10 })).status, name).toBe(201);
      const preset = presets[name as (typeof presetNames)[number]];
      const back = turnedDials(preset, dials);
      expect({ ...back, customers: preset.customers }).toEqual(preset);
      expect(Math.abs(back.customers.firstOrders / preset.customers.firstOrders - 1)).toBeLessThan(0.01);
    }
  });
});

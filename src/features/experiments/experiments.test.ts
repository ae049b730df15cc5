import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../test/reference-data.ts";
import { seriesNamed, takeSales } from "../../../test/region-sales.ts";
import { parseId } from "../../kernel/ids.ts";
import { performComputation } from "../computations/service.ts";
import { analysisComputation, powerComputation } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let cities: string;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2021-03-20T10:00:00Z");
  w = await t.makeWorkspace();
  await takeSales(w, { text: fixtureText("geo/geolift-test.csv"), name: "cities.csv" });
  cities = (await seriesNamed(w, "cities")).id;
});
afterAll(() => t.close());

const plan = {
  hypothesis: "The posts bring orders in Chicago and Portland that would not have come.",
  treatment: "Posts for two cities",
  treated: ["chicago", "portland"],
  from_on: "2021-04-01",
  to_on: "2021-04-16",
  method: "synthetic-control",
};

interface Estimate {
  method: string;
  kind: string;
  effect: number;
  lift: number;
  total: number;
  p: number;
  interval_by: string;
}
interface Experiment {
  id: string;
  state: string;
  plan: typeof plan;
  decision_rule: string;
  warnings: string[];
  analysis_id: string | null;
  lock: { sha256: string; document: string } | null;
  result: {
    sales_sha256: string;
    analysis: { verdict: { outcome: string; headline: string }; methods: Estimate[]; return_on_spend: { estimate: number } | null };
  } | null;
}

const draft = (body: object = {}) =>
  must<Experiment>(w, "POST", "/v1/experiments", { name: "Two cities", series_id: cities, plan: { ...plan, ...body } });
const lock = (id: string) => must<Experiment>(w, "POST", `/v1/experiments/${id}/lock`);

async function analysed(id: string): Promise<Experiment> {
  const { analysis_id } = await must<Experiment>(w, "POST", `/v1/experiments/${id}/analyses`);
  await performComputation(w.ctx, [analysisComputation], { computationId: parseId("job", analysis_id!)! });
  return must<Experiment>(w, "GET", `/v1/experiments/${id}`);
}

describe("an experiment by region", () => {
  test("from a file to a verdict: GeoLift's walkthrough gives its effect and lift", async () => {
    const { id } = await draft();
    const locked = await lock(id);
    expect(locked).toMatchObject({ state: "locked", warnings: [] });
    const done = await analysed(id);
    expect(done.state).toBe("analysed");
    const [decides] = done.result!.analysis.methods;
    expect(decides).toMatchObject({
      method: "synthetic-control",
      interval_by: "t-test over 3 fits, each without a block of days before treatment",
    });
    expect(decides!.effect).toBeCloseTo(155.555687, 5);
    expect(decides!.lift).toBeCloseTo(0.05423187, 7);
    expect(decides!.p).toBeCloseTo(5 / 105, 12);
    expect(done.result!.analysis.verdict).toMatchObject({ outcome: "shown", headline: "The effect is shown: +5.4 %" });
    const { data } = await must<{ data: { headline: string; state: string }[] }>(w, "GET", "/v1/experiments");
    expect(data).toMatchObject([{ state: "analysed", headline: "The effect is shown: +5.4 %" }]);
  });

  test("with spend gives salesandcost its return on it", async () => {
    await takeSales(w, { text: fixtureText("geo/salesandcost.csv"), name: "hundred.csv" });
    const { id: series_id } = await seriesNamed(w, "hundred");
    const groups = tableRows(fixtureText("geo/geoassignment.csv"));
    const body = {
      ...plan,
      treated: groups.filter(([, group]) => group === "2").map(([geo]) => geo),
      from_on: "2015-02-16",
      to_on: "2015-03-16",
      method: "time-based-regression",
      missing: "zero",
    };
    const { id } = await must<Experiment>(w, "POST", "/v1/experiments", { name: "A hundred", series_id, plan: body });
    await lock(id);
    const { result } = await analysed(id);
    expect(result!.analysis.return_on_spend!.estimate).toBeCloseTo(referenceNumber("geo.tbr.iroas"), 8);
    expect(result!.analysis.methods[0]!.total).toBeCloseTo(14_733_712.168, 1);
  });

  test("has a plan whose text anybody can hash, that cannot change once it is locked, and whose lock is in the audit log", async () => {
    const { id } = await draft();
    const changed = { name: "Two cities again", plan: { ...plan, alpha: "0.05" } };
    expect(await must<Experiment>(w, "PUT", `/v1/experiments/${id}/plan`, changed)).toMatchObject({ state: "draft" });
    const { lock: locked, decision_rule } = await lock(id);
    expect(createHash("sha256").update(locked!.document).digest("hex")).toBe(locked!.sha256);
    expect(JSON.parse(locked!.document)).toMatchObject({ name: "Two cities again", decision_rule, plan: { ...plan, alpha: "0.05" } });
    expect(decision_rule).toContain("p of at most 0.05. Nothing else decides.");
    for (const [method, path] of [
      ["PUT", "plan"],
      ["POST", "lock"],
    ] as const)
      expect((await w.call(method, `/v1/experiments/${id}/${path}`, method === "PUT" ? changed : undefined)).body).toMatchObject({
        status: 409,
        type: expect.stringContaining("plan-locked") as string,
      });
    const { data } = await must<{ data: { action: string; detail: object }[] }>(w, "GET", "/v1/audit-events");
    expect(data.find(({ action }) => action === "experiment.locked")?.detail).toMatchObject({ sha256: locked!.sha256 });
  });

  test("locked twice at once is locked once", async () => {
    const { id } = await draft();
    const answers = await Promise.all([1, 2, 3].map(() => w.call("POST", `/v1/experiments/${id}/lock`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  test("tells before money is spent how large an effect it would find, for the plan as it is", async () => {
    const { id } = await draft();
    const asked = await must<{ power_id: string; power: null }>(w, "POST", `/v1/experiments/${id}/power-studies`);
    expect(asked.power).toBeNull();
    await performComputation(w.ctx, [powerComputation], { computationId: parseId("job", asked.power_id)! });
    const { power } = await must<{ power: { durations: { days: number; least_lift: number | null }[] } }>(
      w,
      "GET",
      `/v1/experiments/${id}`,
    );
    expect(power).toMatchObject({ planned_days: 15, history_days: 90, alpha: 0.1, power: 0.8, note: "" });
    expect(power.durations.map(({ days }) => days)).toEqual([7, 14, 15, 28]);
    expect(power.durations[2]!.least_lift).toBeGreaterThan(0);
    const changed = { name: "Two cities", plan: { ...plan, treated: ["miami"] } };
    expect(await must(w, "PUT", `/v1/experiments/${id}/plan`, changed)).toMatchObject({ power: null, power_id: null });
  });

  test("that began before its plan was locked, or overlaps another one, says so", async () => {
    t.clock.set("2021-04-03T10:00:00Z");
    const begun = await draft();
    expect(begun.warnings).toEqual([
      "Treatment begins on 2021-04-01, which is not ahead of today, 2021-04-03: a plan that is locked now is marked for good, since whoever locks it may have seen the first sales.",
    ]);
    const first = await lock(begun.id);
    expect(first.warnings).toEqual([
      "Treatment began on 2021-04-01, before its plan was locked on 2021-04-03: whoever locked it may have seen the first sales.",
    ]);
    const second = await draft({ treated: ["portland", "miami"], from_on: "2021-04-10", to_on: "2021-04-20" });
    expect(second.warnings).toEqual([
      "Two cities treats portland in the same days: what either of them did cannot be told apart there.",
      "Two cities treats chicago in the same days, which this one compares with: leave them out, or the effect comes out too small.",
    ]);
    const later = { treated: ["portland"], from_on: "2021-04-16", to_on: "2021-04-20" };
    expect((await draft(later)).warnings).toEqual([
      "Two cities treated chicago, portland in the days that this one learns from: begin the history later, or leave them out.",
    ]);
    const earlier = { treated: ["portland"], from_on: "2021-03-01", to_on: "2021-03-10" };
    const young = (first: string) => fixtureText("geo/geolift-test.csv").replaceAll(/"2021-(0[1-4])-/g, `"${first}-$1-`);
    await takeSales(w, { text: young("2022"), name: "a year later.csv" });
    const { id: series_id } = await seriesNamed(w, "a year later");
    const next = { name: "Next year", series_id, plan: { ...plan, from_on: "2022-04-01", to_on: "2022-04-16" } };
    expect((await must<Experiment>(w, "POST", "/v1/experiments", next)).warnings).toEqual([]);
    expect((await draft(earlier)).warnings).toEqual([expect.stringContaining("Treatment begins on 2021-03-01, which is not ahead")]);
  });

  test("whose regions or days do not fit is refused with every fault in its place", async () => {
    const reply = await w.call("POST", "/v1/experiments", {
      name: "No",
      series_id: cities,
      plan: { ...plan, treated: ["Chicago", "atlantis"], left_out: ["miami", "miami"], from_on: "2021-01-01", to_on: "2021-01-01" },
    });
    expect(reply.status).toBe(422);
    expect((reply.body as { errors: { pointer: string; detail: string }[] }).errors).toEqual([
      { pointer: "/plan/treated/0", detail: 'treated: "Chicago" is no region of the series; did you mean "chicago"?' },
      { pointer: "/plan/treated/1", detail: 'treated: "atlantis" is no region of the series; look at the series\' regions' },
      { pointer: "/plan/left_out", detail: "left_out: miami is named twice; a region is treated, left out, or compared with" },
      { pointer: "/plan/to_on", detail: "to_on: must be after from_on, 2021-01-01, since it is the day after the last; found 2021-01-01" },
      { pointer: "/plan/from_on", detail: "from_on: must have sales before it; the first that count are of 2021-01-01" },
    ]);
  });

  test("on too few days is locked only with a reason, and is not analysed before it is over, or before it is locked", async () => {
    const { id } = await draft({ history_from_on: "2021-03-20", to_on: "2021-05-01" });
    expect((await w.call("POST", `/v1/experiments/${id}/analyses`)).body).toMatchObject({
      status: 409,
      type: expect.stringContaining("plan-not-locked") as string,
    });
    expect((await w.call("POST", `/v1/experiments/${id}/lock`)).body).toMatchObject({
      status: 409,
      detail: "12 days before treatment; at least 25 are asked for: import earlier days, or begin later.",
    });
    const noted = { ...plan, history_from_on: "2021-03-20", to_on: "2021-05-01", gate_note: "The shop opened then." };
    await must(w, "PUT", `/v1/experiments/${id}/plan`, { name: "Two cities", plan: noted });
    expect((await lock(id)).state).toBe("locked");
    expect((await w.call("POST", `/v1/experiments/${id}/analyses`)).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining("Treatment ends on 2021-04-30, and sales are known up to 2021-04-15.") as string,
    });
  });

  test("whose sales are corrected later keeps what it said, and says of which sales it was", async () => {
    const { id } = await draft();
    await lock(id);
    const before = await analysed(id);
    t.clock.advanceMs(60_000);
    expect((await analysed(id)).result).toEqual({ ...before.result, computed_at: expect.any(String) as string });
    await takeSales(w, { text: fixtureText("geo/geolift-test.csv").replace('"chicago",', '"chicago",1'), name: "cities.csv" });
    t.clock.advanceMs(60_000);
    const after = await analysed(id);
    expect(after.result!.sales_sha256).not.toBe(before.result!.sales_sha256);
    const kept = await t.ctx.db.selectFrom("experiment_results").select("id").where("workspace_id", "=", w.id).execute();
    expect(kept).toHaveLength(3);
  });
});

test("regions to treat are searched for in the background, are then the latest of their series, and a foreign region is refused in its place", async () => {
  const url = `/v1/sales-series/${cities}/market-selections`;
  interface Latest {
    readonly computation_id: string;
    readonly ranking: {
      readonly asked: object;
      readonly sets: { readonly regions: string[]; readonly holdout_cost: number | null }[];
    } | null;
    readonly note: string;
  }
  const asked = await must<Latest>(w, "POST", url, { days: 28, sizes: [2], left_out: ["miami"], most_share: 0.2 });
  expect(asked.ranking).toBeNull();
  await t.compute(w, asked.computation_id);
  const { ranking } = await must<Latest>(w, "GET", `${url}/latest`);
  expect(ranking).toMatchObject({ asked: { days: 28, sizes: [2], left_out: ["miami"] }, unit: "count", regions: 39, history_days: 105 });
  expect(ranking!.sets.every(({ regions }) => regions.length === 2 && !regions.includes("miami"))).toBe(true);
  const long = await must<Latest>(w, "POST", url, { days: 90 });
  await t.compute(w, long.computation_id);
  expect((await must<Latest>(w, "GET", `${url}/latest`)).note).toContain("115 days of history are needed");
  const { status, body } = await w.call("POST", url, { days: 0, sizes: [], left_out: [] });
  expect([status, (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)]).toEqual([422, ["/days", "/sizes"]]);
  expect((await w.call("POST", url, { days: 7, left_out: ["atlantis"] })).body).toMatchObject({ errors: [{ pointer: "/left_out/0" }] });
});

describe("a plan with several looks", () => {
  interface Looked extends Experiment {
    readonly looks: { readonly last_on: string; readonly is_planned: boolean; readonly taken: { readonly may_be_told: boolean } | null }[];
    readonly keeping: object | null;
  }
  const upTo = (last: string): string => {
    const [head, ...rows] = fixtureText("geo/geolift-test.csv").trim().split("\n");
    return `${[head, ...rows.filter((row) => !(/20\d\d-\d\d-\d\d/.exec(row)![0] > last))].join("\n")}\n`;
  };
  const look = async (id: string, query = ""): Promise<Looked> => {
    const { analysis_id } = await must<Experiment>(w, "POST", `/v1/experiments/${id}/analyses${query}`);
    await t.compute(w, analysis_id!);
    return must<Looked>(w, "GET", `/v1/experiments/${id}`);
  };

  test("decides at the looks that it names, marks one that it does not, and says until then that it is too early to tell", async () => {
    await takeSales(w, { text: upTo("2021-04-06"), name: "growing.csv" });
    const { id: series_id } = await seriesNamed(w, "growing");
    const body = { ...plan, looks: 3, treated: ["miami"] };
    const made = await must<Looked>(w, "POST", "/v1/experiments", { name: "Three looks", series_id, plan: body });
    expect(made.looks.map(({ last_on }) => last_on)).toEqual(["2021-04-05", "2021-04-10", "2021-04-15"]);
    await lock(made.id);
    const first = await look(made.id);
    expect(first).toMatchObject({ state: "locked", keeping: null, warnings: [] });
    expect(first.result!.analysis).toMatchObject({ verdict: { outcome: "open", headline: "Too early to tell" }, may_be_told: false });
    expect(first.looks[0]!.taken).toMatchObject({ may_be_told: false });

    t.clock.advanceMs(60_000);
    await takeSales(w, { text: upTo("2021-04-08"), name: "growing.csv" });
    const between = await look(made.id, "?unplanned=true");
    expect(between.looks.map(({ last_on, is_planned }) => [last_on, is_planned])).toContainEqual(["2021-04-08", false]);
    expect(between.warnings).toEqual([
      expect.stringContaining("Somebody looked after 2021-04-08, with 53.3 % of the days known") as string,
    ]);

    t.clock.advanceMs(60_000);
    await takeSales(w, { text: upTo("2021-04-15"), name: "growing.csv" });
    const last = await look(made.id);
    expect(last.state).toBe("analysed");
    expect(last.result!.analysis).toMatchObject({ may_be_told: true, look: { last_on: "2021-04-15", fraction: 1, is_planned: true } });
    expect(last.looks.filter(({ taken }) => taken !== null)).toHaveLength(3);
    const { data } = await must<{ data: { action: string }[] }>(w, "GET", "/v1/audit-events");
    expect(data.filter(({ action }) => action === "experiment.looked")).toHaveLength(3);
  });

  test("with more looks than days is refused in its place", async () => {
    const reply = await w.call("POST", "/v1/experiments", {
      name: "No",
      series_id: cities,
      plan: { ...plan, to_on: "2021-04-03", looks: 3 },
    });
    expect((reply.body as { errors: { pointer: string }[] }).errors).toEqual([
      { pointer: "/plan/looks", detail: "looks: 3 do not fit into 2 days of treatment" },
    ]);
  });
});

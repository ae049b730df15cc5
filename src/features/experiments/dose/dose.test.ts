import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { generatorOf, poissonVariate } from "@vouch/stats";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must } from "../../../../test/builders.ts";
import { seriesNamed, takeSales } from "../../../../test/region-sales.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { parseId } from "../../../kernel/ids.ts";
import { performComputation } from "../../computations/service.ts";
import { importFile } from "../../imports/service.ts";
import { doseComputation, dosePowerComputation } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let series: string;
let ana: string;
let ben: string;

const regions = Array.from({ length: 24 }, (_, at) => `Region ${String(at + 1).padStart(2, "0")}`);
const [begin, first, end] = ["2026-03-02", "2026-05-11", "2026-06-01"];
const shareOf = (at: number, creator: number): number => (creator === 0 ? (at < 8 ? 0.09 : 0.0125) : at % 3 === 0 ? 0.08 : 0.0125);

/** Sales of 91 days: each reached person brings so many orders. */
function salesText(brings: number): string {
  const source = generatorOf(4);
  const rows = regions.flatMap((region, at) =>
    Array.from({ length: 91 }, (_, day) => {
      const on = daysLater(begin, day);
      const reached = on < first ? 0 : (60_000 * shareOf(at, 0) + 30_000 * shareOf(at, 1)) / 21;
      return `${region},${on},${poissonVariate(source, 30 + 2 * at + brings * reached)}`;
    }),
  );
  return ["region,date,orders", ...rows].join("\n");
}

const audienceText = (): string =>
  [
    "creator,region,share",
    ...regions.flatMap((region, at) => [`Ana,${region},${shareOf(at, 0)}`, `@ben,${region},${100 * shareOf(at, 1)} %`]),
  ].join("\n");

const takeAudiences = (text: string, skipFaulty = false) =>
  importFile(w.ctx, { kind: "audiences", file_name: "audiences.csv", content: Readable.from([Buffer.from(text)]), skipFaulty });

beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-08T10:00:00Z");
  w = await t.makeWorkspace();
  ana = (await makeCreator(w, { name: "Ana" })).id;
  ben = (await makeCreator(w, { name: "Ben", accounts: [{ platform: "instagram", handle: "ben" }] })).id;
});
afterAll(() => t.close());

interface Dose {
  id: string;
  state: string;
  warnings: string[];
  analysis_id: string;
  power_id: string;
  power: { least_lift: number | null; flags: string[]; days_before: number } | null;
  power_note: string;
  lock: { sha256: string; document: string } | null;
  keeping: { reason: string; caused: object | null } | null;
  result: {
    analysis: {
      effect: number;
      total: number;
      total_lower: number;
      total_upper: number;
      verdict: { outcome: string; headline: string };
      flags: string[];
      placebo: { p: number };
      permuted_p: number;
      by_dose: { change: number }[];
    };
  } | null;
}

const planOf = (more: object = {}) => ({
  hypothesis: "Posts bring orders.",
  treatment: "A reel each",
  posts: [
    { creator_id: ana, posted_on: first, reach: 60_000 },
    { creator_id: ben, posted_on: "2026-05-13", reach: 30_000 },
  ],
  to_on: end,
  ...more,
});
const draft = (more: object = {}) => must<Dose>(w, "POST", "/v1/dose-experiments", { name: "May", series_id: series, plan: planOf(more) });

async function withSales(brings: number): Promise<void> {
  await takeSales(w, { text: salesText(brings), name: "regions.csv" });
  series = (await seriesNamed(w, "regions")).id;
  await takeAudiences(audienceText());
}

describe("audiences by region", () => {
  interface Told {
    creator_name: string;
    in_all: string;
    shares: { region: string; share: string }[];
  }
  const listed = async () => (await must<{ data: Told[] }>(w, "GET", "/v1/creator-audiences")).data;

  test("come in from a file whole, and again without a change; a later file takes the place of what it tells", async () => {
    expect(await takeAudiences(audienceText())).toMatchObject({ status: "done", taken: 48, unchanged: 0 });
    expect(await takeAudiences(audienceText())).toMatchObject({ status: "done", taken: 0, unchanged: 48 });
    expect((await listed()).map(({ creator_name, in_all }) => `${creator_name} ${in_all}`)).toEqual(["Ana 0.92", "Ben 0.84"]);
    expect(await takeAudiences("creator,region,share\nAna,Hesse,12.5 %")).toMatchObject({ status: "done", taken: 1 });
    expect((await listed())[0]!.shares).toEqual([{ region: "Hesse", share: "0.125" }]);
  });

  test("with faults are not taken at all, and each fault is named in its row", async () => {
    const lines = [
      "Ana,Hesse,0.7",
      "Ana,hesse,0.1",
      "Ana,Berlin,0.4",
      "Nobody,Berlin,0.1",
      "Ben,Berlin,25",
      "Ben,,-0.1",
      "Ben,Hesse,120 %",
    ];
    const ended = await takeAudiences(["creator,region,share", ...lines].join("\n"));
    expect(ended).toMatchObject({ status: "failed", refused: 6 });
    const { data } = await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${ended.id}/refusals`);
    expect(data.map(({ row, field }) => `${row} ${field}`)).toEqual([
      "3 region",
      "4 share",
      "5 creator",
      "6 share",
      "7 region",
      "7 share",
      "8 share",
    ]);
    expect(data[1]!.message).toContain("come to 1.1 with it");
    expect(await listed()).toEqual([]);
  });

  test("are typed for one creator at once, and shares that are too many or told twice are refused in their place", async () => {
    const tell = (shares: object[]) => w.call("PUT", `/v1/creator-audiences/${ana}`, { shares });
    expect((await tell([{ region: "Hesse", share: "0.3" }])).body).toMatchObject({ creator_name: "Ana", in_all: "0.3", import_id: null });
    const bad = await tell([
      { region: "Hesse", share: "0.6" },
      { region: "HESSE", share: "0.1" },
      { region: "Bonn", share: "0.5" },
    ]);
    expect(bad.status).toBe(422);
    expect((bad.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      "/shares/1/region",
      "/shares/2/share",
    ]);
  });
});

describe("an experiment by audience", () => {
  test("from files to a verdict: what was put in is found, within the interval, and its plan can be hashed by anybody", async () => {
    await withSales(0.02);
    const { id, warnings } = await draft();
    expect(warnings).toEqual([
      expect.stringContaining("Less than 90 % of the audience of Ben"),
      expect.stringContaining("Ana has 67 % of the reach"),
    ]);
    const locked = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/lock`);
    expect(createHash("sha256").update(locked.lock!.document).digest("hex")).toBe(locked.lock!.sha256);
    expect(JSON.parse(locked.lock!.document)).toMatchObject({ audiences: [{ creator_id: ana }, { creator_id: ben }] });
    await takeAudiences("creator,region,share\nAna,Elsewhere,1");
    const { analysis_id } = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/analyses`);
    await performComputation(w.ctx, [doseComputation], { computationId: parseId("job", analysis_id)! });
    const { result, state, keeping } = await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`);
    expect(state).toBe("analysed");
    const { analysis } = result!;
    const truth = 0.02 * regions.reduce((sum, _, at) => sum + 60_000 * shareOf(at, 0) + 30_000 * shareOf(at, 1), 0);
    expect(analysis.verdict.outcome).toBe("shown");
    expect(analysis.total_lower).toBeLessThan(truth);
    expect(analysis.total_upper).toBeGreaterThan(truth);
    expect(Math.abs(analysis.total / truth - 1)).toBeLessThan(0.25);
    expect(analysis.permuted_p).toBeLessThan(0.01);
    expect(analysis.by_dose.at(-1)!.change).toBeGreaterThan(analysis.by_dose[0]!.change);
    expect(keeping!.reason).toContain("no credit in this unit");
    expect((await w.call("POST", `/v1/dose-experiments/${id}/keep`)).body).toMatchObject({
      status: 409,
      type: expect.stringContaining("nothing-to-keep") as string,
    });
  });

  test("planned weeks ahead tells its power on what is known by then", async () => {
    await withSales(0);
    const posts = [
      { creator_id: ana, posted_on: "2026-07-06", reach: 60_000 },
      { creator_id: ben, posted_on: "2026-07-08", reach: 30_000 },
    ];
    const { id } = await draft({ posts, to_on: "2026-07-20" });
    const { power_id } = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/power-studies`);
    await performComputation(w.ctx, [dosePowerComputation], { computationId: parseId("job", power_id)! });
    expect((await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`)).power).toMatchObject({ history_days: 91, days_before: 63 });
  });

  test("that lasts for thousands of years is refused", async () => {
    await withSales(0);
    const reply = await w.call("POST", "/v1/dose-experiments", { name: "May", series_id: series, plan: planOf({ to_on: "9999-12-31" }) });
    expect(reply).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/plan/to_on", detail: expect.stringContaining("at most 731 days; found 2912312") as string }] },
    });
  });

  test("that lasts for longer than there are sales is told how much history it needs", async () => {
    await withSales(0);
    const { id } = await draft({ to_on: "2028-05-09" });
    const { power_id } = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/power-studies`);
    await performComputation(w.ctx, [dosePowerComputation], { computationId: parseId("job", power_id)! });
    expect(await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`)).toMatchObject({
      power: null,
      power_note: expect.stringMatching(/^\d+ days of history are needed for 7\d\d days of treatment/) as string,
    });
  });

  test("tells its power before anything is spent, and a plan whose doses do not differ is refused in words", async () => {
    await withSales(0);
    const { id } = await draft();
    const asked = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/power-studies`);
    await performComputation(w.ctx, [dosePowerComputation], { computationId: parseId("job", asked.power_id)! });
    const { power } = await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`);
    expect(power).toMatchObject({ days_before: 35, days_treated: 21, regions: 24 });
    expect(power!.least_lift).toBeGreaterThan(0);
    expect(power!.least_lift).toBeLessThanOrEqual(0.3);
    const none = regions.slice(1).map((region) => `Ana,${region},0`);
    await takeAudiences(["creator,region,share", "Ana,Region 01,0.5", ...none].join("\n"));
    await must(w, "PUT", `/v1/dose-experiments/${id}/plan`, {
      name: "May",
      plan: planOf({ posts: [{ creator_id: ana, posted_on: first }] }),
    });
    const again = await must<Dose>(w, "POST", `/v1/dose-experiments/${id}/power-studies`);
    await performComputation(w.ctx, [dosePowerComputation], { computationId: parseId("job", again.power_id)! });
    expect(await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`)).toMatchObject({
      power: null,
      power_note: expect.stringContaining("The dose of Region 01 alone differs from the others") as string,
    });
  });

  test("whose regions, posts or reach do not fit is refused with every fault in its place", async () => {
    await withSales(0);
    await takeAudiences("creator,region,share\nAna,region 01,0.2\nAna,Atlantis,0.3");
    const kim = (await makeCreator(w, { name: "Kim" })).id;
    const reply = await w.call("POST", "/v1/dose-experiments", {
      name: "No",
      series_id: series,
      plan: planOf({
        posts: [
          { creator_id: ana, posted_on: first, reach: 5 },
          { creator_id: kim, posted_on: "2026-06-03" },
        ],
        left_out: ["Nowhere"],
        history_from_on: "2026-05-10",
      }),
    });
    expect(reply.status).toBe(422);
    expect((reply.body as { errors: { pointer: string; detail: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      "/plan/posts/1/creator_id",
      "/plan/posts/1/reach",
      "/plan/posts/1/posted_on",
      "/plan/history_from_on",
      "/plan/left_out/0",
      "/plan/left_out",
    ]);
    expect(JSON.stringify(reply.body)).toContain("Atlantis, region 01 (did you mean Region 01?)");
  });

  test("locked after its first post says so, and is not analysed before it is locked or over", async () => {
    await withSales(0);
    t.clock.set("2026-05-12T10:00:00Z");
    const { id, warnings: before } = await draft({ to_on: "2026-06-15" });
    expect(before[0]).toContain("Treatment begins on 2026-05-11, which is not ahead of today, 2026-05-12");
    expect((await w.call("POST", `/v1/dose-experiments/${id}/analyses`)).body).toMatchObject({ status: 409 });
    const locked = await Promise.all([1, 2].map(() => w.call("POST", `/v1/dose-experiments/${id}/lock`)));
    expect(locked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { warnings } = await must<Dose>(w, "GET", `/v1/dose-experiments/${id}`);
    expect(warnings[0]).toBe(
      "Treatment began on 2026-05-11, before its plan was locked on 2026-05-12: whoever locked it may have seen the first sales.",
    );
    expect((await w.call("POST", `/v1/dose-experiments/${id}/analyses`)).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining("sales are known up to 2026-05-31") as string,
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";
import { seriesNamed, takeSales } from "../../../../test/region-sales.ts";
import { daysLater } from "../../../kernel/civil.ts";
import { campaignClash } from "./campaign-clash.ts";
import { geoFinding, keptFactor } from "./kept-factor.ts";

interface Ends {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}
interface Experiment {
  readonly id: string;
  readonly analysis_id: string;
  readonly plan: { readonly creator_ids: string[] };
  readonly keeping: {
    readonly factor: Ends | null;
    readonly caused: Ends;
    readonly credited: number;
    readonly reason: string;
    readonly notes: string[];
    readonly kept_at: string | null;
    readonly is_older: boolean;
    readonly campaign: { readonly clash: string } | null;
  } | null;
}
interface Lens {
  readonly name: string;
  readonly path: string;
  readonly experiment: { readonly orders: string; readonly low: string; readonly source: string } | null;
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
let series: string;

/** Sales of 24 regions over 60 days, of which two sell a tenth more from the fiftieth on; noise that the same numbers always make. */
function salesText(): string {
  const rows = Array.from({ length: 24 }, (_, region) =>
    Array.from({ length: 60 }, (_day, day) => {
      const wave = 1_000 + 40 * region + 60 * Math.sin(day / 3) + ((day * 37 + region * 101) % 29);
      const lifted = region < 2 && day >= 50 ? 1.1 : 1;
      return `region ${region},${daysLater("2026-03-12", day)},${(wave * lifted).toFixed(2)}`;
    }),
  );
  return `region,date,sales\n${rows.flat().join("\n")}\n`;
}

const plan = {
  hypothesis: "It sells",
  treatment: "Posts",
  treated: ["region 0", "region 1"],
  from_on: "2026-05-01",
  to_on: "2026-05-11",
  method: "time-based-regression",
};

async function analysed(more: object): Promise<Experiment> {
  const made = await must<Experiment>(w, "POST", "/v1/experiments", { name: "May", series_id: series, plan: { ...plan, ...more } });
  await must(w, "POST", `/v1/experiments/${made.id}/lock`);
  return again(made.id);
}
async function again(id: string): Promise<Experiment> {
  const { analysis_id } = await must<Experiment>(w, "POST", `/v1/experiments/${id}/analyses`);
  await t.compute(w, analysis_id);
  return must<Experiment>(w, "GET", `/v1/experiments/${id}`);
}
const lensOf = async (name: string): Promise<Lens> =>
  (await must<{ creators: Lens[] }>(w, "GET", "/v1/attribution/lenses?from=2026-05-01&to=2026-05-11")).creators.find(
    (each) => each.name === name,
  )!;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-12T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  const columns = { region: "region", sold_on: "date", sales: "sales" };
  await takeSales(w, { text: salesText(), name: "regions.csv", columns, options: { unit: "EUR", series: "regions" } });
  series = (await seriesNamed(w, "regions")).id;
});
afterAll(() => t.close());

describe("a result that is kept", () => {
  test("says what credit is worth, beside the credit and never over it, and what its campaign caused, until it is taken back", async () => {
    const before = await lensOf("Ana");
    const days = { starts_on: "2026-05-02", ends_on: "2026-05-11" };
    const campaign = await must<{ id: string }>(w, "POST", "/v1/campaigns", {
      name: "Launch",
      ...days,
      creator_ids: [world.ana.publicId, world.ben.publicId],
    });
    const cost = { kind: "fee", amount: { amount: "50000", currency: "EUR" }, incurred_on: "2026-05-02" };
    await must(w, "POST", `/v1/campaigns/${campaign.id}/costs`, cost);
    const found = await analysed({ campaign_id: campaign.id });
    expect(found.plan.creator_ids.toSorted()).toEqual([world.ana.publicId, world.ben.publicId].toSorted());
    const { factor, caused, credited } = found.keeping!;
    expect(factor!.estimate).toBeCloseTo(caused.estimate / credited, 12);
    expect(factor!.low).toBeLessThan(factor!.estimate);
    expect(found.keeping).toMatchObject({ reason: "", kept_at: null, campaign: { clash: "" } });

    const kept = await must<Experiment>(w, "POST", `/v1/experiments/${found.id}/keep`);
    expect(kept.keeping).toMatchObject({ kept_at: "2026-05-12T10:00:00.000Z", is_older: false });
    const after = await lensOf("Ana");
    expect(after.path).toBe(before.path);
    expect(Number(after.experiment!.orders)).toBeCloseTo(Number(after.path) * factor!.estimate, 1);
    expect(after.experiment!.source).toBe("Experiment “May”, 2026-05-01 to 2026-05-10, 2 creators together");
    const back = () =>
      must<{ horizons: { incremental: { revenue: { amount: string }; roi: string } | null }[] }>(
        w,
        "GET",
        `/v1/campaigns/${campaign.id}/return`,
      );
    const [incremental] = (await back()).horizons;
    expect(Number(incremental!.incremental!.revenue.amount)).toBe(Math.round(caused.estimate));

    const undone = await must<Experiment>(w, "POST", `/v1/experiments/${found.id}/keep/undo`);
    expect(undone.keeping!.kept_at).toBeNull();
    expect((await lensOf("Ana")).experiment).toBeNull();
    expect((await back()).horizons[0]!.incremental).toBeNull();
    await must(w, "POST", `/v1/experiments/${found.id}/keep/undo`);
  });

  test("gives way to an earlier one when it is taken back, and a newer analysis takes its place", async () => {
    const factor = { creator_id: world.ana.publicId, factor: "0.5", low: "0.1", high: "0.9", level: "0.9", source: "an earlier test" };
    await must(w, "POST", "/v1/attribution/calibrations", factor);
    const { id } = await analysed({ creator_ids: [world.ana.publicId] });
    await must(w, "POST", `/v1/experiments/${id}/keep`);
    t.clock.advanceMs(60_000);
    expect((await again(id)).keeping!.is_older).toBe(true);
    await must(w, "POST", `/v1/experiments/${id}/keep`);
    expect((await lensOf("Ana")).experiment!.source).toContain("“May”");
    await must(w, "POST", `/v1/experiments/${id}/keep/undo`);
    expect((await lensOf("Ana")).experiment!.source).toBe("an earlier test");
  });

  test("kept three times at once is kept once", async () => {
    const { id } = await analysed({ creator_ids: [world.ben.publicId] });
    const answers = await Promise.all([1, 2, 3].map(() => w.call("POST", `/v1/experiments/${id}/keep`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const rows = await t.ctx.db.selectFrom("experiment_keepings").select("id").where("undone_at", "is", null).execute();
    expect(rows).toHaveLength(1);
  });

  test("needs creators in the plan and a result, and says so", async () => {
    const nobody = await analysed({});
    expect(nobody.keeping!.reason).toContain("does not say whose work the treatment is");
    const refused = await w.call("POST", `/v1/experiments/${nobody.id}/keep`);
    expect(refused.body).toMatchObject({ status: 409, type: expect.stringContaining("nothing-to-keep") as string });
    const draft = await must<Experiment>(w, "POST", "/v1/experiments", { name: "June", series_id: series, plan });
    expect(draft.keeping).toBeNull();
    expect((await w.call("POST", `/v1/experiments/${draft.id}/keep`)).body).toMatchObject({
      status: 409,
      detail: "June has no final result yet.",
    });
  });
});

describe("a factor", () => {
  const method = { kind: "estimated", total: 40, interval: { lower: 2, upper: 6 } };
  const finding = (more: object = {}) =>
    geoFinding({ unit: "EUR", level: 0.9, days_treated: 5, look: { fraction: 1 }, methods: [{ ...method, ...more }] } as never, 2);
  const work = ["cre_1"];
  const euros = { currency: "EUR", orders: 4, minor: 100 };

  test("is what was caused by what is credited in the same currency, and says what was left out", () => {
    expect(keptFactor(finding(), work, [euros, { currency: "USD", orders: 1, minor: 9 }])).toMatchObject({
      factor: { estimate: 0.4, low: 0.2, high: 0.6 },
      notes: ["Credit in USD is not counted, since the sales are in EUR."],
    });
  });

  test("is not known without credit, without two ends, or where the estimate lies outside its interval", () => {
    const reason = (more: object, credit = [euros]) => {
      const found = keptFactor(finding(more), work, credit);
      return found.kind === "none" ? found.reason : "found";
    };
    expect(reason({}, [])).toContain("no credit in this unit");
    expect(reason({ interval: { lower: 2, upper: null } })).toContain("no interval with two ends");
    expect(reason({ total: 90 })).toContain("does not lie in its own interval");
    expect(reason({ kind: "failed" })).toContain("gives no estimate");
    expect(reason({}, [{ ...euros, minor: 1e-9 }])).toContain("So little is credited");
  });

  test("says of a campaign only what was measured of all its days in its currency", () => {
    const campaign = { starts_on: "2026-05-01", ends_on: "2026-06-01", currency: "EUR" };
    const span = { from_on: "2026-05-01", to_on: "2026-06-01" };
    expect(campaignClash(campaign, span, "EUR")).toBe("");
    expect(campaignClash(campaign, span, "USD")).toBe("The sales are in USD, the campaign is in EUR.");
    expect(campaignClash(campaign, { ...span, to_on: "2026-05-31" }, "EUR")).toContain("the other days was not measured");
  });
});

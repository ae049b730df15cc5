import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

const may = { from: "2026-05-01", to: "2026-06-01" };
const paper = (body: object) =>
  t.app.inject({ method: "POST", url: "/v1/report-papers", headers: { authorization: `Bearer ${w.key}` }, payload: body });

test("a report comes as a tagged PDF with a title, a language and fonts of its own", async () => {
  const { headers, rawPayload } = await paper({ report: "program", program_id: world.publicProgramId, ...may });
  expect(headers["content-type"]).toBe("application/pdf");
  expect(headers["content-disposition"]).toBe('attachment; filename="program.pdf"');
  const text = rawPayload.toString("latin1");
  expect(text).toMatch(/^%PDF-1\.7/);
  for (const part of ["/MarkInfo", "/Marked true", "/Lang (en)", "/DisplayDocTitle true", "/S /H1", "/S /Table", "/S /TH", "/S /Figure"])
    expect(text).toContain(part);
  expect(text).toMatch(/\/FontFile2 /);
  expect(text).not.toMatch(/\/BaseFont \/Helvetica/);
});

test("a name in letters that the usual font lacks is set in one that has them", async () => {
  const fonts = async () => {
    const { rawPayload } = await paper({ report: "creator", creator_id: world.ana.publicId, ...may });
    return new Set(Array.from(rawPayload.toString("latin1").matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g), ([, name]) => name));
  };
  expect(await fonts()).toEqual(new Set(["DejaVuSansCondensed", "DejaVuSansCondensed-Bold"]));
  await must(w, "PATCH", `/v1/creators/${world.ana.publicId}`, { name: "田中 美咲" });
  expect([...(await fonts())]).toContainEqual(expect.stringMatching(/Unifont/));
});

test("a long table goes on over pages, each with its number and the heads again", async () => {
  const names = Array.from({ length: 70 }, (_, index) => `Creator of many ${index}`);
  for (const name of names) {
    const creator = await must<{ id: string }>(w, "POST", "/v1/creators", { name });
    await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, {
      kind: "fee",
      amount: { amount: "100", currency: "EUR" },
      creator_id: creator.id,
      incurred_on: "2026-05-02",
    });
  }
  const { rawPayload } = await paper({ report: "program", program_id: world.publicProgramId, ...may });
  const text = rawPayload.toString("latin1");
  const pages = Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(text)?.[1]);
  expect(pages).toBeGreaterThan(2);
  expect(text.match(/\/S \/TH\b/g)!.length).toBe(7 * pages);
});

test("what is asked for wrongly is refused as for a link", async () => {
  expect((await paper({ report: "campaign" })).json()).toMatchObject({ status: 422, errors: [{ pointer: "/campaign_id" }] });
  expect((await paper({ report: "overview", from: "2026-05-02", to: "2026-05-02" })).statusCode).toBe(422);
});

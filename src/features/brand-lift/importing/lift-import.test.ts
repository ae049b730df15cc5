import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { importFile } from "../../imports/service.ts";

let t: TestApp;
let w: TestWorkspace;
let id: string;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
  id = await survey("Tents");
  await must(w, "POST", `/v1/brand-lifts/${id}/lock`);
});
afterAll(() => t.close());

async function survey(name: string): Promise<string> {
  const plan = {
    hypothesis: "More people name the brand",
    exposure: "Three posts",
    assignment: "random",
    recruitment_control: "Panel",
    recruitment_exposed: "Panel",
    planned_control: 1_100,
    planned_exposed: 1_100,
    questions: [
      { text: "Which tents do you know?", positive: "names ours" },
      { text: "Would you buy it?", positive: "yes" },
    ],
    base_rate: 0.2,
    least_points: 0.05,
  };
  return (await must<{ id: string }>(w, "POST", "/v1/brand-lifts", { name, plan })).id;
}

const head = "Survey,Question,Group,Asked,Answered,Positive";
const good = [
  "Tents,Which tents do you know?,Control,1000,800,160",
  "Tents,which tents do  you know?,exposed,1000,800,216",
  "tents,2,control,1000,790,100",
  "tents,2,exposed,1000,795,104",
];
const take = (lines: readonly string[], skipFaulty = false) =>
  importFile(w.ctx, {
    kind: "brand_lift_counts",
    file_name: "counts.csv",
    content: Readable.from([[head, ...lines].join("\n")]),
    skipFaulty,
  });
const shown = () =>
  must<{ state: string; counts: { asked: object; answers: object[] } | null; analysis: { verdict: { outcome: string } } | null }>(
    w,
    "GET",
    `/v1/brand-lifts/${id}`,
  );
const refusals = async (of: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${of}/refusals`)).data;
const kept = () => t.ctx.db.selectFrom("brand_lift_counts").select("id").where("workspace_id", "=", w.id).execute();

describe("a file of a survey's counts", () => {
  test("is taken whole and gives the result; the same again changes nothing, also when both come at once", async () => {
    const ended = await Promise.all([take(good), take(good)]);
    expect(ended.map(({ status, taken, unchanged }) => `${status} ${taken} ${unchanged}`).toSorted()).toEqual(["done 0 4", "done 4 0"]);
    expect(await kept()).toHaveLength(1);
    expect(await shown()).toMatchObject({
      state: "counted",
      counts: {
        asked: { control: 1_000, exposed: 1_000 },
        answers: [
          { control: { answered: 800, positive: 160 }, exposed: { answered: 800, positive: 216 } },
          { control: { answered: 790, positive: 100 }, exposed: { answered: 795, positive: 104 } },
        ],
      },
      analysis: { verdict: { outcome: "shown" } },
    });
    expect(await take([good[0]!.replace("160", "161"), ...good.slice(1)])).toMatchObject({ status: "done", taken: 4 });
    expect(await kept()).toHaveLength(2);
  });

  test("with faults is not taken at all, and every fault is named in its row", async () => {
    await survey("Draft");
    const bad = [
      "Draft,1,control,10,5,1",
      "Nothing,1,control,10,5,1",
      "Tents,7,control,1000,5,1",
      "Tents,2,exposed,1000,795,104",
      "Tents,1,both,10,x,-1",
      "Tents,1,control,10,20,5",
      "Tents,1,exposed,999,10,11",
    ];
    const ended = await take([...good, ...bad]);
    expect(ended).toMatchObject({ status: "failed", refused: 7 });
    expect((await refusals(ended.id)).map(({ row, field }) => `${row} ${field}`)).toEqual([
      "6 survey",
      "7 survey",
      "8 question",
      "9 question",
      "10 group",
      "10 answered",
      "10 positive",
      "11 answered",
      "12 positive",
    ]);
    expect(await shown()).toMatchObject({ state: "locked", counts: null });
  });

  test("that lacks a question or a group says which, and that two asked different numbers of one group", async () => {
    const ended = await take([good[0]!, good[1]!, "Tents,2,control,999,790,100"]);
    expect(await refusals(ended.id)).toMatchObject([
      { row: 2, message: expect.stringContaining("question 2 of control, question 2 of exposed are lacking") as string },
      { row: 3 },
      { row: 4, field: "asked", message: "999 were asked, and row 2 says 1000 of the same group" },
    ]);
    expect(await take([good[0]!], true)).toMatchObject({ status: "done", taken: 0, refused: 1 });
    expect(await kept()).toHaveLength(0);
  });
});

import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeOrder, must, type Made } from "../../../../test/builders.ts";
import { importFile } from "../../imports/service.ts";

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let survey: string;
beforeAll(async () => {
  t = await openTestApp();
});
const makeSurvey = async (question: string): Promise<string> => {
  const stores = await must<{ data: { id: string }[] }>(w, "GET", "/v1/stores");
  const choices = [{ kind: "channel", channel: "word_of_mouth", label: "A friend" }];
  return (await must<{ id: string }>(w, "POST", "/v1/surveys", { store_id: stores.data[0]!.id, question, choices })).id;
};
beforeEach(async () => {
  t.clock.set("2026-05-02T10:00:00Z");
  w = await t.makeWorkspace();
  ana = await makeCreator(w, { name: "Ana Lund" });
  survey = await makeSurvey("How did you hear?");
});
afterAll(() => t.close());

const take = (lines: readonly string[]) =>
  importFile(w.ctx, {
    kind: "survey_answers",
    file_name: "survey.csv",
    content: Readable.from([["Order,Answer,Other text,Date", ...lines].join("\n")]),
    skipFaulty: false,
  });
interface Answer {
  external_order_id: string;
  order_id: string | null;
  kind: string;
  creator_id: string | null;
  channel: string | null;
  text: string | null;
  answered_at: string;
}
const answers = async () =>
  (await must<{ data: Answer[] }>(w, "GET", `/v1/surveys/${survey}/answers`)).data.toSorted((a, b) =>
    a.external_order_id < b.external_order_id ? -1 : 1,
  );
const refusals = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

const good = [
  "#1001,ana lund,,2026-05-01 12:00:00Z",
  "1002,Friends or family,,",
  "1003,other,I saw Ana Lund's reel,",
  "1004,the radio at work,,",
];

test("answers of before are creators, channels or the customer's own words, and touch the orders that they are about; again they change nothing", async () => {
  const order = await makeOrder(w, { external_id: "1001" });
  expect(await take(good)).toMatchObject({ status: "done", rows: 4, taken: 4, unchanged: 0, refused: 0, problem: null });
  expect(await answers()).toMatchObject([
    { external_order_id: "1001", order_id: order.id, kind: "creator", creator_id: ana.id, answered_at: "2026-05-01T12:00:00.000Z" },
    { external_order_id: "1002", order_id: null, kind: "channel", channel: "word_of_mouth" },
    { external_order_id: "1003", kind: "other", text: "I saw Ana Lund's reel", creator_id: ana.id },
    { external_order_id: "1004", kind: "other", text: "the radio at work", creator_id: null },
  ]);
  await t.settle();
  const { rows } = await sql<{ kinds: string[]; creator_ids: string[] }>`
    select kinds, creator_ids from order_credits where workspace_id = ${w.id} and conversion_id = ${order.uuid}`.execute(t.ctx.db);
  expect(rows).toMatchObject([{ creator_ids: [ana.uuid] }]);
  t.clock.set("2026-05-03T10:00:00Z");
  expect(await take(good)).toMatchObject({ status: "done", taken: 0, unchanged: 4, refused: 0 });
  expect(await answers()).toHaveLength(4);
});

test("a faulty row and nothing is taken: each fault is named, an answer that an order has is never told otherwise", async () => {
  await take(good.slice(0, 1));
  const ended = await take(["1001,The radio,,", "1005,An ad,,2026-05-09", ",An ad,,", "1006,,,soon", "1007,An ad,,", "#1007,ana lund,,"]);
  expect(ended).toMatchObject({ status: "failed", refused: 5 });
  const said = await refusals(ended.id);
  expect(said.map(({ row, field }) => `${row} ${field}`)).toEqual([
    "2 answer",
    "3 answered_at",
    "4 order",
    "5 answer",
    "5 answered_at",
    "7 order",
  ]);
  expect(said[0]!.message).toContain("Ana Lund");
  expect(await answers()).toHaveLength(1);
});

test("where several surveys are open, or none is, the file has to say whose answers these are", async () => {
  await makeSurvey("Who sent you?");
  const ended = await take(["1001,An ad,,"]);
  expect(await refusals(ended.id)).toMatchObject([{ row: 2, field: "", message: expect.stringContaining("Who sent you?") as string }]);
});

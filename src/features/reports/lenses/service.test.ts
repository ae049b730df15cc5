import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../../test/report-world.ts";
import { formatId } from "../../../kernel/ids.ts";

interface Row {
  readonly name: string;
  readonly touched: number;
  readonly path: string;
  readonly code: number;
  readonly survey: number | null;
  readonly experiment: { readonly orders: string; readonly low: string; readonly high: string; readonly is_of_all: boolean } | null;
}
interface Cell {
  readonly with_name: string;
  readonly orders: number;
  readonly share: string;
}

interface Lenses {
  readonly orders: number;
  readonly answered: number;
  readonly creators: readonly Row[];
  readonly overlap: readonly { readonly name: string; readonly touched: number; readonly cells: readonly Cell[] }[];
}

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;
const lenses = async (query = "from=2026-05-01&to=2026-06-01", of = w) => must<Lenses>(of, "GET", `/v1/attribution/lenses?${query}`);
const row = async (name: string) => (await lenses()).creators.find((each) => each.name === name);
const calibrate = (body: object) => w.call("POST", "/v1/attribution/calibrations", { level: "0.9", source: "Spring holdout", ...body });

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
  await world.addCode(world.ben, "BEN10");
  await world.order({ externalId: "2001", codes: ["BEN10"], occurredAtMs: Date.parse("2026-05-05T12:00:00Z") });
  const store_id = formatId("sto", w.storeId);
  const survey = await must<{ id: string }>(w, "POST", "/v1/surveys", {
    store_id,
    question: "How?",
    choices: [{ kind: "channel", channel: "offline" }],
  });
  const answers = { 1001: { creator_id: world.ana.publicId }, 1003: { creator_id: world.ana.publicId }, 2001: { channel: "offline" } };
  for (const [external_order_id, said] of Object.entries(answers))
    await must(w, "POST", `/v1/surveys/${survey.id}/answers`, { external_order_id, ...said });
  await t.settle();
});
afterAll(() => t.close());

test("each creator has credit by what was seen, orders by code and orders by what customers said, and none is made of another", async () => {
  expect(await lenses()).toMatchObject({ orders: 4, answered: 3 });
  expect(await row("Ana")).toMatchObject({ touched: 2, path: "1", code: 0, survey: 2, experiment: null });
  expect(await row("Ben")).toMatchObject({ touched: 2, path: "2", code: 1, survey: 0, experiment: null });
});

test("where no customer answered, here of those who pay in dollars, what they would say is not known", async () => {
  const { answered, creators } = await lenses("from=2026-05-01&to=2026-06-01&currency=USD");
  expect(answered).toBe(0);
  expect(creators.map(({ name, touched, survey }) => [name, touched, survey])).toEqual([["Ben", 1, null]]);
});

test("the overlap counts orders that both were seen on: what customers said is no part of it", async () => {
  const { overlap } = await lenses();
  const told = (cells: (typeof overlap)[number]["cells"]) => cells.map(({ with_name, orders, share }) => ({ with_name, orders, share }));
  expect(overlap.map(({ name, touched, cells }) => [name, touched, told(cells)])).toEqual([
    [
      "Ana",
      2,
      [
        { with_name: "Ana", orders: 2, share: "1" },
        { with_name: "Ben", orders: 1, share: "0.5" },
      ],
    ],
    [
      "Ben",
      2,
      [
        { with_name: "Ana", orders: 1, share: "0.5" },
        { with_name: "Ben", orders: 2, share: "1" },
      ],
    ],
  ]);
});

test("what an experiment says stands beside credit with its interval, the creator's own before that of all, and credit stays", async () => {
  expect((await calibrate({ factor: "0.5", low: "0.2", high: "0.9" })).status).toBe(201);
  await calibrate({ creator_id: world.ben.publicId, factor: "0.8", low: "0.4", high: "1.2" });
  t.clock.advanceMs(1);
  await calibrate({ creator_id: world.ben.publicId, factor: "0.7", low: "0.4", high: "1.2" });
  expect(await row("Ana")).toMatchObject({ path: "1", experiment: { orders: "0.5", low: "0.2", high: "0.9", is_of_all: true } });
  expect(await row("Ben")).toMatchObject({ path: "2", experiment: { orders: "1.4", low: "0.8", high: "2.4", is_of_all: false } });
  const { data } = await must<{ data: unknown[] }>(w, "GET", "/v1/attribution/calibrations");
  expect(data).toHaveLength(2);
  const story = await must<{ calibrations: unknown[] }>(w, "GET", `/v1/conversions/${formatId("ord", world.shared)}/story`);
  expect(story.calibrations).toMatchObject([
    { creator: { name: "Ana" }, factor: "0.5" },
    { creator: { name: "Ben" }, factor: "0.7", is_of_all: false },
  ]);
});

test("a factor is applied to the model that it was measured against, and says which", async () => {
  t.clock.advanceMs(1);
  await calibrate({ creator_id: world.ana.publicId, factor: "0.4", low: "0.2", high: "0.5", model: "first" });
  expect(await row("Ana")).toMatchObject({ path: "1", experiment: { orders: "0.8", low: "0.4", high: "1", model: "first" } });
  expect(await row("Ben")).toMatchObject({ experiment: { model: "last_non_direct" } });
  const { data } = await must<{ data: { model: string }[] }>(w, "GET", "/v1/attribution/calibrations");
  expect(data.map(({ model }) => model).toSorted()).toEqual(["first", "last_non_direct", "last_non_direct"]);
});

test.each([
  ["a model that is none", { factor: "0.5", low: "0", high: "1", model: "magic" }, "/model"],
  ["a factor outside of its interval", { factor: "2", low: "0", high: "1" }, "/factor"],
  ["a factor that is no number", { factor: "much", low: "0", high: "1" }, "/factor"],
  ["a level of nought", { factor: "0.5", low: "0", high: "1", level: "0.000" }, "/level"],
])("refuses %s", async (_what, body, pointer) => {
  const reply = await calibrate(body);
  expect([reply.status, (reply.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, pointer]);
});

test("orders of another currency are asked for by themselves, and a workspace without orders has no creators", async () => {
  expect(await lenses("from=2026-05-01&to=2026-06-01&currency=USD")).toMatchObject({ orders: 1, creators: [{ name: "Ben", touched: 1 }] });
  expect(await lenses("", await t.makeWorkspace())).toMatchObject({ orders: 0, creators: [], overlap: [] });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { formatId } from "../../../kernel/ids.ts";
import { recordTold } from "../../tracking/service.ts";
import { countClicks } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;
let ben: Paid;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w);
  ana = await world.addCreator("Ana");
  ben = await world.addCreator("Ben");
  t.clock.set("2026-06-10T12:00:00Z");
  for (const visitorClass of ["human", "unknown", "declared_bot", "prefetch", "preview", "head", "hosting"])
    await world.click(ana, "2026-06-01T10:00:00Z", { visitorClass });
  await world.click(ana, "2026-05-11T12:00:00.000Z"); // exactly 30 days ago, in the month before
  await world.click(ana, "2026-05-11T11:59:59.999Z");
});
afterAll(() => t.close());

type Answer = { id: string; clicks: object };
const counted = { human: 3, other: 5, since: "2026-05-11T12:00:00.000Z", is_capped: false };
const get = async (linkId: string) => (await w.call("GET", `/v1/links/${formatId("lnk", linkId)}`)).body as Answer;
const list = async (query = "") => ((await w.call("GET", `/v1/links${query}`)).body as { data: Answer[] }).data;

test("a link tells its clicks of 30 days, across months, those that can be a touch apart from bots and hosting networks", async () => {
  expect((await get(ana.linkId)).clicks).toEqual(counted);
});

test("a list tells the same of each of its links, and a link without clicks has none of either kind", async () => {
  const clicks = new Map((await list()).map((link) => [link.id, link.clicks]));
  expect(clicks.get(formatId("lnk", ana.linkId))).toEqual(counted);
  expect(clicks.get(formatId("lnk", ben.linkId))).toEqual({ ...counted, human: 0, other: 0 });
});

test("a page of one link tells the clicks of that link", async () => {
  const [first] = await list("?limit=1");
  expect(first).toMatchObject({ id: formatId("lnk", ben.linkId), clicks: { human: 0 } });
});

test("the clicks of another workspace are never counted, even where they name the same link", async () => {
  const other = await t.makeWorkspace();
  const occurredAt = new Date("2026-06-02T10:00:00Z");
  const common = { edge_id: other.storeId, class_reason: "test", consent: "granted", outcome: "redirected", visitor_class: "human" };
  const click = { ...common, workspace_id: other.id, id: t.ctx.newId(), occurred_at: occurredAt, domain_id: world.domainId };
  await recordTold(other.ctx, { clicks: [{ ...click, link_id: ana.linkId }], visits: [] });
  expect((await get(ana.linkId)).clicks).toEqual(counted);
  expect((await countClicks(other.ctx, [ana.linkId], 10))(ana.linkId)).toMatchObject({ human: 1, other: 0 });
});

test("of each link only the newest clicks are counted, and it is said when counting stopped", async () => {
  const of = async (most: number) => (await countClicks(w.ctx, [ana.linkId, ben.linkId], most))(ana.linkId);
  expect(await of(9)).toMatchObject({ human: 3, other: 5, is_capped: false });
  expect(await of(8)).toMatchObject({ human: 3, other: 5, is_capped: true });
  expect(await of(7)).toMatchObject({ human: 2, other: 5, is_capped: true });
});

test("a change of a link answers with the link alone: its clicks are no part of what was changed", async () => {
  const changed = await w.call("PATCH", `/v1/links/${formatId("lnk", ben.linkId)}`, { expires_at: null });
  expect(changed.body).not.toHaveProperty("clicks");
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must, plainRule } from "../../../test/builders.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { costSums, loadProgramsFor, lockEnrollment, payRuleAt } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Rule {
  id: string;
  version: number;
  effective_at: string;
  summary: string;
  document: unknown;
}
type Errors = { errors: { pointer: string; detail: string }[] };
const publish = (id: string, body: Record<string, unknown>) => w.call("POST", `/v1/programs/${id}/pay-rules`, body);

test("a program pays nothing until a rule is published, then says what it pays in one sentence", async () => {
  const { id } = await makeProgram(w, { name: "Spring", rule: null });
  expect(await must(w, "GET", `/v1/programs/${id}`)).toMatchObject({ name: "Spring", pay_rule: null, creators: 0, currency: null });
  expect((await w.call("GET", `/v1/programs/${id}/pay-rules/current`)).status).toBe(404);
  await publish(id, { document: plainRule() });
  expect(await must(w, "GET", `/v1/programs/${id}`)).toMatchObject({
    pay_rule: { version: 1, summary: expect.stringMatching(/^10 % of items after discount/) as string },
  });
});

test("a rule comes back as it was published", async () => {
  const { id } = await makeProgram(w, { rule: null });
  const document = plainRule({
    groups: [
      {
        id: "new-shoes",
        name: "Shoes for newcomers",
        conditions: { categories: ["shoes"], codes: ["ANA10"], customer: "new", renewals: { from: 0, before: 2 } },
        values: { new_customer: { kind: "fixed", money: { amount: "500", currency: "EUR" } }, returning_customer: { kind: "none" } },
      },
    ],
    recurrence: { kind: "months", count: 12 },
    cap: { money: { amount: "50000", currency: "EUR" }, per: "month" },
  });
  const rule = (await publish(id, { document })).body as Rule;
  expect(rule.document).toEqual(document);
  expect(await must<Rule>(w, "GET", `/v1/programs/${id}/pay-rules/${rule.id}`)).toEqual(rule);
});

test("a preview says in one sentence what a rule would mean, and publishes nothing", async () => {
  const { id } = await makeProgram(w, { rule: null });
  const preview = (document: unknown) => w.call("POST", `/v1/programs/${id}/pay-rules/preview`, { document });
  const { body } = await preview(plainRule());
  expect((body as { summary: string }).summary).toMatch(/^10 % of items after discount/);
  expect((await must<{ data: Rule[] }>(w, "GET", `/v1/programs/${id}/pay-rules`)).data).toEqual([]);
  expect(await preview({ ...plainRule(), hold_days: -1 })).toMatchObject({ status: 422 });
});

test("all faults of a rule come at once, each with its place", async () => {
  const { id } = await makeProgram(w, { rule: null });
  const money = { amount: "0", currency: "ZZZ" };
  const group = (values: Record<string, unknown>) => ({ id: "same", name: "G", conditions: {}, values: plainRule().otherwise, ...values });
  const reply = await publish(id, {
    document: plainRule({
      level: "basket",
      hold_days: -1,
      surprise: true,
      otherwise: { new_customer: { kind: "percent", rate: "1.5" }, returning_customer: { kind: "fixed", money } },
    }),
    effective_at: "tomorrow",
  });
  expect(reply.status).toBe(422);
  expect((reply.body as Errors).errors.map((error) => error.pointer).toSorted()).toEqual([
    "/document/hold_days",
    "/document/level",
    "/document/otherwise/new_customer/rate",
    "/document/surprise",
    "/effective_at",
  ]);
  const deeper = await publish(id, {
    document: plainRule({
      groups: [group({}), group({ conditions: { codes: ["\u0007"], renewals: { from: 3, before: 3 } } })],
      otherwise: { new_customer: { kind: "none" }, returning_customer: { kind: "fixed", money } },
      cap: { money: { amount: "-5", currency: "EUR" }, per: "month" },
    }),
  });
  expect((deeper.body as Errors).errors.map((error) => error.pointer)).toEqual([
    "/document/groups/0/conditions",
    "/document/groups/1/id",
    "/document/groups/1/conditions/codes/0",
    "/document/groups/1/conditions/renewals/before",
    "/document/otherwise/returning_customer/money/amount",
    "/document/otherwise/returning_customer/money/currency",
    "/document/cap/money/amount",
  ]);
});

test("a new version leaves the old ones as they were, and an order is decided by the version of its time", async () => {
  const { id, uuid } = await makeProgram(w, { since: "2026-01-01T00:00:00Z" });
  const half = { kind: "percent", rate: "0.5" };
  await publish(id, {
    document: plainRule({ otherwise: { new_customer: half, returning_customer: half } }),
    effective_at: "2026-06-01T00:00:00Z",
  });
  const at = async (instant: string) => (await payRuleAt(w.ctx, uuid, new Date(instant)))?.version;
  expect(await at("2025-12-31T23:59:59.999Z")).toBeUndefined();
  expect(await at("2026-01-01T00:00:00Z")).toBe(1);
  expect(await at("2026-05-31T23:59:59.999Z")).toBe(1);
  expect(await at("2026-06-01T00:00:00Z")).toBe(2);
  const { data } = await must<{ data: Rule[] }>(w, "GET", `/v1/programs/${id}/pay-rules`);
  expect(data.map((rule) => [rule.version, rule.summary.slice(0, 4)])).toEqual([
    [2, "50 %"],
    [1, "10 %"],
  ]);
});

test("a version published now replaces one that was scheduled for later", async () => {
  const { id, uuid } = await makeProgram(w);
  await publish(id, { document: plainRule(), effective_at: "2026-06-01T00:00:00Z" });
  await publish(id, { document: plainRule({ hold_days: 60 }) });
  expect((await payRuleAt(w.ctx, uuid, new Date("2026-07-01T00:00:00Z")))?.rule.holdDays).toBe(60);
});

test("only the first version may take effect in the past", async () => {
  const { id } = await makeProgram(w, { since: "2020-01-01T00:00:00Z" });
  const reply = await publish(id, { document: plainRule(), effective_at: "2026-04-30T00:00:00Z" });
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/effective_at" }] } });
});

test("ten versions published at once are numbered one to ten", async () => {
  const { id } = await makeProgram(w, { rule: null });
  await Promise.all(Array.from({ length: 10 }, () => publish(id, { document: plainRule() })));
  const { data } = await must<{ data: Rule[] }>(w, "GET", `/v1/programs/${id}/pay-rules`);
  expect(data.map((rule) => rule.version)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("programs are listed by kind and store, and an archived one is out of the list", async () => {
  const one = await makeProgram(w, { name: "One" });
  t.clock.advanceMs(1000);
  await must(w, "POST", "/v1/programs", { name: "Two", kind: "ambassador" });
  const list = async (query: string) =>
    (await must<{ data: { name: string }[] }>(w, "GET", `/v1/programs?${query}`)).data.map((program) => program.name);
  expect(await list("")).toEqual(["Two", "One"]);
  expect(await list("kind=affiliate")).toEqual(["One"]);
  await must(w, "POST", `/v1/programs/${one.id}/archive`);
  expect(await list("")).toEqual(["Two"]);
  expect(await list("archived=true")).toEqual(["One"]);
});

test("a program cannot name another workspace's store or a currency that is none", async () => {
  const other = await t.makeWorkspace();
  const stores = await must<{ data: { id: string }[] }>(other, "GET", "/v1/stores");
  const store_id = stores.data[0]!.id;
  expect((await w.call("POST", "/v1/programs", { name: "X", kind: "affiliate", store_id })).status).toBe(404);
  expect((await w.call("POST", "/v1/programs", { name: "X", kind: "affiliate", currency: "QQQ" })).status).toBe(422);
  const { id } = await makeProgram(w);
  expect((await w.call("PATCH", `/v1/programs/${id}`, { store_id })).status).toBe(404);
  expect(await must(w, "PATCH", `/v1/programs/${id}`, { currency: "JPY" })).toMatchObject({ currency: "JPY", kind: "affiliate" });
});

test("what decides about creators at an instant is loaded in one go", async () => {
  const [ana, ben] = [await makeCreator(w), await makeCreator(w)];
  const spring = await makeProgram(w, { creators: [ana.id, ben.id] });
  const summer = await makeProgram(w, { creators: [ana.id], rule: null });
  const found = await loadProgramsFor(w.ctx, [ana.uuid], new Date("2026-05-01T00:00:00Z"));
  expect(found.enrollments.map((row) => row.program_id).toSorted()).toEqual([spring.uuid, summer.uuid].toSorted());
  const rules = new Map(found.programs.map((each) => [each.program.id, each.rule?.version]));
  expect(rules).toEqual(
    new Map([
      [spring.uuid, 1],
      [summer.uuid, undefined],
    ]),
  );
  await must(w, "POST", `/v1/programs/${spring.id}/archive`);
  const later = await loadProgramsFor(w.ctx, [ana.uuid], new Date("2026-05-01T10:00:00Z"));
  expect(later.programs.map((each) => each.program.id)).toEqual([summer.uuid]);
  const before = await loadProgramsFor(w.ctx, [ana.uuid], new Date("2026-05-01T09:59:59.999Z"));
  expect(before.programs).toHaveLength(2);
});

test("decisions about one creator in one program wait for each other", async () => {
  const ana = await makeCreator(w);
  const program = await makeProgram(w, { creators: [ana.id] });
  const order: string[] = [];
  const decide = (name: string) =>
    inTransaction(w.ctx, async (within) => {
      await lockEnrollment(within, program.uuid, ana.uuid);
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${name} out`);
    });
  await Promise.all(["a", "b", "c"].map(decide));
  for (const at of [0, 2, 4]) expect(order[at]!.replace("in", "out")).toBe(order[at + 1]);
});

test("costs of six kinds are entered, listed, summed by currency and taken out again", async () => {
  const ana = await makeCreator(w);
  const { id, uuid } = await makeProgram(w);
  const enter = (kind: string, amount: string, currency: string, more = {}) =>
    must<{ id: string }>(w, "POST", `/v1/programs/${id}/costs`, {
      kind,
      amount: { amount, currency },
      incurred_on: "2026-04-30",
      ...more,
    });
  const fee = await enter("fee", "150000", "EUR", { creator_id: ana.id, note: "two reels" });
  for (const kind of ["product", "shipping", "staff_time", "tools"]) await enter(kind, "1", "EUR");
  await enter("amplification", "5000", "JPY", { incurred_on: "2026-05-01" });
  // More together than a double holds exactly.
  for (let times = 0; times < 10; times++) await enter("tools", "999999999999999", "EUR");
  const sums = await costSums(w.ctx, { fromOn: "2026-04-01", toOn: "2026-05-01" });
  const tools = sums.find((sum) => sum.kind === "tools");
  expect(tools).toEqual({ programId: uuid, creatorId: null, kind: "tools", currency: "EUR", amountMinor: 9_999_999_999_999_991n });
  expect(sums.find((sum) => sum.kind === "fee")).toMatchObject({ creatorId: ana.uuid, amountMinor: 150_000n });
  expect(sums.some((sum) => sum.currency === "JPY")).toBe(false);
  await must(w, "POST", `/v1/programs/${id}/costs/${fee.id}/archive`);
  expect((await costSums(w.ctx, { fromOn: "2026-04-01", toOn: "2026-05-01" })).some((sum) => sum.kind === "fee")).toBe(false);
  const { data } = await must<{ data: { kind: string }[] }>(w, "GET", `/v1/programs/${id}/costs?kind=tools`);
  expect(data).toHaveLength(11);
});

test("a cost of nothing, below zero, in no currency or of another workspace's creator is refused", async () => {
  const { id } = await makeProgram(w);
  const foreign = await makeCreator(await t.makeWorkspace());
  const cost = (amount: unknown, more = {}) =>
    w.call("POST", `/v1/programs/${id}/costs`, { kind: "fee", amount, incurred_on: "2026-05-01", ...more });
  for (const amount of ["0", "-5", "1.5", "abc"]) expect((await cost({ amount, currency: "EUR" })).status).toBe(422);
  expect((await cost({ amount: "5", currency: "QQQ" })).status).toBe(422);
  expect((await cost({ amount: "5", currency: "EUR" }, { creator_id: foreign.id })).status).toBe(404);
});

test("another workspace's program is not there, whatever is asked of it", async () => {
  const other = await t.makeWorkspace();
  const theirs = await makeProgram(other);
  const mine = await makeCreator(w);
  const cost = { kind: "fee", amount: { amount: "1", currency: "EUR" }, incurred_on: "2026-05-01" };
  const replies = await Promise.all([
    w.call("GET", `/v1/programs/${theirs.id}`),
    w.call("PATCH", `/v1/programs/${theirs.id}`, { name: "Mine" }),
    w.call("POST", `/v1/programs/${theirs.id}/archive`),
    publish(theirs.id, { document: plainRule() }),
    w.call("GET", `/v1/programs/${theirs.id}/pay-rules`),
    w.call("POST", `/v1/programs/${theirs.id}/enrollments`, { creator_ids: [mine.id] }),
    w.call("GET", `/v1/enrollments?program_id=${theirs.id}`),
    w.call("POST", `/v1/programs/${theirs.id}/costs`, cost),
    w.call("GET", `/v1/programs/${theirs.id}/costs`),
  ]);
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([404]));
});

test("reading needs programs:read and changing needs programs:write", async () => {
  const reader = await t.makeWorkspace({ scopes: ["programs:read"] });
  expect((await reader.call("GET", "/v1/programs")).status).toBe(200);
  expect((await reader.call("POST", "/v1/programs", { name: "X", kind: "affiliate" })).status).toBe(403);
});

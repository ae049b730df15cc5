import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../test/builders.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { parseId } from "../../kernel/ids.ts";
import { signGoal } from "./service.ts";

interface Campaign {
  readonly id: string;
  readonly state: string;
  readonly launched_at: string | null;
  readonly goal: { digest: string; target: string; unit: string; definition: string; stakeholders: { signed_at: string | null }[] } | null;
  readonly creators: readonly object[];
  readonly programs: readonly object[];
}

let t: TestApp;
let w: TestWorkspace;
let ana: Made;
let program: Made;
let memberId: string;
/** The workspace's owner, signed in. */
let asOwner: WorkspaceContext;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  ana = await makeCreator(w, { name: "Ana" });
  program = await makeProgram(w, { name: "Spring" });
  memberId = (await must<{ data: { id: string }[] }>(w, "GET", "/v1/members")).data[0]!.id;
  const { user_id } = await t.ctx.db
    .selectFrom("members")
    .select("user_id")
    .where("workspace_id", "=", w.id)
    .where("id", "=", parseId("mem", memberId)!)
    .executeTakeFirstOrThrow();
  asOwner = { ...w.ctx, actor: { kind: "user", id: user_id } };
});
afterAll(() => t.close());

const days = { starts_on: "2026-05-01", ends_on: "2026-05-15" };
const plan = (more: Record<string, unknown> = {}) => must<Campaign>(w, "POST", "/v1/campaigns", { name: "Launch", ...days, ...more });
const goal = (more: Record<string, unknown> = {}) => ({
  metric: "attributed_revenue",
  target: "25000",
  deadline_on: "2026-07-30",
  stakeholder_ids: [memberId],
  ...more,
});
const setGoal = (id: string, more: Record<string, unknown> = {}) => must<Campaign>(w, "PUT", `/v1/campaigns/${id}/goal`, goal(more));
const sign = (id: string, digest: string) => signGoal(asOwner, parseId("cmp", id)!, digest);
const problem = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { type: string }).type.split("/").at(-1)];

describe("a campaign", () => {
  test("has programs, creators and the workspace's currency unless one is named", async () => {
    const made = await plan({ program_ids: [program.id], creator_ids: [ana.id, ana.id] });
    expect(made).toMatchObject({ currency: "EUR", state: "draft", goal: null, store_id: null });
    expect([made.programs, made.creators]).toEqual([
      [{ program_id: program.id, name: "Spring" }],
      [{ creator_id: ana.id, name: "Ana", discount: null, format: null }],
    ]);
    const listed = await must<{ data: Campaign[] }>(w, "GET", "/v1/campaigns");
    expect(listed.data.map(({ id }) => id)).toContain(made.id);
  });

  test("that ends before it begins is refused at the field, and so is one with a creator of another workspace", async () => {
    const reply = await w.call("POST", "/v1/campaigns", { name: "Never", starts_on: "2026-05-02", ends_on: "2026-05-02" });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/ends_on" }] } });
    const other = await t.makeWorkspace();
    const theirs = await makeCreator(other);
    expect((await w.call("POST", "/v1/campaigns", { name: "Theirs", ...days, creator_ids: [theirs.id] })).status).toBe(404);
  });

  test("that is put away leaves the list and stays readable", async () => {
    const { id } = await plan();
    await must(w, "POST", `/v1/campaigns/${id}/archive`);
    const { data } = await must<{ data: Campaign[] }>(w, "GET", "/v1/campaigns");
    expect(data.map((each) => each.id)).not.toContain(id);
    expect(await must(w, "GET", `/v1/campaigns/${id}`)).toMatchObject({ archived_at: expect.any(String) });
  });
});

describe("a goal", () => {
  test("says exactly what is counted, in which unit", async () => {
    const { id } = await plan();
    expect((await setGoal(id)).goal).toMatchObject({ target: "25000", unit: "EUR", definition: expect.stringContaining("after refunds") });
    expect((await setGoal(id, { metric: "return_on_cost", target: "2.50" })).goal).toMatchObject({ target: "2.5", unit: "times the cost" });
    const own = { metric: "other", definition: "Seats booked at the launch dinner", unit: "seats", target: "40" };
    expect((await setGoal(id, own)).goal).toMatchObject({ definition: own.definition, unit: "seats", target: "40" });
  });

  test("is refused where its definition is missing, is not ours to change, or its deadline lies before the beginning", async () => {
    const { id } = await plan();
    const pointers = async (more: object) => {
      const { body } = await w.call("PUT", `/v1/campaigns/${id}/goal`, { ...goal(), ...more });
      return (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    };
    expect(await pointers({ metric: "other", deadline_on: "2026-04-30" })).toEqual(["/definition", "/deadline_on"]);
    expect(await pointers({ definition: "gross revenue" })).toEqual(["/definition"]);
  });

  test("cannot be launched before it is set and signed by everybody named, and is signed only by them", async () => {
    const { id } = await plan();
    expect(problem(await w.call("POST", `/v1/campaigns/${id}/launch`))).toEqual([409, "goal-missing"]);
    const { digest } = (await setGoal(id)).goal!;
    expect(problem(await w.call("POST", `/v1/campaigns/${id}/launch`))).toEqual([409, "goal-unsigned"]);
    expect(problem(await w.call("POST", `/v1/campaigns/${id}/goal/sign`, { digest }))).toEqual([403, "no-stakeholder"]);
    const signed = await sign(id, digest);
    expect(signed.goal!.stakeholders[0]!.signed_at).not.toBeNull();
    expect(await must<Campaign>(w, "POST", `/v1/campaigns/${id}/launch`)).toMatchObject({ launched_at: expect.any(String) });
  });

  test("that changed since it was read is not signed by mistake, and a signature of an earlier wording counts no more", async () => {
    const { id } = await plan();
    const first = (await setGoal(id)).goal!.digest;
    await sign(id, first);
    const second = (await setGoal(id, { target: "1" })).goal!;
    expect(second.stakeholders).toMatchObject([{ signed_at: null }]);
    await expect(sign(id, first)).rejects.toThrow(/changed since you read it/);
    await must(w, "PATCH", `/v1/campaigns/${id}`, { ends_on: "2026-05-20" });
    const moved = await must<Campaign>(w, "GET", `/v1/campaigns/${id}`);
    expect(moved.goal!.digest).not.toBe(second.digest);
    expect((await setGoal(id)).goal!.digest).not.toBe(first);
  });

  test("is locked by the launch: no change of it or of the days, and its digest stands in the audit log", async () => {
    const { id } = await plan();
    const { digest } = (await setGoal(id)).goal!;
    await sign(id, digest);
    await must(w, "POST", `/v1/campaigns/${id}/launch`);
    await must(w, "POST", `/v1/campaigns/${id}/launch`);
    expect(problem(await w.call("PUT", `/v1/campaigns/${id}/goal`, goal({ target: "1" })))).toEqual([409, "goal-locked"]);
    expect(problem(await w.call("PATCH", `/v1/campaigns/${id}`, { ends_on: "2026-06-01" }))).toEqual([409, "goal-locked"]);
    const named = await must<Campaign>(w, "PATCH", `/v1/campaigns/${id}`, { name: "Renamed", creator_ids: [ana.id] });
    expect(named).toMatchObject({ name: "Renamed", goal: { digest, target: "25000" } });
    const { data } = await must<{ data: { action: string; subject_id: string; detail: object }[] }>(w, "GET", "/v1/audit-events?limit=200");
    const launched = data.filter((event) => event.action === "campaign.launched" && event.subject_id === parseId("cmp", id));
    expect(launched.map((event) => event.detail)).toEqual([{ goal_digest: digest }]);
  });
});

test("a campaign is a draft until it is launched, then planned, running and ended by the brand's days", async () => {
  const { id } = await plan();
  await sign(id, (await setGoal(id)).goal!.digest);
  await must(w, "POST", `/v1/campaigns/${id}/launch`);
  const stateAt = async (instant: string) => {
    t.clock.set(instant);
    return (await must<Campaign>(w, "GET", `/v1/campaigns/${id}`)).state;
  };
  expect(await stateAt("2026-04-30T21:59:59Z")).toBe("planned");
  expect(await stateAt("2026-04-30T22:00:00Z")).toBe("running");
  expect(await stateAt("2026-05-14T22:00:00Z")).toBe("ended");
});

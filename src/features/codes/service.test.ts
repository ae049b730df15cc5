import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { findCodes } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let creator_id: string;
let program_id: string;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  creator_id = ((await w.call("POST", "/v1/creators", { name: "Ana" })).body as { id: string }).id;
  program_id = ((await w.call("POST", "/v1/programs", { name: "Spring", kind: "influencer" })).body as { id: string }).id;
});
afterAll(() => t.close());

type Code = { id: string; code: string; valid_from: string; disabled_at: string | null };
const make = (body: object) => w.call("POST", "/v1/codes", { creator_id, program_id, ...body });

describe("E20 a code", () => {
  test("E20 is found however it is typed on an order", async () => {
    const made = (await make({ code: "ANA10" })).body as Code;
    for (const typed of ["ana10", " Ana10 ", "ANA1O", "ANAI0"])
      expect(
        (await findCodes(w.ctx, [typed])).get(typed)?.map((code) => code.code),
        typed,
      ).toEqual([made.code]);
    expect((await findCodes(w.ctx, ["BEN10", "💥"])).get("BEN10")).toEqual([]);
  });

  test("E20 has one owner at a time: look-alikes and two programmes included", async () => {
    await make({ code: "LOOK10" });
    const second = ((await w.call("POST", "/v1/programs", { name: "Other", kind: "affiliate" })).body as { id: string }).id;
    expect((await make({ code: "l00k1O", program_id: second })).status).toBe(409);
  });

  test("E20 can go to somebody else after it has ended, and both are found", async () => {
    const end = "2026-06-01T00:00:00Z";
    expect((await make({ code: "REUSED", valid_from: "2026-05-01T00:00:00Z", valid_until: end })).status).toBe(201);
    const ben = ((await w.call("POST", "/v1/creators", { name: "Ben" })).body as { id: string }).id;
    expect((await make({ code: "REUSED", creator_id: ben, valid_from: "2026-05-31T23:59:59Z" })).status).toBe(409);
    expect((await make({ code: "REUSED", creator_id: ben, valid_from: end })).status).toBe(201);
    expect((await findCodes(w.ctx, ["reused"])).get("reused")).toHaveLength(2);
  });

  test("E20 can be switched off and its end moved, but never into another's time", async () => {
    const made = (await make({ code: "SWITCH" })).body as Code;
    expect(((await w.call("PATCH", `/v1/codes/${made.id}`, { disabled: true })).body as Code).disabled_at).not.toBeNull();
    expect((await w.call("PATCH", `/v1/codes/${made.id}`, { valid_until: made.valid_from })).status).toBe(422);
    const later = new Date(t.ctx.now() + 1000).toISOString();
    await w.call("PATCH", `/v1/codes/${made.id}`, { valid_until: later });
    expect((await make({ code: "SWITCH", valid_from: later })).status).toBe(201);
    expect((await w.call("PATCH", `/v1/codes/${made.id}`, { valid_until: null })).status).toBe(409);
  });

  test("is read by its id, and another workspace's is not there", async () => {
    const made = (await make({ code: "READ" })).body as Code;
    expect((await w.call("GET", `/v1/codes/${made.id}`)).body).toEqual(made);
    expect((await (await t.makeWorkspace()).call("GET", `/v1/codes/${made.id}`)).status).toBe(404);
  });

  test("E20 of twenty that ask for one code at once, one gets it", async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => make({ code: "RACE" })));
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });
});

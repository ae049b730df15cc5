import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  await t.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => t.close());

/** Opens the stream as a page does and gathers what it says. */
async function opened(key: string): Promise<{ reply: IncomingMessage; said: () => string; close: () => void }> {
  const { port } = t.app.server.address() as AddressInfo;
  const asked = get({ port, path: "/v1/live", headers: { authorization: `Bearer ${key}` } });
  const [reply] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  reply.setEncoding("utf8").on("data", (part: string) => (text += part));
  return { reply, said: () => text, close: () => asked.destroy() };
}

let placed = 0;
const placeOrder = async (at: TestWorkspace): Promise<void> => {
  const line = { list_price: { amount: "10000", currency: "EUR" } };
  await must(at, "POST", "/v1/conversions", { external_id: `o${(placed += 1)}`, occurred_at: "2026-05-01T09:00:00Z", lines: [line] });
  await t.settle();
};

const changed = (said: string): number => said.split("event: changed").length - 1;

describe("the stream of changes", () => {
  test("says that something changed when an order is settled, in this workspace alone", async () => {
    const other = await t.makeWorkspace();
    const [mine, theirs] = [await opened(w.key), await opened(other.key)];
    expect(mine.reply.headers["content-type"]).toContain("text/event-stream");
    await vi.waitUntil(() => changed(mine.said()) > 0 && changed(theirs.said()) > 0, { timeout: 20_000 });
    const [before, theirsBefore] = [changed(mine.said()), changed(theirs.said())];
    await placeOrder(w);
    await vi.waitUntil(() => changed(mine.said()) > before, { timeout: 20_000 });
    expect(changed(theirs.said())).toBe(theirsBefore);
    mine.close();
    theirs.close();
  });

  test("is not for who is not signed in, nor opened without end for one workspace, and a closed one makes room again", async () => {
    expect((await w.call("GET", "/v1/live", undefined, { authorization: "Bearer vouch_nobody" })).status).toBe(401);
    const crowded = await t.makeWorkspace();
    const streams = await Promise.all(Array.from({ length: 200 }, () => opened(crowded.key)));
    const refused = await opened(crowded.key);
    expect(refused.reply.statusCode).toBe(503);
    await vi.waitUntil(() => refused.said().includes("told of changes already"));
    streams[0]!.close();
    await vi.waitUntil(
      async () => {
        const again = await opened(crowded.key);
        const isIn = again.reply.statusCode === 200;
        if (!isIn) again.close();
        return isIn;
      },
      { timeout: 20_000 },
    );
    for (const { close } of streams) close();
  });
});

test("closing the server ends the streams", async () => {
  const stream = await opened(w.key);
  const ended = new Promise<void>((resolve) => stream.reply.on("error", () => {}).once("close", resolve));
  await t.app.close();
  await ended;
  expect(stream.said()).toContain("retry:");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must } from "../../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Recognised {
  account: { platform: string; handle: string; url: string } | null;
  problem: string | null;
  known: { id: string; reason: string }[];
}
const recognise = (query: Record<string, string>) =>
  must<Recognised>(w, "GET", `/v1/creators/recognise?${new URLSearchParams(query).toString()}`);

test.each([
  ["https://www.instagram.com/Anna.S/?hl=en", "instagram", "Anna.S"],
  ["tiktok.com/@anna?lang=en", "tiktok", "anna"],
  ["https://youtube.com/@anna/videos", "youtube", "anna"],
  ["https://x.com/anna/status/12", "x", "anna"],
])("%s is recognised as an account on %s", async (text, platform, handle) => {
  expect((await recognise({ text })).account).toMatchObject({ platform, handle });
});

test("a handle alone needs a platform, and the address of a post is no account: both are said", async () => {
  expect(await recognise({ text: "@anna" })).toMatchObject({ account: null, problem: expect.stringContaining("platform") as string });
  expect(await recognise({ text: "https://instagram.com/p/Cx1" })).toMatchObject({
    account: null,
    problem: expect.stringContaining("no account") as string,
  });
  expect((await recognise({ text: "@anna", platform: "threads" })).account).toMatchObject({ platform: "threads", handle: "anna" });
});

test("who has the account, its handle elsewhere, the e-mail address or nearly the name is shown with the surest reason, of this workspace alone", async () => {
  const holder = await makeCreator(w, { name: "Somebody", accounts: [{ platform: "instagram", handle: "maria.cooks" }] });
  const elsewhere = await makeCreator(w, { name: "Another", accounts: [{ platform: "tiktok", handle: "maria.cooks" }] });
  const mailed = await makeCreator(w, { name: "Third", email: "maria@example.com" });
  const named = await makeCreator(w, { name: "Maria Gonzales" });
  const other = await t.makeWorkspace();
  await makeCreator(other, { name: "Maria Gonzalez", email: "maria@example.com" });
  const found = await recognise({ text: "instagram.com/maria.cooks", email: "MARIA@example.com", name: "Maria Gonzalez" });
  expect(found.known.map(({ id, reason }) => [id, reason])).toEqual([
    [holder.id, "account"],
    [mailed.id, "email"],
    [elsewhere.id, "handle"],
    [named.id, "name"],
  ]);
});

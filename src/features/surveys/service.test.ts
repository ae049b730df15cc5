import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { formatId } from "../../kernel/ids.ts";

interface Answer {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly text: string | null;
  readonly counts: boolean;
  readonly order_id: string | null;
  readonly external_order_id: string;
  readonly creator_id: string | null;
  readonly source: string;
  readonly is_vouched: boolean;
  readonly shown: readonly string[];
}
interface Survey {
  readonly id: string;
  readonly page_url: string;
  readonly choices: readonly { readonly label: string }[];
}

let t: TestApp;
let w: TestWorkspace;
let ana: string;
let survey: Survey;
let orders = 0;

const choices = () => [
  { kind: "creator", creator_id: ana },
  { kind: "channel", channel: "organic_search" },
  { kind: "channel", channel: "word_of_mouth", label: "A friend of mine" },
];
const store_id = () => formatId("sto", w.storeId);
const make = (body: object = {}) =>
  w.call("POST", "/v1/surveys", { store_id: store_id(), question: "How did you hear?", choices: choices(), ...body });
const answersOf = async (id = survey.id) => (await must<{ data: Answer[] }>(w, "GET", `/v1/surveys/${id}/answers`)).data;
const nextOrder = () => `order-${++orders}`;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  ana = (await must<{ id: string }>(w, "POST", "/v1/creators", { name: "Ana" })).id;
});
beforeEach(async () => {
  survey = (await make()).body as Survey;
});
afterAll(() => t.close());

/** The page as a browser without any cookie sees it. */
async function open(url: string) {
  const { pathname, search } = new URL(url);
  const reply = await t.app.inject({ method: "GET", url: pathname + search, headers: { accept: "text/html" } });
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(reply.body)?.[1] ?? "";
  const keys = [...reply.body.matchAll(/type="radio" name="answer" value="([^"]*)"/g)].map((match) => match[1]!);
  return { reply, path: pathname, hidden, keys };
}

/** Answers as the form of that page does. */
async function send(url: string, answer: string, text = "", change: Readonly<Record<string, string>> = {}) {
  const page = await open(url);
  const fields = { order: page.hidden("order"), signature: page.hidden("signature"), seed: page.hidden("seed"), answer, text, ...change };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return t.app.inject({ method: "POST", url: page.path, headers, payload: new URLSearchParams(fields).toString() });
}

const signed = async (order: string) =>
  (await must<{ data: { url: string }[] }>(w, "POST", `/v1/surveys/${survey.id}/links`, { external_order_ids: [order] })).data[0]!.url;
const anaKey = (page: Awaited<ReturnType<typeof open>>) => page.keys.find((key) => key.startsWith("creator:"))!;

describe("a survey", () => {
  test("has its choices in its own words, in the creator's name or in the page's language", async () => {
    const german = (await make({ language: "de" })).body as Survey;
    expect(german.choices.map((choice) => choice.label)).toEqual(["Ana", "Eine Suchmaschine", "A friend of mine"]);
  });

  test("refuses choices that repeat, and creators who are not here", async () => {
    const twice = await make({ choices: [...choices(), { kind: "creator", creator_id: ana, label: "Ana again" }] });
    expect([twice.status, (twice.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, "/choices/3"]);
    const stranger = await (await t.makeWorkspace()).call("POST", "/v1/creators", { name: "Zoe" });
    const creator_id = (stranger.body as { id: string }).id;
    expect((await make({ choices: [{ kind: "creator", creator_id }] })).status).toBe(404);
  });
});

describe("the page", () => {
  test("asks without a script, a cookie or a word of another origin, and forbids all of them", async () => {
    const { reply } = await open(`${survey.page_url}?order=1001`);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *",
    );
    expect([reply.headers["set-cookie"], reply.headers["x-frame-options"]]).toEqual([undefined, undefined]);
    expect(reply.body).not.toMatch(/<script|https?:/);
  });

  test("may be framed only by the store's own origins where the store names them", async () => {
    await w.call("PATCH", `/v1/stores/${store_id()}`, { allowed_origins: ["https://shop.example"] });
    const { reply } = await open(`${survey.page_url}?order=1`);
    expect(reply.headers["content-security-policy"]).toContain("frame-ancestors https://shop.example");
    await w.call("PATCH", `/v1/stores/${store_id()}`, { allowed_origins: [] });
  });

  test("keeps an answer with what its viewer saw, in that order", async () => {
    const order = nextOrder();
    const page = await open(`${survey.page_url}?order=${order}`);
    expect((await send(`${survey.page_url}?order=${order}`, anaKey(page))).statusCode).toBe(200);
    const [answer] = await answersOf();
    expect(answer).toMatchObject({ kind: "creator", creator_id: ana, label: "Ana", source: "page", is_vouched: false, order_id: null });
    expect(answer!.shown.toSorted()).toEqual(["A friend of mine", "A search engine", "Ana"]);
  });

  test("keeps what was written under anything else, as it was written", async () => {
    const text = `  Anna from the "tent" <b>video</b>\u0000 🏕️ `;
    expect((await send(`${survey.page_url}?order=${nextOrder()}`, "other", text)).statusCode).toBe(200);
    expect((await answersOf())[0]).toMatchObject({ kind: "other", text: `Anna from the "tent" <b>video</b>  🏕️`, creator_id: null });
  });

  test("takes what was written without a choice as words of the customer's own, and asks again where nothing was said", async () => {
    const page = `${survey.page_url}?order=${nextOrder()}`;
    expect((await open(page)).reply.body).not.toContain("required");
    const nothing = await send(page, "", " ");
    expect(nothing.statusCode).toBe(422);
    expect(nothing.body).toContain("Your answer did not arrive whole.");
    expect(nothing.body.match(/type="radio"/g)).toHaveLength(4);
    expect((await send(page, "", "the lady with the tent")).statusCode).toBe(200);
    expect((await answersOf())[0]).toMatchObject({ kind: "other", text: "the lady with the tent" });
  });

  test.each([
    ["no choice", "", "", {}],
    ["a choice that it never offered", "creator:x:Eve", "", {}],
    ["anything else, left empty", "other", "  ", {}],
    ["a seed that is none", "other", "Ana", { seed: "9999999999" }],
    ["no order", "other", "Ana", { order: "" }],
    ["an order of control characters", "other", "Ana", { order: "1\n2" }],
    ["an order of 201 characters", "other", "Ana", { order: "9".repeat(201) }],
  ])("keeps nothing of a form with %s", async (_what, answer, text, change) => {
    expect((await send(`${survey.page_url}?order=1`, answer, text, change)).statusCode).toBe(422);
    expect(await answersOf()).toEqual([]);
  });

  test("is not there under any other key, and takes no answer once the survey is closed", async () => {
    expect((await open(`${survey.page_url.slice(0, -4)}AAAA?order=1`)).reply.body).not.toContain("<form");
    await w.call("PATCH", `/v1/surveys/${survey.id}`, { is_active: false });
    expect((await open(`${survey.page_url}?order=1`)).reply.statusCode).toBe(410);
    expect((await send(`${survey.page_url}?order=1`, "other", "Ana")).statusCode).toBe(410);
    expect((await w.call("POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: "1", text: "Ana" })).status).toBe(409);
  });

  test("takes five open answers to an order and no more, sent at once or not, and still the one by its signed link", async () => {
    const order = nextOrder();
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, each) => send(`${survey.page_url}?order=${order}`, "other", `${each}`)),
    );
    expect(replies.filter((reply) => reply.statusCode === 200)).toHaveLength(5);
    expect(replies.filter((reply) => reply.statusCode === 429)).toHaveLength(3);
    expect((await send(await signed(order), "other", "Ana")).statusCode).toBe(200);
  });
});

describe("the answer that counts", () => {
  const counted = async () => (await answersOf()).filter((answer) => answer.counts).map((answer) => answer.label);

  test("is the later one of two, and the earlier is kept", async () => {
    const order = nextOrder();
    await send(`${survey.page_url}?order=${order}`, "other", "first");
    t.clock.advanceMs(1);
    await send(`${survey.page_url}?order=${order}`, "other", "second");
    expect(await counted()).toEqual(["second"]);
    expect(await answersOf()).toHaveLength(2);
  });

  test("is the one by a signed link, also when somebody answers the open page after it", async () => {
    const order = nextOrder();
    await send(await signed(order), "other", "the customer");
    t.clock.advanceMs(1);
    await send(`${survey.page_url}?order=${order}`, "other", "anybody");
    expect(await counted()).toEqual(["the customer"]);
  });

  test("is not signed for an order by the signature of another", async () => {
    const signature = new URL(await signed(nextOrder())).searchParams.get("signature")!;
    await send(`${survey.page_url}?order=${nextOrder()}`, "other", "Ana", { signature });
    expect((await answersOf())[0]).toMatchObject({ source: "page", is_vouched: false });
  });

  test("finds its order when that comes after it", async () => {
    const external_id = nextOrder();
    await w.call("POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: external_id, creator_id: ana });
    const line = { list_price: { amount: "1000", currency: "EUR" } };
    const sent = await must<{ data?: unknown; id: string }>(w, "POST", "/v1/conversions", {
      external_id,
      occurred_at: "2026-05-01T09:00:00Z",
      lines: [line],
    });
    expect((await answersOf())[0]).toMatchObject({ order_id: sent.id, counts: true, source: "api", is_vouched: true });
  });
});

describe("an answer in words of the customer's own", () => {
  const write = async (text: string) =>
    must<Answer>(w, "POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: nextOrder(), text });
  const decide = (id: string, creator_id: string | null) => w.call("POST", `/v1/survey-answers/${id}/match`, { creator_id });

  test("means the creator whose name it surely is, with the score that made it so", async () => {
    expect(await write("ana")).toMatchObject({
      kind: "other",
      creator_id: ana,
      match: { creator_id: ana, score: "1", is_sure: true, by: "text" },
    });
    expect(await write("a podcast")).toMatchObject({ creator_id: null, match: null });
  });

  test("that fits two stays a guess until a person decides, and each decision takes the place of the one before", async () => {
    const [one, two] = await Promise.all(["Kit Moss", "Kit Hale"].map((name) => must<{ id: string }>(w, "POST", "/v1/creators", { name })));
    const answer = await write("Kit");
    expect(answer).toMatchObject({ creator_id: null, match: { score: "0.9", is_sure: false } });
    expect((await decide(answer.id, one!.id)).body).toMatchObject({
      creator_id: one!.id,
      match: { score: null, is_sure: true, by: "person" },
    });
    expect((await decide(answer.id, two!.id)).body).toMatchObject({ creator_id: two!.id });
    expect((await decide(answer.id, null)).body).toMatchObject({ creator_id: null, match: { creator_id: null, is_sure: true } });
  });

  test("alone can be decided: what was chosen means what it says", async () => {
    const chosen = await must<Answer>(w, "POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: nextOrder(), channel: "paid" });
    expect((await decide(chosen.id, ana)).status).toBe(409);
  });
});

test("an answer by the API says one thing, and not in the future", async () => {
  const add = (body: object) => w.call("POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: "1", ...body });
  expect((await add({})).status).toBe(422);
  expect((await add({ creator_id: ana, text: "Ana" })).status).toBe(422);
  expect((await add({ text: "Ana", answered_at: new Date(t.ctx.now() + 1).toISOString() })).status).toBe(422);
  expect(await answersOf()).toEqual([]);
});

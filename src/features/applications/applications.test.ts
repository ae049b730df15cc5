import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeProgram, must, type Made } from "../../../test/builders.ts";
import { openPlatformServer, type PlatformServer } from "../../../test/platform-server.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { applyPage, thanksPage } from "./page/page-html.ts";
import { pageKey, parsePageKey } from "./page/page-key.ts";

let t: TestApp;
let w: TestWorkspace;
let program: Made;
let platforms: PlatformServer;
let page: Page;
beforeAll(async () => {
  platforms = await openPlatformServer(() => t.ctx.now());
  t = await openTestApp({ platformStandIn: platforms.url });
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  platforms.youtube.channels.length = platforms.outages.length = 0;
  w = await t.makeWorkspace();
  program = await makeProgram(w, { name: "Ambassadors" });
  const consent = "I agree that my details are kept to decide on this application.";
  page = await must(w, "POST", "/v1/application-pages", { program_id: program.id, title: "Join us", intro: "Hello.\n\nCome in.", consent });
});
afterAll(async () => {
  await t.close();
  await platforms.close();
});

interface Page {
  readonly id: string;
  readonly url: string;
  readonly consent: string;
  readonly consent_version: number;
  readonly counts: Record<string, number>;
}
interface Application {
  readonly id: string;
  readonly state: string;
  readonly name: string;
  readonly consent_version: number;
  readonly creator_id: string | null;
  readonly accounts: { id: string; platform: string; handle: string; code: string; can_ask: boolean; check_said: string }[];
  readonly known: { creator_id: string; why: string; by: string }[];
}

const path = (): string => new URL(page.url).pathname;
const open = () => t.app.inject({ url: path() });
const openedOf = (html: string): string => /name="opened" value="([^"]+)"/.exec(html)![1]!;
const plain = {
  name: "Ana Berg",
  email: "ana@example.com",
  country: "at",
  account1: "https://www.youtube.com/@ana",
  message: "Hi",
  consent: "yes",
};

let networks = 0;
async function send(fields: Record<string, string> = {}, more: { afterMs?: number; from?: string } = {}) {
  const { afterMs = 20_000, from = `192.0.2.${++networks}` } = more;
  const opened = openedOf((await open()).body);
  t.clock.advanceMs(afterMs);
  const payload = new URLSearchParams({ ...plain, opened, ...fields }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return t.app.inject({ method: "POST", url: path(), payload, headers, remoteAddress: from });
}
const list = async (): Promise<Application[]> => (await must<{ data: Application[] }>(w, "GET", "/v1/applications")).data;
async function apply(fields: Record<string, string> = {}): Promise<Application> {
  expect((await send(fields)).statusCode).toBe(200);
  return (await list())[0]!;
}
const verify = (application: Application, by: "person" | "platform", at = 0) =>
  must<Application>(w, "POST", `/v1/applications/${application.id}/accounts/${application.accounts[at]!.id}/verify`, { by });
const approve = (application: Application, body: object = {}) => w.call("POST", `/v1/applications/${application.id}/approve`, body);

describe("the page", () => {
  test("may run no script, be in no frame and load nothing but its style; it sets no cookie", async () => {
    const reply = await open();
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect(reply.body).toContain("<h1>Join us</h1>");
    const { name } = await loadWorkspace(w.ctx);
    expect(reply.body).toContain(`<p class="brand">${name}</p>`);
    expect(reply.body).not.toContain("<script");
  });

  test("lets no text leave its place, neither what the brand wrote nor what was sent", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("brand", "title", "intro", "consent", "name", "account", "message", "fault", "key"),
        (noise, place) => {
          const text = `${noise}"><script>alert(1)</script>' onx=1`;
          const at = (name: string): string => (place === name ? text : "x");
          const shown = {
            key: at("key"),
            brand: at("brand"),
            language: "en",
            title: at("title"),
            intro: at("intro"),
            consent: at("consent"),
            opened: "1",
          } as const;
          const form = {
            name: at("name"),
            email: "",
            country: "",
            accounts: [at("account")],
            message: at("message"),
            consent: "",
            trap: "",
            opened: "",
          };
          const html = applyPage(shown, { form, faults: [{ field: "name", text: at("fault") }] });
          for (const each of [html, thanksPage(shown, text)]) expect(each).not.toContain("<script");
          expect(html.match(/<input/g)).toHaveLength(9);
        },
      ),
    );
  });

  test("is named by its key alone, and closes", async () => {
    const at = { workspaceId: "0188bac7-4afa-78aa-bc3b-bd1eef28d881", pageId: "0188bac7-4afa-78aa-bc3b-bd1eef28d882" };
    expect(parsePageKey(pageKey(at))).toEqual(at);
    expect((await t.app.inject({ url: `/apply/${pageKey(at)}` })).statusCode).toBe(404);
    await must(w, "PATCH", `/v1/application-pages/${page.id}`, { is_open: false });
    expect((await open()).statusCode).toBe(410);
  });

  test("is one a program", async () => {
    const again = { program_id: program.id, title: "Again", consent: "I agree to everything." };
    expect((await w.call("POST", "/v1/application-pages", again)).status).toBe(409);
  });
});

describe("an application", () => {
  test("is kept with the sentence that was agreed to, in its version", async () => {
    const first = await apply();
    expect(first).toMatchObject({ name: "Ana Berg", state: "new", consent_version: 1, accounts: [{ platform: "youtube", handle: "ana" }] });
    const changed = await must<Page>(w, "PATCH", `/v1/application-pages/${page.id}`, { consent: "I agree to something else." });
    expect(changed.consent_version).toBe(2);
    expect(await apply({ email: "b@example.com" })).toMatchObject({ consent: "I agree to something else.", consent_version: 2 });
    expect(await must(w, "GET", `/v1/applications/${first.id}`)).toMatchObject({ consent: page.consent, consent_version: 1 });
  });

  test("that is faulty is not kept: all faults are said at once, and nothing typed is lost", async () => {
    const reply = await send({
      name: "",
      email: "nobody",
      country: "Atlantis",
      account1: "https://example.com/me",
      consent: "",
      message: "Keep me",
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.body.match(/<li>/g)).toHaveLength(5);
    expect(reply.body).toContain("Keep me");
    expect(await list()).toEqual([]);
  });

  test("names its country in words, and its profile by platform and name as well as by address", async () => {
    const { accounts, ...more } = await apply({ country: "Deutschland", account1: "Instagram @selmastein", account2: "" });
    expect(more).toMatchObject({ country: "DE" });
    expect(accounts).toMatchObject([{ platform: "instagram", handle: "selmastein" }]);
  });

  test("whose fault is one field has the fault at it, says what to write, and keeps the consent", async () => {
    const faultAt = async (account1: string): Promise<string> => {
      const { body } = await send({ account1 });
      expect(body).toMatch(/<input type="checkbox"[^>]* checked/);
      expect(body).toMatch(/id="f-account1"[^>]* aria-describedby="f-account1-hint f-account1-fault" aria-invalid="true"/);
      return /<p class="fault" id="f-account1-fault">([^<]*)</.exec(body)![1]!;
    };
    expect(await faultAt("@selmastein")).toContain("such as “Instagram @selmastein”");
    expect(await faultAt("https://vm.tiktok.com/ZGeAbCdEf/")).toContain("paste its own address");
    expect(await faultAt("https://www.instagram.com/reel/C1abc/")).toContain("paste its own address");
    expect(await faultAt("https://example.com/me")).toContain("no address of a profile that we know");
  });

  test("that is sent twice, as by a second click, is one application with one code; other words are another", async () => {
    const before = (await list()).length;
    const code = (reply: { body: string }) => /vouch-[0-9A-Z]{8}/.exec(reply.body)![0];
    const from = "198.51.100.77";
    const first = await send({ message: "Twice" }, { from });
    const codes = (await Promise.all([1, 2, 3].map(() => send({ message: "Twice" }, { from })))).map(code);
    expect(codes).toEqual([1, 2, 3].map(() => code(first)));
    expect(await list()).toHaveLength(before + 1);
    expect(code(await send({ message: "Twice", account2: "https://www.instagram.com/ana.berg" }, { from }))).not.toBe(code(first));
    expect(await list()).toHaveLength(before + 2);
  });

  test("that is sent again after a profile was verified is still the one application", async () => {
    const from = "198.51.100.78";
    const first = await send({ message: "Again", account2: "https://www.youtube.com/channel/UC0000000000000000000001" }, { from });
    await verify((await list())[0]!, "person");
    const again = await send({ message: "Again", account2: "https://www.youtube.com/channel/UC0000000000000000000001" }, { from });
    const code = (reply: { body: string }) => /vouch-[0-9A-Z]{8}/.exec(reply.body)![0];
    expect(code(again)).toBe(code(first));
    expect(await list()).toHaveLength(1);
  });

  test("is offered to sign in by the name of each profile, a channel by its id", () => {
    const shown = { key: "k", brand: "Fell", title: "Join", language: "en" } as const;
    const signIns = ["ana", "channel/UC1"].map((handle) => ({ platform: "YouTube", handle, proof: "p" }));
    const html = thanksPage(shown, "vouch-abc", signIns);
    expect([...html.matchAll(/<button>([^<]+)/g)].map(([, label]) => label)).toEqual([
      "Sign in at YouTube as @ana",
      "Sign in at YouTube as channel/UC1",
    ]);
  });

  test("holds no address that the database cannot hold", async () => {
    expect((await send({ email: "a\0b@example.com" })).statusCode).toBe(422);
  });

  test("of a program that fills every field, or sends too fast or too late, is not kept", async () => {
    expect((await send({ website: "https://spam.example" })).statusCode).toBe(200);
    expect((await send({}, { afterMs: 500 })).statusCode).toBe(422);
    expect((await send({}, { afterMs: 25 * 3_600_000 })).statusCode).toBe(422);
    expect((await send({ opened: `${t.ctx.now() - 60_000}.AAAAAAAAAAAAAAAAAAAAAA` })).statusCode).toBe(422);
    expect(await list()).toEqual([]);
  });

  test("is one of at most five a day from one network, also of many sent at once; the address itself is kept nowhere", async () => {
    const opened = openedOf((await open()).body);
    t.clock.advanceMs(20_000);
    const one = (_: unknown, sender: number) =>
      t.app.inject({
        method: "POST",
        url: path(),
        payload: new URLSearchParams({ ...plain, opened, email: `ana${sender}@example.com` }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
        remoteAddress: "198.51.100.9",
      });
    const replies = await Promise.all(Array.from({ length: 8 }, one));
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(5);
    expect(replies.filter(({ statusCode }) => statusCode === 429)).toHaveLength(3);
    expect((await send({}, { from: "203.0.113.5" })).statusCode).toBe(200);
    const { rows } = await sql<{ text: string }>`select row(a.*)::text as text from applications a where workspace_id = ${w.id}`.execute(
      t.ctx.db,
    );
    expect(rows).toHaveLength(6);
    for (const { text } of rows) expect(text).not.toContain("198.51.100");
    t.clock.advanceMs(86_400_000);
    expect((await send({}, { from: "198.51.100.9" })).statusCode).toBe(200);
  });
});

describe("an account", () => {
  const connect = () => must(w, "POST", "/v1/platform-connections", { platform: "youtube", label: "x", api_key: "a-good-key" });
  const channel = (description: string) => ({
    id: `UC${"1".padStart(22, "0")}`,
    handle: "ana",
    title: "Ana",
    description,
    subscribers: 1,
    videos: [],
  });

  test("is verified when the platform shows the code in its bio, and only then", async () => {
    const application = await apply();
    expect(application.accounts[0]).toMatchObject({ code: expect.stringMatching(/^vouch-[2-9A-Z]{8}$/) as string, can_ask: false });
    await connect();
    expect(await verify(application, "platform")).toMatchObject({
      state: "new",
      accounts: [{ check_said: "YouTube has no such channel." }],
    });
    platforms.youtube.channels.push(channel("No code"));
    expect(await verify(application, "platform")).toMatchObject({ state: "new", accounts: [{ can_ask: true, verified_at: null }] });
    platforms.youtube.channels[0] = channel(`Hi, ${application.accounts[0]!.code.toLowerCase()}!`);
    expect(await verify(application, "platform")).toMatchObject({ state: "verified", accounts: [{ verified_by: "platform" }] });
  });

  test("stays as it is when the platform is away, and it is said", async () => {
    const application = await apply();
    await connect();
    platforms.outages.push({ status: 500, body: {} });
    const after = await verify(application, "platform");
    expect(after.state).toBe("new");
    expect(after.accounts[0]!.check_said).toContain("Nothing was changed");
  });
});

describe("a decision", () => {
  test("needs a verified account, makes the creator with it, enrolls them, and is made once", async () => {
    const application = await apply({ account2: "https://www.instagram.com/ana.berg" });
    expect(await approve(application)).toMatchObject({ status: 409 });
    await verify(application, "person");
    const replies = await Promise.all([approve(application), approve(application), approve(application)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [done] = await list();
    const creator = await must<{ accounts: object[] }>(w, "GET", `/v1/creators/${done!.creator_id}`);
    expect(creator).toMatchObject({ name: "Ana Berg", email: "ana@example.com", country: "AT", source: "application" });
    expect(creator.accounts).toMatchObject([{ platform: "youtube", handle: "ana" }]);
    expect(creator.accounts).toHaveLength(1);
    const { data } = await must<{ data: object[] }>(w, "GET", `/v1/enrollments?creator_id=${done!.creator_id}`);
    expect(data).toMatchObject([{ program_id: program.id }]);
    const refused = await w.call("POST", `/v1/applications/${application.id}/refuse`, { reason: "late" });
    expect(refused).toMatchObject({ status: 409, body: { detail: "It was approved on 2026-05-01." } });
  });

  test("finds who the applicant is already, and takes the creator that is named", async () => {
    const ana = await makeCreator(w, { name: "Anna", email: "ANA@example.com" });
    const application = await apply();
    expect(application.known).toEqual([{ creator_id: ana.id, name: "Anna", why: "has the same e-mail address", by: "email" }]);
    await verify(application, "person");
    expect(await approve(application)).toMatchObject({ status: 409, body: { detail: expect.stringContaining(ana.id) as string } });
    expect(await approve(application, { creator_id: ana.id })).toMatchObject({
      status: 200,
      body: { creator_id: ana.id, state: "approved" },
    });
    expect(await must(w, "GET", `/v1/creators/${ana.id}`)).toMatchObject({ accounts: [{ handle: "ana" }] });
  });

  test("is made as somebody new where only the e-mail address is another's, and not where a verified profile is", async () => {
    const ana = await makeCreator(w, { name: "Anna", email: plain.email });
    const application = await apply();
    await verify(application, "person");
    expect(await approve(application, { creator_id: ana.id, is_new: true })).toMatchObject({ status: 422 });
    const done = await approve(application, { is_new: true });
    expect(done).toMatchObject({ status: 200, body: { state: "approved" } });
    expect((done.body as Application).creator_id).not.toBe(ana.id);
    const second = await apply({ email: "other@example.com" });
    expect(await verify(second, "person")).toMatchObject({ known: [{ by: "profile", why: "has ana on youtube" }] });
    expect(await approve(second, { is_new: true })).toMatchObject({ status: 409 });
  });

  test("takes no creator for the applicant by a profile that nobody verified: it is said whose it is, and left out", async () => {
    const lena = await makeCreator(w, { name: "Lena", accounts: [{ platform: "tiktok", handle: "lenabergmann" }] });
    const application = await apply({ account2: "https://www.tiktok.com/@lenabergmann" });
    expect(application).toMatchObject({ known: [], accounts: [{ held_by: null }, { held_by: { creator_id: lena.id, name: "Lena" } }] });
    await verify(application, "person");
    const done = await approve(application);
    expect(done).toMatchObject({ status: 200, body: { state: "approved" } });
    const { creator_id: becameId } = done.body as Application;
    expect(becameId).not.toBe(lena.id);
    expect(await must(w, "GET", `/v1/creators/${becameId}`)).toMatchObject({ accounts: [{ platform: "youtube", handle: "ana" }] });
    expect(await must(w, "GET", `/v1/creators/${lena.id}`)).toMatchObject({ accounts: [{ platform: "tiktok" }] });
    expect(await must(w, "GET", `/v1/enrollments?creator_id=${lena.id}`)).toMatchObject({ data: [] });
  });

  test("for somebody who asked not to be contacted waits until they are off the list; their form is taken", async () => {
    await must(w, "POST", "/v1/do-not-contact", { email: plain.email, reason: "asked" });
    const application = await apply();
    await verify(application, "person");
    for (const body of [{}, { creator_id: (await makeCreator(w, { name: "Anna" })).id }]) {
      const reply = await approve(application, body);
      expect(reply.status).toBe(409);
      expect((reply.body as { detail: string }).detail).toMatch(
        /^Ana Berg applied with the address ana@example\.com \(entry dnc_.* asked earlier not to be contacted/,
      );
    }
    expect(await list()).toMatchObject([{ state: "verified", creator_id: null }]);
    const { data } = await must<{ data: { id: string }[] }>(w, "GET", "/v1/do-not-contact");
    await must(w, "DELETE", `/v1/do-not-contact/${data[0]!.id}`);
    expect(await approve(application)).toMatchObject({ status: 200, body: { state: "approved" } });
  });

  test("against an applicant keeps the reason, and stays", async () => {
    const application = await apply();
    const url = `/v1/applications/${application.id}/refuse`;
    expect(await must(w, "POST", url, { reason: "Other topics" })).toMatchObject({ state: "refused", reason: "Other topics" });
    expect((await approve(application)).status).toBe(409);
    const { data } = await must<{ data: Page[] }>(w, "GET", "/v1/application-pages");
    expect(data[0]!.counts).toEqual({ new: 0, verified: 0, approved: 0, refused: 1 });
  });
});

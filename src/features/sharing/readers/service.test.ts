import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { bodyOf, openMailServer, type MailServer } from "../../../../test/mail-server.ts";
import { parseId } from "../../../kernel/ids.ts";
import { sharedReports } from "../../reports/sheets/service.ts";
import { mailReport } from "../mailing/service.ts";
import { mailInvitation } from "./service.ts";

interface Reader {
  readonly id: string;
  readonly email: string;
  readonly state: string;
  readonly last_state: string | null;
  readonly problem: string | null;
}
interface Schedule {
  readonly id: string;
  readonly outside_readers: readonly Reader[];
}

let t: TestApp;
let w: TestWorkspace;
let server: MailServer;
let scheduleId: string;
let memberId: string;
let people = 0;
const done = new Set<string>();

beforeAll(async () => {
  server = await openMailServer();
  t = await openTestApp({ smtpUrl: server.url });
});
afterAll(async () => {
  await t.close();
  await server.close();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  server.mood = "takes";
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  memberId = (await must<{ data: { id: string }[] }>(w, "GET", "/v1/members")).data[0]!.id;
  scheduleId = await makeSchedule();
  server.taken.length = 0;
});

const rule = { report: "overview", every: "week", on_day: 1, at_hour: 8 };
const makeSchedule = async (body: object = { member_ids: [memberId] }) =>
  (await must<{ id: string }>(w, "POST", "/v1/report-schedules", { ...rule, ...body })).id;
const nextPerson = () => `client${++people}@example.org`;
const invite = (email: string, body: object = {}, id = scheduleId) =>
  w.call("POST", `/v1/report-schedules/${id}/readers`, { email, ...body });
const readers = async (id = scheduleId) =>
  (await must<{ data: Schedule[] }>(w, "GET", "/v1/report-schedules")).data.find((each) => each.id === id)!.outside_readers;
const stateOf = async (email: string, id = scheduleId) => (await readers(id)).find((each) => each.email === email)?.state;
const actions = async () =>
  (await must<{ data: { action: string }[] }>(w, "GET", "/v1/audit-events?limit=100")).data
    .map(({ action }) => action)
    .filter((action) => action.startsWith("report_reader."))
    .toReversed();

/** Carries out the invitations that wait in the queue. */
async function mailInvitations(): Promise<void> {
  const { rows } = await sql<{ id: string; payload: { readerId: string; sealed: string } }>`
    select id::text as id, payload from graphile_worker._private_jobs
    where payload->>'workspaceId' = ${w.id} and payload->>'sealed' is not null order by _private_jobs.id`.execute(t.ctx.db);
  for (const { id, payload } of rows.filter((row) => !done.has(row.id))) {
    done.add(id);
    await mailInvitation(w.ctx, payload);
  }
}

const linkIn = (text: string, what: string): string =>
  new RegExp(`http://127\\.0\\.0\\.1:4600(/report-mails/${what}/[\\w-]+)`).exec(text)?.[1] ?? "none";
const mailTo = (email: string) => server.taken.findLast((mail) => mail.to === email);

/** Invites somebody and gives the link in the mail they got. */
async function invited(email: string, id = scheduleId): Promise<string> {
  expect((await invite(email, {}, id)).status).toBe(201);
  await mailInvitations();
  return linkIn(bodyOf(mailTo(email)!), "invitation");
}

const get = (url: string) => t.app.inject({ url });
const post = (url: string, payload = "", type = "application/x-www-form-urlencoded") =>
  t.app.inject({ method: "POST", url, payload, headers: { "content-type": type } });
const say = (url: string, answer: string) => post(url, `answer=${answer}`);

/** Mails the report to everybody who wants it now. */
async function mailNow(): Promise<void> {
  t.clock.advanceMs(60_000);
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/send-now`);
  const due = { workspaceId: w.id, scheduleId: parseId("sch", scheduleId)!, dueAt: new Date(t.ctx.now()) };
  await mailReport(w.ctx, sharedReports, due);
}

test("somebody outside gets a mail that asks, and no report before they press yes on its page", async () => {
  const email = nextPerson();
  const link = await invited(email);
  const text = bodyOf(mailTo(email)!);
  expect(text).toContain("Test brand would like to send you a report by e-mail");
  expect(text).toContain("Overview, every week, on Monday at 08:00 (Europe/Berlin)");
  await mailNow();
  expect(server.taken.filter((mail) => mail.to === email)).toHaveLength(1);
  expect((await get(link)).statusCode).toBe(200);
  expect((await t.app.inject({ method: "HEAD", url: link })).statusCode).toBe(200);
  expect(await stateOf(email)).toBe("invited");
  expect((await say(link, "yes")).statusCode).toBe(200);
  expect(await stateOf(email)).toBe("confirmed");
  await mailNow();
  const report = mailTo(email)!;
  expect(report.text).toContain("Content-Type: application/pdf; name=overview.pdf");
  expect(bodyOf(report)).toContain("because you said that you want it");
  expect(await actions()).toEqual(["report_reader.invited", "report_reader.confirmed"]);
});

test("the page that asks says who, what, how often and to whom, runs nothing and is kept by nobody", async () => {
  const email = nextPerson();
  const { body, headers } = await get(await invited(email));
  for (const words of ["Test brand", "Overview", "every week, on Monday at 08:00 (Europe/Berlin)", email, "you end it with one press"])
    expect(body).toContain(words);
  expect(body).not.toMatch(/<script|style=|https?:/);
  expect(headers["content-security-policy"]).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect([headers["cache-control"], headers["referrer-policy"], headers["x-robots-tag"], headers["set-cookie"]]).toEqual([
    "no-store",
    "no-referrer",
    "noindex, nofollow, noarchive",
    undefined,
  ]);
});

test("an invitation answers once: what is pressed later changes nothing, two presses at once are one", async () => {
  const email = nextPerson();
  const link = await invited(email);
  await Promise.all([say(link, "yes"), say(link, "yes"), say(link, "maybe")]);
  expect((await say(link, "no")).body).toContain("You get reports from Test brand");
  expect(await stateOf(email)).toBe("confirmed");
  expect(await actions()).toEqual(["report_reader.invited", "report_reader.confirmed"]);
});

test("an invitation is over after seven days, and when a newer one was sent", async () => {
  const email = nextPerson();
  const first = await invited(email);
  t.clock.advanceMs(86_400_000);
  const second = await invited(email);
  expect(second).not.toBe(first);
  expect((await say(first, "yes")).statusCode).toBe(404);
  t.clock.advanceMs(7 * 86_400_000);
  expect((await say(second, "yes")).statusCode).toBe(404);
  expect(await stateOf(email)).toBe("expired");
});

test("a token that is guessed, cut or of another reader shows the same page as one that never was", async () => {
  const [one, two] = [await invited(nextPerson()), await invited(nextPerson())];
  const path = "/report-mails/invitation/";
  const mixed = one.slice(0, path.length + 44) + two.slice(path.length + 44);
  const bodies = await Promise.all([mixed, one.slice(0, -1), `${path}nonsense`, `${path}${"A".repeat(76)}`].map(get));
  expect(new Set(bodies.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(bodies[0]!.statusCode).toBe(404);
});

test("the token is kept as its hash alone, and the queue holds it sealed", async () => {
  const email = nextPerson();
  const link = await invited(email);
  const secret = link.slice(-32);
  const { rows } = await sql<{ text: string }>`
    select payload::text as text from graphile_worker._private_jobs where payload->>'workspaceId' = ${w.id}
    union all select r::text from outside_readers r where workspace_id = ${w.id}`.execute(t.ctx.db);
  const kept = rows.map(({ text }) => text).join("\n");
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain(Buffer.from(secret, "base64url").toString("hex"));
  expect(kept).not.toContain(Buffer.from(secret, "base64url").toString("base64"));
});

test.each([
  ["application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
  ["multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'],
  ["text/plain", ""],
])("every mail can be ended by what a mail program posts as %s, and looking at the link ends nothing", async (type, payload) => {
  const email = nextPerson();
  await say(await invited(email), "yes");
  await mailNow();
  const head = mailTo(email)!.text.replaceAll(/\r\n[ \t]+/g, " ");
  expect(head).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  const url = /List-Unsubscribe: <http:\/\/127\.0\.0\.1:4600([^>]+)>/.exec(head)![1]!;
  expect((await get(url)).statusCode).toBe(200);
  expect(await stateOf(email)).toBe("confirmed");
  expect((await post(url, payload, type)).statusCode).toBe(200);
  expect((await post(url, payload, type)).statusCode).toBe(200);
  expect(await stateOf(email)).toBe("stopped");
  await mailNow();
  expect(server.taken.filter((mail) => mail.to === email)).toHaveLength(2);
  expect(await actions()).toEqual(["report_reader.invited", "report_reader.confirmed", "report_reader.stopped"]);
});

test("who said no is not asked again by this workspace, under no spelling and for no report, and the answer does not tell", async () => {
  const email = nextPerson();
  await say(await invited(email), "no");
  expect(await stateOf(email)).toBe("declined");
  expect(await invite(email)).toMatchObject({ status: 409, body: { type: expect.stringContaining("reader-wants-none") } });
  const other = await makeSchedule();
  server.taken.length = 0;
  const [known, unknown] = [await invite(email.toUpperCase(), {}, other), await invite(nextPerson(), {}, other)];
  const shape = ({ status, body }: { status: number; body: never }) => [status, Object.keys(body), (body as Reader).state];
  expect(shape(known)).toEqual(shape(unknown));
  await mailInvitations();
  expect(server.taken.map((mail) => mail.to.toLowerCase())).not.toContain(email);
});

test("who was only asked can end that by the link in the same mail, and saying yes takes the other link", async () => {
  const email = nextPerson();
  await invited(email);
  const stop = linkIn(bodyOf(mailTo(email)!), "stop");
  expect((await get(stop)).body).toContain("Do not ask me again");
  await post(stop.replace("/stop/", "/start/"));
  expect(await stateOf(email)).toBe("invited");
  await post(stop);
  expect(await stateOf(email)).toBe("declined");
});

test("only the person begins it again, by the link of theirs, and then can be invited as before", async () => {
  const email = nextPerson();
  const link = await invited(email);
  const stop = linkIn((await say(link, "no")).body.replaceAll('action="', 'action="http://127.0.0.1:4600'), "start");
  expect((await get(stop)).statusCode).toBe(200);
  expect(await stateOf(email)).toBe("declined");
  expect((await post(stop)).body).toContain("You get reports from Test brand");
  expect(await stateOf(email)).toBe("confirmed");
  await mailNow();
  expect(mailTo(email)!.text).toContain("overview.pdf");
});

test("whoever ends the mails gets nothing more of the workspace, and other workspaces are not concerned", async () => {
  const email = nextPerson();
  const other = await makeSchedule();
  await say(await invited(email), "yes");
  await say(await invited(email, other), "yes");
  await mailNow();
  await post(linkIn(bodyOf(mailTo(email)!), "stop"));
  expect([await stateOf(email), await stateOf(email, other)]).toEqual(["stopped", "stopped"]);
  w = await t.makeWorkspace();
  memberId = (await must<{ data: { id: string }[] }>(w, "GET", "/v1/members")).data[0]!.id;
  scheduleId = await makeSchedule();
  expect(await invited(email)).not.toBe("none");
});

test("who ended the mails after they were planned gets none of them", async () => {
  const email = nextPerson();
  await say(await invited(email), "yes");
  t.clock.advanceMs(60_000);
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/send-now`);
  const stop = linkIn(bodyOf(mailTo(email)!), "stop");
  await post(stop);
  await mailReport(w.ctx, sharedReports, { workspaceId: w.id, scheduleId: parseId("sch", scheduleId)!, dueAt: new Date(t.ctx.now()) });
  expect(server.taken.filter((mail) => mail.to === email)).toHaveLength(1);
  expect((await readers())[0]).toMatchObject({ last_state: "failed" });
});

test("one address is asked three times in 30 days at most, a workspace asks 20 in a day, and what was refused can be asked when the time is over", async () => {
  const email = nextPerson();
  for (let count = 0; count < 3; count++) expect((await invite(email)).status).toBe(201);
  expect((await invite(email)).status).toBe(429);
  const replies = await Promise.all(Array.from({ length: 20 }, () => invite(nextPerson())));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(17);
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(3);
  t.clock.advanceMs(86_400_000 + 1);
  expect((await invite(email)).status).toBe(429);
  expect((await invite(nextPerson())).status).toBe(201);
  t.clock.advanceMs(29 * 86_400_000);
  expect((await invite(email)).status).toBe(201);
});

/** Whether the paper in a mail has a name in letters that only one of its fonts has. */
const hasTheName = (email: string): boolean => {
  const file = /filename=creator\.pdf\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mailTo(email)!.text)![1]!;
  return /Unifont/.test(Buffer.from(file, "base64").toString("latin1"));
};

test("people outside see neither names nor amounts unless that was said, and members of the same report see both", async () => {
  const { id: creator_id } = await must<{ id: string }>(w, "POST", "/v1/creators", { name: "田中 美咲" });
  const body = { report: "creator", creator_id, member_ids: [memberId] };
  scheduleId = await makeSchedule(body);
  const [least, most] = [nextPerson(), nextPerson()];
  expect((await invite(least)).body).toMatchObject({ shows_names: false, shows_money: false });
  expect((await invite(most, { shows_names: true, shows_money: true })).body).toMatchObject({ shows_names: true, shows_money: true });
  await mailInvitations();
  expect(bodyOf(mailTo(least)!)).toContain("One creator, every week");
  expect((await get(linkIn(bodyOf(mailTo(least)!), "invitation"))).body).not.toContain("田中");
  for (const email of [least, most]) await say(linkIn(bodyOf(mailTo(email)!), "invitation"), "yes");
  await mailNow();
  const { email: member } = (await must<{ data: { email: string }[] }>(w, "GET", "/v1/members")).data[0]!;
  expect([hasTheName(least), hasTheName(most), hasTheName(member)]).toEqual([false, true, true]);
});

test("a server that knows no such address ends it: the reader bounced, is mailed no more, and can be invited anew", async () => {
  const email = nextPerson();
  server.mood = "refuses";
  await invite(email);
  await mailInvitations();
  expect(await stateOf(email)).toBe("bounced");
  server.mood = "takes";
  await say(await invited(email), "yes");
  server.mood = "refuses";
  await mailNow().catch(() => {});
  expect((await readers())[0]).toMatchObject({ state: "bounced", last_state: "failed" });
});

test("a reader who is taken out is forgotten by address, and one who was erased as a customer too", async () => {
  const [one, two] = [nextPerson(), nextPerson()];
  await say(await invited(one), "yes");
  const id = (await readers())[0]!.id;
  await must(w, "DELETE", `/v1/report-readers/${id}`);
  await must(w, "DELETE", `/v1/report-readers/${id}`);
  await say(await invited(two), "yes");
  const line = { list_price: { amount: "1000", currency: "EUR" } };
  const order = { external_id: "o1", occurred_at: "2026-05-01T09:00:00Z", lines: [line], customer: { email: two.toUpperCase() } };
  const { id: orderId } = await must<{ id: string }>(w, "POST", "/v1/conversions", order);
  const { customer_id } = await must<{ customer_id: string }>(w, "GET", `/v1/conversions/${orderId}`);
  await must(w, "DELETE", `/v1/customers/${customer_id}`);
  await t.settle();
  expect(await readers()).toEqual([]);
  const { rows } = await sql<{ text: string }>`
    select r::text as text from outside_readers r where workspace_id = ${w.id}
    union all select d::text from audit_details d where workspace_id = ${w.id}
    union all select m::text from report_mails m where workspace_id = ${w.id}
    union all select payload::text from graphile_worker._private_jobs where payload->>'workspaceId' = ${w.id}`.execute(t.ctx.db);
  expect(rows.map(({ text }) => text).join("\n")).not.toMatch(/client\d+@/i);
  await mailNow();
  expect(server.taken.filter((mail) => mail.text.includes("overview.pdf")).map((mail) => mail.to)).not.toContain(two);
});

test("a report may be for people outside alone, and is of somebody at least", async () => {
  const email = nextPerson();
  const id = await makeSchedule({ outside: [{ email }] });
  await mailInvitations();
  expect(server.taken.map((mail) => mail.to)).toContain(email);
  expect(await stateOf(email, id)).toBe("invited");
  const nobody = await w.call("POST", "/v1/report-schedules", rule);
  expect(nobody).toMatchObject({ status: 422, body: { errors: [{ pointer: "/member_ids" }] } });
  const wrong = await invite("nobody");
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/email" }] } });
});

test("another workspace's report and reader are not found", async () => {
  await invite(nextPerson());
  const { id } = (await readers())[0]!;
  const stranger = await t.makeWorkspace();
  expect((await stranger.call("POST", `/v1/report-schedules/${scheduleId}/readers`, { email: nextPerson() })).status).toBe(404);
  expect((await stranger.call("DELETE", `/v1/report-readers/${id}`)).status).toBe(404);
});

test("the same request with the same key invites once", async () => {
  const email = nextPerson();
  const headers = { "idempotency-key": "once" };
  const url = `/v1/report-schedules/${scheduleId}/readers`;
  const [one, two] = [await w.call("POST", url, { email }, headers), await w.call("POST", url, { email }, headers)];
  expect([one.status, two.body]).toEqual([201, one.body]);
  await mailInvitations();
  expect(server.taken).toHaveLength(1);
});

test("two invitations to one address can be answered no at once, again and again", async () => {
  const other = await makeSchedule();
  for (let round = 0; round < 10; round++) {
    const email = nextPerson();
    if (round % 3 === 0) t.clock.advanceMs(86_400_001);
    const links = [await invited(email), await invited(email, other)];
    const answers = await Promise.all([...links, ...links].map((link) => say(link, "no")));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect([await stateOf(email), await stateOf(email, other)]).toEqual(["declined", "declined"]);
  }
});

test("a report has at most fifty readers outside, also when several are invited at once; who is among them can be asked again", async () => {
  const first = nextPerson();
  expect((await invite(first)).status).toBe(201);
  for (let more = 1; more < 49; more++) {
    if (more % 20 === 0) t.clock.advanceMs(86_400_001);
    expect((await invite(nextPerson())).status).toBe(201);
  }
  t.clock.advanceMs(86_400_001);
  const last = await Promise.all([1, 2, 3, 4].map(() => invite(nextPerson())));
  expect(last.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 429, 429, 429]);
  expect(await readers()).toHaveLength(50);
  expect((await invite(first)).status).toBe(201);
});

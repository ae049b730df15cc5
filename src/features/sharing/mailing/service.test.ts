import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openMailServer, type MailServer } from "../../../../test/mail-server.ts";
import { parseId } from "../../../kernel/ids.ts";
import { sharedReports } from "../../reports/sheets/service.ts";
import { planDue } from "../schedules/service.ts";
import { mailReport } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let server: MailServer;
let scheduleId: string;
let memberId: string;

beforeAll(async () => {
  server = await openMailServer();
  t = await openTestApp({ smtpUrl: server.url });
});
afterAll(async () => {
  await t.close();
  await server.close();
});

const rule = { report: "overview", every: "week", on_day: 1, at_hour: 8 };
const dueAt = new Date("2026-05-04T06:00:00Z");

beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  server.mood = "takes";
  server.taken.length = 0;
  server.arrived.length = 0;
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  memberId = (await must<{ data: { id: string }[] }>(w, "GET", "/v1/members")).data[0]!.id;
  scheduleId = (await must<{ id: string }>(w, "POST", "/v1/report-schedules", { ...rule, member_ids: [memberId] })).id;
});

interface Schedule {
  readonly id: string;
  readonly next_due_at: string;
  readonly recipients: readonly { readonly last_state: string | null; readonly opted_out: boolean; readonly last_problem: string | null }[];
}
const schedule = async () => (await must<{ data: Schedule[] }>(w, "GET", "/v1/report-schedules")).data.find(({ id }) => id === scheduleId)!;
const state = async () => (await schedule()).recipients[0]!.last_state;
const notices = async () => (await must<{ data: { message: string }[] }>(w, "GET", "/v1/notices")).data.map(({ message }) => message);
const mail = (at = dueAt) => mailReport(w.ctx, sharedReports, { workspaceId: w.id, scheduleId: parseId("sch", scheduleId)!, dueAt: at });

async function whenDue(): Promise<void> {
  t.clock.set("2026-05-04T06:00:10Z");
  await planDue(t.ctx);
}

test("on its hour the report comes as a PDF, with a link by which its reader ends it", async () => {
  expect((await schedule()).next_due_at).toBe(dueAt.toISOString());
  await planDue(t.ctx);
  await mail();
  expect(server.taken).toHaveLength(0);
  await whenDue();
  await mail();
  const [taken] = server.taken;
  expect(server.taken).toHaveLength(1);
  expect(taken!.text).toContain("Subject: Overview, Test brand");
  expect(taken!.text).toContain("Content-Type: application/pdf; name=overview.pdf");
  const body = /filename=overview\.pdf\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(taken!.text)?.[1] ?? "";
  expect(Buffer.from(body, "base64").subarray(0, 8).toString()).toBe("%PDF-1.7");
  expect(taken!.text).toMatch(/List-Unsubscribe:\s+<http:\/\/127/);
  expect(await schedule()).toMatchObject({ next_due_at: "2026-05-11T06:00:00.000Z", recipients: [{ last_state: "sent" }] });
});

test("however many workers plan and mail at a time, each reader gets one", async () => {
  t.clock.set("2026-05-04T06:00:10Z");
  await Promise.all([planDue(t.ctx), planDue(t.ctx), planDue(t.ctx)]);
  await Promise.all([mail(), mail(), mail()]);
  await mail();
  expect(server.taken).toHaveLength(1);
});

test("what was missed while nobody worked is made up for by one mail", async () => {
  t.clock.set("2026-06-10T00:00:00Z");
  await planDue(t.ctx);
  await mail();
  expect(server.taken).toHaveLength(1);
  expect((await schedule()).next_due_at).toBe("2026-06-15T06:00:00.000Z");
});

test("a server that refuses is tried three times, then the workspace is told and can send it again", async () => {
  server.mood = "refuses";
  await whenDue();
  await expect(mail()).rejects.toThrow("550");
  expect(await state()).toBe("waiting");
  await expect(mail()).rejects.toThrow("550");
  await mail();
  expect(await state()).toBe("failed");
  expect(await notices()).toEqual([expect.stringContaining("could not be mailed in 3 tries")]);
  server.mood = "takes";
  t.clock.advanceMs(60_000);
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/send-now`);
  await mail(new Date(t.ctx.now()));
  expect(server.taken).toHaveLength(1);
});

const messageIds = () => server.arrived.map(({ text }) => /^Message-ID: (\S+)/m.exec(text.replaceAll(/\r\n[ \t]+/g, " "))?.[1]);

test("a mail that may have arrived is sent once more, under the same Message-ID, and its state says so", async () => {
  server.mood = "drops";
  await whenDue();
  await expect(mail()).rejects.toThrow("closed");
  expect(await state()).toBe("waiting");
  server.mood = "takes";
  await mail();
  await mail();
  expect(await schedule()).toMatchObject({ recipients: [{ last_state: "sent", last_problem: expect.stringContaining("a second time") }] });
  expect(messageIds()).toHaveLength(2);
  expect(new Set(messageIds()).size).toBe(1);
  expect(await notices()).toEqual([]);
});

test("one that twice may have arrived is not sent a third time, and the workspace is told", async () => {
  server.mood = "drops";
  await whenDue();
  await expect(mail()).rejects.toThrow("closed");
  await mail();
  await mail();
  expect(await state()).toBe("unknown");
  expect(messageIds()).toHaveLength(2);
  expect(await notices()).toEqual([expect.stringContaining("nobody can say whether it arrived")]);
});

const leaveInTheMiddle = () => t.ctx.db.updateTable("report_mails").set({ state: "sending" }).where("workspace_id", "=", w.id).execute();

test("what a killed worker left in the middle of being sent is sent once more, and never a third time", async () => {
  await whenDue();
  await leaveInTheMiddle();
  await mail();
  expect(await state()).toBe("sent");
  await leaveInTheMiddle();
  await mail();
  expect(await state()).toBe("unknown");
  expect(server.taken).toHaveLength(1);
  expect(await notices()).toEqual([expect.stringContaining("nobody can say whether it arrived")]);
});

test("who ends the mails by the link gets none any more, and nobody else can end them", async () => {
  await whenDue();
  await mail();
  const token = /report-mails\/stop\/([\w-]+)>/.exec(server.taken[0]!.text.replaceAll(/\r\n[ \t]/g, ""))![1]!;
  const stop = (text: string) => t.app.inject({ method: "POST", url: "/v1/report-mails/stop", payload: { token: text } });
  expect((await stop(`${token.slice(0, -2)}AA`)).statusCode).toBe(404);
  expect((await stop(token)).statusCode).toBe(200);
  expect((await schedule()).recipients).toMatchObject([{ opted_out: true }]);
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/send-now`);
  await mail(new Date(t.ctx.now()));
  expect(server.taken).toHaveLength(1);
});

test("a stopped report is not mailed, and what does not fit is refused", async () => {
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/stop`);
  await must(w, "POST", `/v1/report-schedules/${scheduleId}/stop`);
  await whenDue();
  await mail();
  expect(server.taken).toHaveLength(0);
  expect((await w.call("POST", `/v1/report-schedules/${scheduleId}/send-now`)).status).toBe(404);
  const wrong = await w.call("POST", "/v1/report-schedules", { ...rule, on_day: 8, member_ids: [memberId] });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/on_day" }] } });
});

import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember, usersOfMembers } from "../src/features/members/service.ts";
import { sharedReports } from "../src/features/reports/sheets/service.ts";
import { createSchedule, sendNow } from "../src/features/sharing/schedules/service.ts";
import { createWorkspace } from "../src/features/workspaces/service.ts";
import { parseId } from "../src/kernel/ids.ts";
import { asSystem } from "../src/platform/context.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { closePool, openPool } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";
import { openMailServer, type MailServer } from "../test/mail-server.ts";
import { bareEnvironment, vouchFromSource } from "../test/vouch.ts";
import { withContext } from "./direct-context.ts";
import { eventually } from "./running-vouch.ts";

const secret = "a secret of the crash tests, 32 bytes or more";
const [ana, ben, cleo] = ["ana@example.com", "ben@example.com", "cleo@example.com"] as const;

let base: string;
let database: EmbeddedPostgres;
let owner: pg.Pool;
let server: MailServer;
let worker: ChildProcess;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-mail-crash-"));
  chmodSync(base, 0o755);
  database = await startEmbeddedPostgres({ root: path.join(base, "pg"), log: silentLog() });
  await migrate({ url: database.url, log: silentLog() });
  owner = openPool({ url: database.url, name: "mail crash test", log: silentLog() });
  server = await openMailServer();
}, 120_000);

afterAll(async () => {
  await killWorker();
  await server.close();
  await closePool(owner);
  await database.stop();
  rmSync(base, { recursive: true, force: true });
}, 60_000);

function startWorker(): void {
  const env = bareEnvironment({ DATABASE_URL: database.url, VOUCH_SECRET: secret, VOUCH_DATA: base, SMTP_URL: server.url });
  worker = spawn(process.execPath, [...vouchFromSource, "worker"], { env, stdio: "ignore" });
}

async function killWorker(): Promise<void> {
  const gone = new Promise((resolve) => worker.once("exit", resolve));
  if (worker.exitCode === null && worker.signalCode === null && worker.kill("SIGKILL")) await gone;
}

/** A report for three members, put in the queue to be mailed now. */
const makeReport = () =>
  withContext({ databaseUrl: database.url, secret, filesDirectory: base }, async (outside) => {
    const people = [];
    for (const email of [ana, ben, cleo])
      people.push(await outside.people.create({ email, name: email, password: "correct horse battery" }));
    const brand = { name: "Crash", slug: "crash", zone: "UTC", currency: "EUR", isSample: false, storeKind: "custom" as const };
    const { workspaceId } = await createWorkspace(outside, { ...brand, ownerUserId: people[0]!.id });
    const ctx = { ...asSystem(outside, workspaceId), actor: { kind: "user" as const, id: people[0]!.id } };
    for (const { id } of people.slice(1)) await addMember(ctx, id, "viewer");
    const member_ids = [...(await usersOfMembers(ctx)).keys()];
    const asked = { report: "overview" as const, every: "day" as const, on_day: 1, at_hour: 8, shows_names: true, shows_money: true };
    const schedule = await createSchedule(ctx, sharedReports, { ...asked, member_ids, outside: [] });
    await sendNow(ctx, parseId("sch", schedule.id)!);
  });

interface MailState {
  readonly email: string;
  readonly state: string;
  readonly problem: string | null;
}
async function states(): Promise<Record<string, string>> {
  const { rows } = await owner.query<MailState>(
    'select u.email, m.state, m.problem from report_mails m join auth."user" u on u.id = m.reader_id order by u.email',
  );
  return Object.fromEntries(rows.map(({ email, state, problem }) => [email, problem === null ? state : `${state}: ${problem}`]));
}

const arrivedAt = (email: string) => server.arrived.filter((mail) => mail.to === email);
const messageIds = (email: string) => new Set(arrivedAt(email).map(({ text }) => /^Message-ID: (\S+)/m.exec(text)?.[1] ?? "none"));

const until = (what: string, holds: () => boolean) => eventually(what, async () => (holds() ? true : undefined), 60);

test("a worker that is killed with kill -9 while a server has a mail loses none: what may have arrived is sent once more and no third time, and no reader waits for another's", async () => {
  await makeReport();
  server.silentTo.add(ben).add(cleo);
  startWorker();
  await until("every mail at the server", () => [ana, ben, cleo].every((email) => arrivedAt(email).length === 1));
  await eventually("what is known of Ana's", async () => ((await states())[ana] === "sent" ? true : undefined));
  await killWorker();
  expect(await states()).toEqual({ [ana]: "sent", [ben]: "sending", [cleo]: "sending" });

  server.silentTo.delete(ben);
  startWorker();
  await until("both once more", () => [ben, cleo].every((email) => arrivedAt(email).length === 2));
  await eventually("what is known of Ben's", async () => ((await states())[ben]?.startsWith("sent") === true ? true : undefined));
  await killWorker();

  server.silentTo.clear();
  startWorker();
  await eventually("what is known of Cleo's", async () => ((await states())[cleo]?.startsWith("unknown") === true ? true : undefined), 60);
  expect(await states()).toEqual({
    [ana]: "sent",
    [ben]: "sent: sent a second time, under the same Message-ID: the first may have arrived",
    [cleo]: "unknown: its sender died while it was sent",
  });
  expect([ana, ben, cleo].map((email) => arrivedAt(email).length)).toEqual([1, 2, 2]);
  expect([ana, ben, cleo].map((email) => messageIds(email).size)).toEqual([1, 1, 1]);
  const { rows } = await owner.query<{ message: string }>("select message from notices");
  expect(rows.map(({ message }) => message)).toEqual([expect.stringContaining("nobody can say whether it arrived")]);
}, 240_000);

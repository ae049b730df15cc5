import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { untilSomebodyWaits } from "../../../../test/until-somebody-waits.ts";
import { formatId, uuidV7 } from "../../../kernel/ids.ts";
import { onSnapshot } from "../../../platform/db/database.ts";
import { listTables } from "../../../platform/backup/catalogue.ts";
import { recomputeAttribution } from "../../attribution/service.ts";
import { matureDue } from "../../commissions/service.ts";
import { recordTold } from "../../tracking/service.ts";
import { keepSums, keepSumsOf, sumDifference } from "./service.ts";

const zone = "Asia/Kolkata";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let creators: readonly Paid[];
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:40:00Z");
  w = await t.makeWorkspace({ zone });
  world = await openPayWorld(t, w);
  creators = [await world.addCreator("Ana"), await world.addCreator("Ben"), await world.addCreator("Cleo")];
  await world.addCode(creators[1]!, "BEN10");
  owner = new pg.Client(t.database.url);
  await owner.connect();
  for (let number = 0; number < 30; number++) await place(number);
});
afterAll(async () => {
  await owner.end();
  await t.close();
});
beforeEach(() => t.clock.set("2026-05-10T10:40:00Z"));

const dayMs = 86_400_000;
const nowMs = (): number => t.ctx.now();

async function click(creator: Paid, atMs: number): Promise<string> {
  const id = uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));
  const common = { edge_id: w.storeId, class_reason: "test", consent: "granted", outcome: "redirected", visitor_class: "human" };
  const whose = { workspace_id: w.id, link_id: creator.linkId, creator_id: creator.creatorId, domain_id: world.domainId };
  await recordTold(w.ctx, { clicks: [{ ...common, ...whose, id, occurred_at: new Date(atMs) }], visits: [] });
  return id;
}

/** A click of one creator and, half an hour later, an order that names it; every third has another's code, every fifth is in dollars. */
async function place(number: number): Promise<string> {
  const atMs = nowMs() - (number % 20) * 0.7 * dayMs - number * 61_000 - 3_600_000;
  const clickId = await click(creators[number % 3]!, atMs - 1_800_000);
  return world.order({
    externalId: `s-${number}`,
    clickId,
    codes: number % 3 === 0 ? ["BEN10"] : [],
    email: `${number % 7}@example.com`,
    totalMinor: BigInt(1_000 + 37 * number),
    occurredAtMs: atMs,
  });
}

const paths = (): string[] => {
  const period = "from=2026-04-20&to=2026-05-12";
  return [
    `/v1/reports/overview?${period}`,
    `/v1/attribution/comparison?${period}`,
    `/v1/attribution/lenses?${period}`,
    `/v1/reports/programs/${world.publicProgramId}?${period}`,
    `/v1/reports/creators/${creators[0]!.publicId}?${period}`,
    "/v1/ledger/balances",
  ];
};

async function shown(): Promise<unknown[]> {
  const replies = [];
  for (const path of paths()) replies.push(await w.call("GET", path));
  expect(replies.map((reply) => reply.status)).toEqual(paths().map(() => 200));
  return replies.map((reply) => reply.body);
}

/** What the rows alone say: sums are thrown away, as they may be at any time. */
async function shownByRows(): Promise<unknown[]> {
  await owner.query("delete from rollup_spans");
  return shown();
}

const difference = (): Promise<string | undefined> => onSnapshot(w.ctx, sumDifference);
const keep = (): Promise<boolean> => keepSumsOf(w.ctx, zone);
const count = async (table: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);

/** Does something while sums are kept, and sees that the reports say at once, and after the next round, what the rows say. */
async function expectSame(change: () => Promise<unknown>): Promise<void> {
  await keep();
  const before = await shown();
  await change();
  const [changed, differs] = [await shown(), await difference()];
  await keep();
  const [after, differsAfter] = [await shown(), await difference()];
  expect([differs, differsAfter]).toEqual([undefined, undefined]);
  expect(changed).not.toEqual(before);
  expect(after).toEqual(changed);
  expect(await shownByRows()).toEqual(changed);
}

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url));

/** A process of its own that makes this workspace's sums. */
function spawnWorker(): ChildProcess {
  const { appUrl } = t.database;
  const script = `
    import { openDatabase } from ${moduleAt("../../../platform/db/database.ts")};
    import { openPool } from ${moduleAt("../../../platform/db/pool.ts")};
    import { silentLog } from ${moduleAt("../../../platform/log.ts")};
    import { keepSumsOf } from ${moduleAt("./service.ts")};
    const db = openDatabase(openPool({ url: ${JSON.stringify(appUrl)}, name: "killed", log: silentLog() }));
    await keepSumsOf({ db, now: () => ${nowMs()}, workspaceId: ${JSON.stringify(w.id)} }, ${JSON.stringify(zone)});`;
  const options = ["--conditions=@vouch/source", "--import", "tsx", "--input-type=module", "--eval", script];
  return spawn(process.execPath, options, { stdio: "inherit" });
}

describe("reports on kept sums", () => {
  test("say what the rows say, in a zone half an hour off the hours of UTC", async () => {
    const byRows = await shownByRows();
    expect(await keep()).toBe(true);
    expect(await count("rollup_credits")).toBeGreaterThan(20);
    expect(await count("rollup_marks")).toBe(0);
    expect(await shown()).toEqual(byRows);
    expect(await difference()).toBeUndefined();
  });

  test("know a refund of an old order at once", () =>
    expectSame(() => world.takeBack({ externalId: "late", names: [{ kind: "order", value: "s-17" }], amountMinor: 321n })));

  test("know a click that comes days late", () => expectSame(() => click(creators[2]!, nowMs() - 6 * dayMs)));

  test("know an order that is imported into a day of the past, and one before the first", async () => {
    await expectSame(() => world.order({ externalId: "past", occurredAtMs: nowMs() - 9.5 * dayMs }));
    await expectSame(async () => {
      await world.order({ externalId: "first", occurredAtMs: Date.parse("2026-04-20T00:10:00Z") });
    });
  });

  test("follow an order to another day and another currency", () =>
    expectSame(() =>
      world.order({ externalId: "s-4", source: "csv", occurredAtMs: nowMs() - 2.2 * dayMs, totalMinor: 77_000n, email: "4@example.com" }),
    ));

  test("know what matures", () =>
    expectSame(async () => {
      t.clock.set("2026-05-28T00:20:00Z");
      await matureDue(t.ctx);
      t.clock.set("2026-05-10T10:40:00Z");
    }));

  test("follow a recomputation of all credit", () =>
    expectSame(async () => {
      await owner.query(
        "update credits set shares = array_fill(0, array[cardinality(shares)]), computed_at = computed_at - interval '1 day'",
      );
      await owner.query(
        "insert into rollup_marks (workspace_id, subject, hour) select distinct workspace_id, 'credits', date_trunc('hour', occurred_at, 'UTC') from conversions",
      );
      await keep();
      const without = await shown();
      await recomputeAttribution(w.ctx);
      expect(await shown()).not.toEqual(without);
      await click(creators[0]!, nowMs() - dayMs); // whatever else: something changed against before
    }));

  test("go on when a day ends: its hours become one sum", async () => {
    await keep();
    const hoursBefore = () =>
      count("rollup_spans where before_at - from_at = interval '1 hour' and before_at <= '2026-05-10T18:30:00Z' and subject <> 'ledger'");
    expect(await hoursBefore()).toBe(4 * 16);
    t.clock.set("2026-05-11T10:40:00Z");
    await keep();
    expect(await hoursBefore()).toBe(0);
    const { rows } = await owner.query<{ n: string }>(
      `select count(*) as n from rollup_spans a join rollup_spans b on b.workspace_id = a.workspace_id and b.subject = a.subject
       and b.from_at > a.from_at and b.from_at < a.before_at`,
    );
    expect(rows[0]!.n).toBe("0");
    expect(await difference()).toBeUndefined();
  });
});

describe("beside each other", () => {
  test("orders, refunds and clicks that come while sums are made are in every report, whatever was committed when", async () => {
    let isWriting = true;
    const writing = (async () => {
      for (let number = 100; number < 130; number++) {
        await place(number);
        if (number % 4 === 0)
          await world.takeBack({ externalId: `r-${number}`, names: [{ kind: "order", value: `s-${number}` }], amountMinor: 50n });
      }
      isWriting = false;
    })();
    const keeping = (async () => {
      while (isWriting) {
        await keep();
        expect(await difference()).toBeUndefined();
      }
    })();
    await Promise.all([writing, keeping]);
    const atOnce = await shown();
    expect(await shownByRows()).toEqual(atOnce);
  });

  test("two workers make each sum once", async () => {
    await owner.query("delete from rollup_spans");
    await Promise.all([keep(), keep(), keep()]);
    expect(await difference()).toBeUndefined();
    expect(await shown()).toEqual(await shownByRows());
  });

  test("a change that is not committed when its day is summed up is not lost with its mark", async () => {
    await keep();
    const atMs = nowMs() - 5 * dayMs;
    const id = uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));
    const slow = new pg.Client(t.database.url);
    await slow.connect();
    await slow.query("begin");
    await slow.query(
      `insert into clicks (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, outcome, visitor_class, class_reason, consent)
       values ($1, $2, $3, $1, $4, $5, $6, 'redirected', 'human', 'test', 'granted')`,
      [w.id, new Date(atMs), id, creators[0]!.linkId, world.domainId, creators[0]!.creatorId],
    );
    await slow.query(
      "insert into rollup_marks (workspace_id, subject, hour) values ($1, 'clicks', date_trunc('hour', $2::timestamptz, 'UTC'))",
      [w.id, new Date(atMs)],
    );
    await click(creators[1]!, atMs); // another of the same hour, committed, has the day summed up
    await keep();
    await slow.query("commit");
    await slow.end();
    const atOnce = await shown();
    expect(await difference()).toBeUndefined();
    expect(await shownByRows()).toEqual(atOnce);
  });

  test("a worker that is killed while it makes sums leaves nothing half made", async () => {
    await keep();
    await world.takeBack({ externalId: "killed", names: [{ kind: "order", value: "s-9" }], amountMinor: 11n });
    const before = await shown();
    await owner.query("begin; lock table rollup_lenses in access exclusive mode");
    const worker = spawnWorker();
    await untilSomebodyWaits(t.ctx.db);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    await owner.query("commit");
    expect(await shown()).toEqual(before);
    expect(await difference()).toBeUndefined();
    await keep();
    expect(await shown()).toEqual(before);
    expect(await count("rollup_marks")).toBe(0);
  });
});

test("the proof names the day whose sum was tampered with", async () => {
  await keep();
  await owner.query(
    "update rollup_orders set kept_minor = kept_minor + 1 where from_at = (select from_at from rollup_orders where workspace_id = $1 order by from_at limit 1)",
    [w.id],
  );
  expect(await difference()).toMatch(
    /^orders from 2026-04-\d\dT18:30:00.000Z to 2026-04-\d\dT18:30:00.000Z: rollup_orders keeps other figures/,
  );
  await owner.query("delete from rollup_spans");
});

test("sums under another formula count for nothing and are made anew", async () => {
  await keep();
  const before = await shown();
  await owner.query("update rollup_spans set formula = 'older'");
  await owner.query("update rollup_orders set kept_minor = kept_minor + 1");
  expect(await shown()).toEqual(before);
  await keep();
  expect(await difference()).toBeUndefined();
  expect(await shown()).toEqual(before);
});

test("a backup leaves sums out", async () => {
  const names = (await listTables(owner)).map((table) => table.name);
  expect(names).toContain("public.conversions");
  expect(names.filter((name) => name.includes("rollup"))).toEqual([]);
});

test("the worker makes the sums of every workspace, and has itself called again", async () => {
  await owner.query("delete from rollup_spans");
  await keepSums(t.ctx, undefined);
  expect(await count("rollup_spans")).toBeGreaterThan(0);
  expect(await count("graphile_worker._private_jobs where key = 'keep-sums'")).toBe(1);
  expect(formatId("ws", w.id)).toBe(w.publicId);
});

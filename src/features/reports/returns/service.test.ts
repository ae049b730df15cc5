import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { untilSomebodyWaits } from "../../../../test/until-somebody-waits.ts";
import { formatId, uuidV7 } from "../../../kernel/ids.ts";
import { listTables } from "../../../platform/backup/catalogue.ts";
import { onSnapshot } from "../../../platform/db/database.ts";
import { recomputeAttribution } from "../../attribution/service.ts";
import { recordTold } from "../../tracking/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { keepSumsOf, sumDifference } from "../rollups/service.ts";
import { returnDifference } from "./service.ts";

const zone = "Asia/Kolkata";
const dayMs = 86_400_000;
const beginMs = Date.parse("2026-04-20T00:00:00Z");

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let creators: readonly Paid[];
let owner: pg.Client;
let campaigns: { launch: string; echo: string; alone: string };

/** The same numbers each time, in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const visitors = new Map<number, string>();
const visitorOf = (buyer: number): string => {
  const known = visitors.get(buyer) ?? t.ctx.newId();
  visitors.set(buyer, known);
  return known;
};
async function click(creator: number, atMs: number, visitor: string): Promise<void> {
  const id = uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));
  const common = { edge_id: w.storeId, class_reason: "test", consent: "granted", outcome: "redirected", visitor_class: "human" };
  const { linkId: link_id, creatorId: creator_id } = creators[creator]!;
  const whose = { workspace_id: w.id, link_id, creator_id, domain_id: world.domainId, visitor_id: visitor };
  await recordTold(w.ctx, { clicks: [{ ...common, ...whose, id, occurred_at: new Date(atMs) }], visits: [] });
}

/** An order of one of some buyers; most come by a click of that buyer a little earlier, some by a code, and later ones often by nothing new. */
async function place(number: number, chance: () => number): Promise<string> {
  const buyer = Math.floor(chance() * 9);
  const isEarly = chance() < 0.6;
  const atMs = Math.floor(beginMs + (isEarly ? chance() * 20 : 20 + chance() * 130) * dayMs);
  if (chance() < 0.6) await click(Math.floor(chance() * 3), atMs - Math.floor(chance() * dayMs), visitorOf(buyer));
  return world.order({
    externalId: `s-${number}`,
    visitorId: visitorOf(buyer),
    codes: chance() < 0.3 ? ["BEN10"] : [],
    email: `${buyer}@example.com`,
    totalMinor: BigInt(1_000 + Math.floor(chance() * 9_000)),
    occurredAtMs: atMs,
  });
}

const plan = async (name: string, more: object): Promise<string> =>
  (await must<{ id: string }>(w, "POST", "/v1/campaigns", { name, ...more })).id;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-09-20T10:40:00Z");
  w = await t.makeWorkspace({ zone });
  world = await openPayWorld(t, w);
  creators = [await world.addCreator("Ana"), await world.addCreator("Ben"), await world.addCreator("Cleo")];
  await world.addCode(creators[1]!, "BEN10");
  owner = new pg.Client(t.database.url);
  await owner.connect();
  const chance = numbers(7);
  for (let number = 0; number < 30; number++) await place(number, chance);
  for (let pair = 0; pair < 6; pair++) await placePair(pair);
  const [ana, ben, cleo] = creators.map((creator) => creator.publicId);
  campaigns = {
    launch: await plan("Launch", { starts_on: "2026-04-21", ends_on: "2026-05-02", creator_ids: [ana, ben] }),
    echo: await plan("Echo", { starts_on: "2026-04-27", ends_on: "2026-05-09", creator_ids: [ana], program_ids: [world.publicProgramId] }),
    alone: await plan("Alone", { starts_on: "2026-04-24", ends_on: "2026-05-05", creator_ids: [cleo] }),
  };
  await must(w, "POST", `/v1/campaigns/${campaigns.launch}/costs`, {
    kind: "fee",
    incurred_on: "2026-04-20",
    amount: { amount: "40000", currency: "EUR" },
  });
});
afterAll(async () => {
  await owner.end();
  await t.close();
});
beforeEach(() => t.clock.set("2026-09-20T10:40:00Z"));

const paths = (): string[] => [
  ...Object.values(campaigns).flatMap((id) => ["last_non_direct", "linear"].map((model) => `/v1/campaigns/${id}/return?model=${model}`)),
  "/v1/reports/creators-by-campaign?horizon=lifetime",
  "/v1/reports/creators-by-campaign?horizon=campaign",
];

async function shown(): Promise<unknown[]> {
  const replies = [];
  for (const path of paths()) replies.push(await w.call("GET", path));
  expect(replies.map((reply) => reply.status)).toEqual(paths().map(() => 200));
  return replies.map((reply) => reply.body);
}

/** What the rows alone say: sums are thrown away, as they may be at any time. */
async function shownByRows(): Promise<unknown[]> {
  for (const table of ["spans", "cells", "commissions"]) await owner.query(`delete from rollup_return_${table}`);
  return shown();
}

const difference = (): Promise<string | undefined> =>
  onSnapshot(w.ctx, async (within) => returnDifference(within, (await loadWorkspace(within)).zone));
const keep = (): Promise<boolean> => keepSumsOf(w.ctx, zone, 0);
const count = async (table: string): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);

/** Does something while sums are kept, and sees that the returns say at once, and after the next round, what the rows say: cell by cell, under every model. */
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
}

const pairAt = (pair: number) => ({
  firstMs: Date.parse("2026-04-28T05:00:00Z") + pair * 7_200_000,
  laterMs: Date.parse("2026-08-20T09:00:00Z") + pair * dayMs,
});

/** A customer's first order, by a click on a link of Ana's or Ben's. */
const placeFirst = (pair: number, more: object = {}): Promise<string> =>
  world.order({
    ...{ externalId: `first-${pair}`, visitorId: visitorOf(100 + pair), email: `pair-${pair}@example.com`, isNewCustomer: true },
    ...{ totalMinor: BigInt(4_000 + pair), occurredAtMs: pairAt(pair).firstMs, ...more },
  });

/** The first order of a customer whom a campaign brought, and one that they placed when the click was long forgotten. */
async function placePair(pair: number): Promise<void> {
  const { firstMs, laterMs } = pairAt(pair);
  await click(pair % 2, firstMs - 3_600_000, visitorOf(100 + pair));
  await placeFirst(pair);
  await world.order({
    externalId: `later-${pair}`,
    email: `pair-${pair}@example.com`,
    totalMinor: BigInt(700 + pair),
    occurredAtMs: laterMs,
  });
}

const customerOf = async (pair: number): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>("select customer_id as id from conversions where external_id = $1", [`first-${pair}`]);
  return rows[0]!.id;
};

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url));

/** A process of its own that makes the returns of this workspace's campaigns. */
function spawnWorker(): ChildProcess {
  const script = `
    import { openDatabase } from ${moduleAt("../../../platform/db/database.ts")};
    import { openPool } from ${moduleAt("../../../platform/db/pool.ts")};
    import { silentLog } from ${moduleAt("../../../platform/log.ts")};
    import { keepReturns } from ${moduleAt("./service.ts")};
    const db = openDatabase(openPool({ url: ${JSON.stringify(t.database.appUrl)}, name: "killed", log: silentLog() }));
    await keepReturns({ db, now: () => ${t.ctx.now()}, workspaceId: ${JSON.stringify(w.id)} }, { zone: ${JSON.stringify(zone)}, least: 0 });`;
  const options = ["--conditions=@vouch/source", "--import", "tsx", "--input-type=module", "--eval", script];
  return spawn(process.execPath, options, { stdio: "inherit" });
}

describe("returns on kept sums", () => {
  test("say what the rows say, and are read from the sums", async () => {
    const byRows = await shownByRows();
    expect(await keep()).toBe(true);
    expect(await shown()).toEqual(byRows);
    expect(await difference()).toBeUndefined();
    expect(await count("rollup_customer_marks")).toBe(0);
    await owner.query("update rollup_return_cells set kept_ppb = kept_ppb + 1000000000, total_ppb = total_ppb + 1000000000");
    expect(await shown()).not.toEqual(byRows);
    expect(await onSnapshot(w.ctx, sumDifference)).toMatch(/^returns of campaign .* under .*: sums keep /);
    expect(await shownByRows()).toEqual(byRows);
  });

  test("carry what customers bought later whom they brought", async () => {
    const { horizons } = await must<{ horizons: { later_orders: string }[] }>(w, "GET", `/v1/campaigns/${campaigns.launch}/return`);
    expect(Number(horizons[2]!.later_orders)).toBeGreaterThanOrEqual(6);
  });

  test("know refunds of old orders at once, of those that are carried too", async () => {
    const refund = (order: string) => () =>
      world.takeBack({ externalId: `r-${order}`, names: [{ kind: "order", value: order }], amountMinor: 321n });
    await expectSame(refund("first-0"));
    await expectSame(refund("later-0"));
  });

  test("lose what a customer bought later when the order by which they came is cancelled, and have it again when it is not", async () => {
    await expectSame(() => placeFirst(1, { status: "cancelled", statusAtMs: pairAt(1).firstMs + 60_000 }));
    await expectSame(() => placeFirst(1, { totalMinor: 4_111n, statusAtMs: pairAt(1).firstMs + 120_000 }));
  });

  test("follow an order to another day, and to a customer", async () => {
    await expectSame(() => placeFirst(2, { occurredAtMs: pairAt(2).firstMs + dayMs, totalMinor: 4_202n }));
    await expectSame(() => placeFirst(2, { occurredAtMs: Date.parse("2026-04-02T10:00:00Z") }));
    await expectSame(() => placeFirst(2, { totalMinor: 4_222n }));
    const unnamed = { externalId: "unnamed", totalMinor: 702n, occurredAtMs: pairAt(2).laterMs };
    await world.order(unnamed);
    await expectSame(() => world.order({ ...unnamed, email: "pair-2@example.com" }));
  });

  test("know another novelty of the order by which a customer came", () => expectSame(() => placeFirst(3, { isNewCustomer: false })));

  test("follow customers who are one, and two again", async () => {
    await world.order({ externalId: "stranger", email: "stranger@example.com", occurredAtMs: Date.parse("2026-08-25T10:00:00Z") });
    const { rows } = await owner.query<{ id: string }>("select customer_id as id from conversions where external_id = 'stranger'");
    const [from, into] = [rows[0]!.id, await customerOf(4)].map((id) => formatId("cus", id));
    await expectSame(async () => {
      await must(w, "POST", "/v1/customer-merges", { from_customer_id: from, into_customer_id: into, reason: "one person" });
      await t.settle();
    });
    const { data } = await must<{ data: { id: string }[] }>(w, "GET", "/v1/customer-merges");
    await expectSame(async () => {
      await must(w, "POST", `/v1/customer-merges/${data[0]!.id}/undo`, { reason: "two after all" });
      await t.settle();
    });
  });

  test("know a click that comes late, once the order is attributed again, and a recomputation of all credit", async () => {
    await click(0, pairAt(5).firstMs - 60_000, visitorOf(105));
    await expectSame(() => recomputeAttribution(w.ctx));
  });

  test("follow a campaign that is changed: other days, creators and programs", async () => {
    const [ana, ben, cleo] = creators.map((creator) => creator.publicId);
    const change = (id: string, changes: object) => () => must(w, "PATCH", `/v1/campaigns/${id}`, changes);
    await expectSame(change(campaigns.launch, { creator_ids: [ana, cleo] }));
    await expectSame(change(campaigns.launch, { starts_on: "2026-04-23", creator_ids: [ana, ben] }));
    const other = await must<{ id: string }>(w, "POST", "/v1/programs", { name: "Other", kind: "influencer" });
    await expectSame(change(campaigns.echo, { program_ids: [other.id] }));
    await expectSame(change(campaigns.echo, { program_ids: [] }));
  });

  test("follow a margin that is stated, and another zone", async () => {
    await expectSame(() => must(w, "PUT", "/v1/margin-rate", { rate: "0.35" }));
    await expectSame(() => owner.query("update workspaces set zone = 'America/Los_Angeles' where id = $1", [w.id]));
    await owner.query("update workspaces set zone = $2 where id = $1", [w.id, zone]);
  });

  test("go on when a day ends: its hours become one sum", async () => {
    await keep();
    const before = await count("rollup_return_spans where before_at - from_at = interval '1 hour'");
    t.clock.set("2026-09-21T10:40:00Z");
    await keep();
    expect(before).toBeGreaterThan(0);
    expect(await count("rollup_return_spans where before_at - from_at = interval '1 hour' and before_at <= '2026-09-20T18:30:00Z'")).toBe(
      0,
    );
    const { rows } = await owner.query<{ n: string }>(
      `select count(*) as n from rollup_return_spans a join rollup_return_spans b on b.workspace_id = a.workspace_id and b.part = a.part
       and b.from_at > a.from_at and b.from_at < a.before_at`,
    );
    expect(rows[0]!.n).toBe("0");
    expect(await difference()).toBeUndefined();
  });
});

describe("beside each other", () => {
  test("orders and refunds that come while sums are made are in every return, whatever was committed when", async () => {
    let isWriting = true;
    const chance = numbers(11);
    const writing = (async () => {
      for (let number = 100; number < 118; number++) {
        await place(number, chance);
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

  test("credit that is not committed when a customer's next order is summed up still decides for whom that order counts", async () => {
    await keep();
    const slow = new pg.Client(t.database.url);
    await slow.connect();
    await slow.query("begin");
    const ofFirst = "select id from conversions where workspace_id = $1 and external_id = $2";
    await slow.query(`update credits set shares = array_fill(0, array[cardinality(shares)]) where conversion_id in (${ofFirst})`, [
      w.id,
      "first-0",
    ]);
    await slow.query(
      `insert into rollup_marks (workspace_id, subject, hour)
       select workspace_id, 'returns', date_trunc('hour', occurred_at, 'UTC') from conversions where workspace_id = $1 and external_id = $2`,
      [w.id, "first-0"],
    );
    await slow.query(
      `insert into rollup_customer_marks (workspace_id, conversion_id)
       select workspace_id, id from conversions where workspace_id = $1 and external_id = $2`,
      [w.id, "first-0"],
    );
    await world.order({ externalId: "meanwhile", email: "pair-0@example.com", occurredAtMs: t.ctx.now() - 2 * dayMs });
    await keep();
    const before = await shown();
    await slow.query("commit");
    await slow.end();
    const atOnce = await shown();
    expect(atOnce).not.toEqual(before);
    expect(await difference()).toBeUndefined();
    await keep();
    expect(await shown()).toEqual(atOnce);
    expect(await shownByRows()).toEqual(atOnce);
  });

  test("a worker that is killed while it makes sums leaves nothing half made", async () => {
    await keep();
    await world.takeBack({ externalId: "killed", names: [{ kind: "order", value: "first-4" }], amountMinor: 11n });
    const before = await shown();
    await owner.query("begin; lock table rollup_return_commissions in access exclusive mode");
    const worker = spawnWorker();
    await untilSomebodyWaits(t.ctx.db);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    await owner.query("commit");
    expect(await shown()).toEqual(before);
    expect(await difference()).toBeUndefined();
    await keep();
    expect(await shown()).toEqual(before);
    expect(await count("rollup_marks where subject = 'returns'")).toBe(0);
  });
});

test("a small campaign is not kept", async () => {
  await keepSumsOf(w.ctx, zone);
  expect(await count("rollup_return_spans")).toBe(0);
});

test("a backup leaves them out", async () => {
  const names = (await listTables(owner)).map((table) => table.name);
  expect(names.filter((name) => name.includes("rollup"))).toEqual([]);
});

import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { orderEventName } from "../src/edge/spool/rows.ts";
import { ownEdgeId } from "../src/edge/spool/segment-files.ts";
import { openSpool } from "../src/edge/spool/spool-writer.ts";
import { registerEdge, reportEdge } from "../src/edge/shipper/edge-row.ts";
import { openShipping, shipNext, uuidText } from "../src/edge/shipper/ship-spool.ts";
import { performStep } from "../src/features/imports/service.ts";
import { parseId, uuidToBytes } from "../src/kernel/ids.ts";
import { silentLog } from "../src/platform/log.ts";
import { openTestApp, type TestApp, type TestWorkspace, type WorkspaceOptions } from "./app.ts";
import { must } from "./builders.ts";
import { addTestEvent } from "./edge-rows.ts";
import { openPayWorld, type Paid, type PayWorld } from "./pay-world.ts";
import { shopifyHeaders } from "./shopify-payload.ts";
import { stripeEvent, stripeHeaders } from "./stripe-payload.ts";

/** What a page reports of an order: what its shop knows of it, and whom the snippet knows. */
export interface PageOrder {
  readonly at: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly clickId?: string;
  readonly visitorId?: string;
}

/** The doors by which orders come into one workspace, each as the outside world uses it; what follows is carried out by `t.settle`. */
export interface Doors {
  shopify(topic: string, payload: object): Promise<void>;
  stripe(type: string, object: object): Promise<void>;
  /** Uploads a file of orders and has the worker import it, whatever its format is recognised as. */
  file(text: string): Promise<void>;
  /** The snippet's event as the edge keeps it: written to a spool and copied by the shipper. */
  page(order: PageOrder): Promise<void>;
}

/** One edge whose spool is shipped into the test's database, and the doors of workspaces beside it. */
interface TestEdge {
  /** Opens the doors of a workspace's first store. */
  doorsOf(w: TestWorkspace): Promise<Doors>;
  close(): Promise<void>;
}

const bytesOf = (id: string): Buffer => Buffer.from(uuidToBytes(id));
const optionalBytes = (id: string | undefined): Buffer | undefined => (id === undefined ? undefined : bytesOf(id));

async function openPageDoor(t: TestApp) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "vouch-doors-"));
  const edgeId = ownEdgeId(folder);
  const spool = openSpool({
    folder,
    edgeId,
    syncToDisk: false,
    segmentBytes: 1_000_000,
    segmentAgeMs: 3_600_000,
    heldBytes: 0,
    now: Date.now,
  });
  const client = new pg.Client(t.database.appUrl);
  await client.connect();
  await registerEdge(client, { id: uuidText(edgeId), name: "doors" });
  await reportEdge(client, uuidText(edgeId), t.ctx.now() + 365 * 24 * 3_600_000);
  const shipping = openShipping({ folder, edgeId, batchRecords: 100, log: silentLog() });
  return {
    async report(w: TestWorkspace, order: PageOrder): Promise<void> {
      addTestEvent(spool.frame, edgeId, {
        workspaceId: bytesOf(w.id),
        storeId: bytesOf(w.storeId),
        occurredAtMs: Date.parse(order.at),
        name: orderEventName,
        properties: order.properties,
        clickId: optionalBytes(order.clickId),
        visitorId: optionalBytes(order.visitorId),
      });
      await new Promise<void>((resolve) => spool.commit(resolve));
      while (await shipNext(shipping, client));
    },
    async close(): Promise<void> {
      await spool.close();
      await client.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openHooks(t: TestApp, w: TestWorkspace) {
  const connect = async (kind: "shopify" | "stripe"): Promise<string> => {
    const { webhook_url } = await must<{ webhook_url: string }>(w, "POST", "/v1/connections", { kind, secret: `${kind} secret` });
    return new URL(webhook_url).pathname;
  };
  const deliver = async (url: string, payload: string, headers: Record<string, string>): Promise<void> => {
    const reply = await t.app.inject({ method: "POST", url, payload, headers });
    if (reply.statusCode !== 200 || reply.json<{ outcome: string }>().outcome !== "taken") throw new Error(`not taken: ${reply.body}`);
  };
  const [shopifyHook, stripeHook] = [await connect("shopify"), await connect("stripe")];
  return {
    shopify(topic: string, payload: object): Promise<void> {
      const body = JSON.stringify(payload);
      return deliver(shopifyHook, body, shopifyHeaders(body, topic));
    },
    stripe(type: string, object: object): Promise<void> {
      const body = JSON.stringify(stripeEvent(type, object));
      return deliver(stripeHook, body, stripeHeaders(body, { signedAtMs: t.ctx.now() }));
    },
  };
}

async function importFile(w: TestWorkspace, text: string): Promise<void> {
  const uploaded = await w.call("POST", "/v1/imports?kind=orders&file_name=orders_export.csv", text, { "content-type": "text/csv" });
  const { id } = uploaded.body as { id: string };
  await must(w, "POST", `/v1/imports/${id}/run`, {});
  await performStep(w.ctx, { importId: parseId("imp", id)!, step: "run" });
  const { status, problem } = await must<{ status: string; problem: string | null }>(w, "GET", `/v1/imports/${id}`);
  if (status !== "done") throw new Error(`the import ended as ${status}: ${problem}`);
}

/** Opens an edge beside the application of a test file. */
async function openTestEdge(t: TestApp): Promise<TestEdge> {
  const pages = await openPageDoor(t);
  return {
    async doorsOf(w) {
      return { ...(await openHooks(t, w)), file: (text) => importFile(w, text), page: (order) => pages.report(w, order) };
    },
    close: () => pages.close(),
  };
}

/** A workspace with two creators who are paid, its doors, and a browser that somebody comes by. */
export interface DoorWorld extends PayWorld {
  readonly w: TestWorkspace;
  readonly doors: Doors;
  readonly ana: Paid;
  readonly ben: Paid;
  readonly visitorId: string;
}

/** The application of a test file with an edge beside it: call in beforeAll, close in afterAll. */
export async function openAppWithEdge() {
  const t = await openTestApp();
  // The shipper goes by the database's own clock: what it brings is due by then.
  t.clock.set("2100-01-01T00:00:00Z");
  const edge = await openTestEdge(t);
  return {
    t,
    async openWorld(options: WorkspaceOptions = {}): Promise<DoorWorld> {
      const w = await t.makeWorkspace(options);
      const world = await openPayWorld(t, w);
      const [ana, ben] = [await world.addCreator("Ana"), await world.addCreator("Ben")];
      return { ...world, w, doors: await edge.doorsOf(w), ana, ben, visitorId: t.ctx.newId() };
    },
    async close(): Promise<void> {
      await edge.close();
      await t.close();
    },
  };
}

import { createReadStream } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { writeMarket } from "../src/app/once/market.ts";
import { parseShipperOptions } from "../src/edge/edge-options.ts";
import { openShipper } from "../src/edge/shipper/shipper.ts";
import { importFile } from "../src/features/imports/service.ts";
import { madeUpPlaces, sentTouches, type SentTo } from "../src/features/market/sending/sent-ids.ts";
import type { World } from "../src/features/market/world/world.ts";
import type { TestApp, TestWorkspace } from "./app.ts";
import { must } from "./builders.ts";
import { openPayWorld, type Paid } from "./pay-world.ts";

/** A world of the market simulator that was written as files for a workspace. */
export interface SentWorld {
  readonly to: SentTo;
  readonly creators: readonly Paid[];
  /** Ships its clicks and visits from the spool. */
  ship(): Promise<void>;
  /** Imports one of its files. */
  importSent(kind: "orders" | "creators" | "sales"): ReturnType<typeof importFile>;
}

/** Makes a world's creators in a real workspace, each with a link and a code, and writes what the outside would send to it. */
export async function sendWorld(t: TestApp, w: TestWorkspace, { world, folder }: { world: World; folder: string }): Promise<SentWorld> {
  const pay = await openPayWorld(t, w);
  const creators: Paid[] = [];
  for (const { name, code } of world.cast.creators) {
    const paid = await pay.addCreator(name);
    await pay.addCode(paid, code);
    creators.push(paid);
  }
  const to: SentTo = { workspaceId: w.id, storeId: w.storeId, domainId: pay.domainId, edgeId: madeUpPlaces(world).edgeId, creators };
  await writeMarket(world, to, folder);
  const shipped = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from clicks where workspace_id = ${w.id}`.execute(t.ctx.db);
    return rows[0]!.n;
  };
  return {
    ...{ to, creators },
    async ship() {
      const options = { spoolFolder: path.join(folder, "spool"), databaseUrl: t.database.appUrl, batchRecords: 500 };
      const shipper = await openShipper(parseShipperOptions(JSON.stringify(options)), pino({ level: "silent" }));
      const all = sentTouches(world).clicks.length;
      await vi.waitFor(async () => expect(await shipped()).toBe(all), { timeout: 60_000, interval: 100 });
      await shipper.close();
    },
    importSent(kind) {
      const content = createReadStream(path.join(folder, `${kind}.csv`));
      return importFile(w.ctx, { kind, file_name: `${kind}.csv`, content, mapping: undefined, skipFaulty: false, store_id: undefined });
    },
  };
}

/** Shopify's own number of an order. */
export const shopifyId = (number: number): string => String(5_600_000_000_000 + number);

/** Tells the rest of a world by the API: followers, posts, and what customers answered. */
export async function tellRest(w: TestWorkspace, { world, creators }: { world: World; creators: readonly Paid[] }): Promise<void> {
  const { cast, orders } = world;
  for (const [at, { platform, followers, name }] of cast.creators.entries())
    await must(w, "POST", `/v1/creators/${creators[at]!.publicId}/accounts`, { platform, handle: name.toLowerCase(), followers });
  for (const [at, { creator, atMs }] of cast.posts.entries())
    await must(w, "POST", "/v1/posts", {
      ...{ url: `https://posts.example/${at}`, creator_id: creators[creator]!.publicId, platform: cast.creators[creator]!.platform },
      ...{ format: "video", posted_at: new Date(atMs).toISOString() },
    });
  const choices = [{ kind: "channel", channel: "word_of_mouth", label: "A friend" }];
  const stores = await must<{ data: { id: string }[] }>(w, "GET", "/v1/stores");
  const survey = await must<{ id: string }>(w, "POST", "/v1/surveys", {
    store_id: stores.data[0]!.id,
    question: "How did you hear?",
    choices,
  });
  for (const { number, answer } of orders)
    if (answer !== undefined)
      await must(w, "POST", `/v1/surveys/${survey.id}/answers`, {
        external_order_id: shopifyId(number),
        ...(answer === "other" ? { channel: "word_of_mouth" } : { creator_id: creators[answer]!.publicId }),
      });
}

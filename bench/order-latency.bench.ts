import { attributeOrder } from "../src/features/attribution/service.ts";
import { settleOrder } from "../src/features/commissions/service.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { regular } from "./attribution-rows.ts";
import { openAttributionWorld } from "./attribution-world.ts";
import type { BenchRow } from "./bench-row.ts";

const rounds = 500;
const warmUp = 50;

const order = {
  conversionId: regular.orderId,
  atMs: Date.UTC(2026, 3, 30),
  precision: "ms" as const,
  customerId: regular.orderId,
  visitorId: regular.orderId,
  clickIds: [],
  codes: [],
  reachDays: 31,
};

/** Times of the work, each round in a transaction that is undone, so that each finds the order new. */
async function timesOf(ctx: WorkspaceContext, work: (within: WorkspaceContext) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    const startedAt = performance.now();
    await undone(ctx, work);
    if (round >= warmUp) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

const undo = new Error("undone on purpose");

const undone = (ctx: WorkspaceContext, work: (within: WorkspaceContext) => Promise<unknown>): Promise<void> =>
  ctx.db
    .transaction()
    .execute(async (db) => {
      await work({ ...ctx, db });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });

function rowOf(name: string, times: readonly number[]): BenchRow {
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const detail = `median ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, ${rounds} rounds, ${regular.touches} touches found`;
  return { name, asked: "< 20", measured: at(0.95), unit: "ms at p95", detail };
}

/** One order as it arrives, of a customer with 50 touches among so many clicks: its attribution alone, and with the pay decision. */
export async function run(clicks = 5_000_000): Promise<BenchRow[]> {
  const world = await openAttributionWorld({ clicks, orders: clicks / 50 });
  try {
    let found = 0;
    const attribution = await timesOf(
      world.ctx,
      async (within) => void (found = (await attributeOrder(within, order, "UTC")).touches.length),
    );
    if (found !== regular.touches) throw new Error(`${found} touches were found`);
    const settling = await timesOf(world.ctx, (within) => settleOrder(within, regular.orderId));
    return [rowOf("one order attributed", attribution), rowOf("one order attributed, decided and booked", settling)];
  } finally {
    await world.close();
  }
}

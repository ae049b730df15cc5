import type { CopyConnection } from "../../../platform/db/copy-connection.ts";
import type { FoundTouch } from "../found-touches.ts";
import { modelCredits } from "../model-credits.ts";
import { openCopyRows, type CopyRows } from "./copy-rows.ts";
import * as queries from "./queries.ts";

export { makeRecomputed, type Written } from "./queries.ts";

/** Takes orders with their touches and has them written batch by batch. */
export interface Writer {
  add(orderId: string, touches: readonly FoundTouch[]): void;
  /** Whether a batch is full: then {@link flush} before more is added. */
  isFull(): boolean;
  /** Has the batch written in the background, once a connection is free. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

function addRow(rows: CopyRows, orderId: string, touches: readonly FoundTouch[]): void {
  const { shares, unattributed } = modelCredits(touches);
  rows.begin(10);
  rows.uuid(orderId);
  rows.texts(touches, (touch) => touch.kind);
  rows.instants(touches, (touch) => touch.atMs);
  rows.texts(touches, (touch) => touch.channel);
  rows.uuids(touches, (touch) => touch.creatorId);
  rows.uuids(touches, (touch) => touch.linkId);
  rows.uuids(touches, (touch) => touch.codeId);
  rows.uuids(touches, (touch) => touch.sourceId);
  rows.integers(shares);
  rows.integers(unattributed);
}

interface Lane {
  readonly on: CopyConnection;
  rows: CopyRows;
  writing: Promise<unknown>;
}

/**
 * Opens a writer over several connections that take turns: while the batch of one is compared and written, the next is copied to the
 * server by another.
 *
 * @param connections each with its table of {@link queries.makeRecomputed}
 * @param of whose orders, as of when, and how many make a batch
 * @param written is called after each batch with how many orders it had and what was others than before
 */
export function openWriter(
  connections: readonly CopyConnection[],
  of: { readonly workspaceId: string; readonly nowMs: number; readonly batch: number },
  written: (orders: number, changed: queries.Written) => void,
): Writer {
  const batch = { workspaceId: of.workspaceId, models: modelCredits([]).models, at: new Date(of.nowMs) };
  const lanes = connections.map((on): Lane => ({ on, rows: openCopyRows(), writing: Promise.resolve() }));
  let filling = openCopyRows();
  let turn = 0;
  const write = async (on: CopyConnection, rows: CopyRows): Promise<void> =>
    written(rows.count(), await queries.writeBatch(on, rows.finish(), batch));
  const flush = async (): Promise<void> => {
    const lane = lanes[turn % lanes.length]!;
    await lane.writing;
    if (filling.count() === 0) return;
    turn++;
    lane.writing = write(lane.on, filling);
    lane.writing.catch(() => {}); // thrown where it is awaited next
    [filling, lane.rows] = [lane.rows, filling];
    filling.clear();
  };
  return {
    add: (orderId, touches) => addRow(filling, orderId, touches),
    isFull: () => filling.count() >= of.batch,
    flush,
    async close() {
      await flush();
      for (const lane of lanes) await lane.writing;
    },
  };
}

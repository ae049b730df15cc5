import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Logger } from "pino";
import { openAdminServer, type AdminServer } from "../admin-server.ts";
import type { ShipperOptions } from "../edge-options.ts";
import { closeChangeLog, openChangeLog } from "../links/change-log.ts";
import { ownEdgeId } from "../spool/segment-files.ts";
import { isSpoolHeld, lockSpool } from "../spool/spool-lock.ts";
import { startDatabaseLoop, type DatabaseLoop } from "./database-loop.ts";
import { dropSegments } from "./drop-segments.ts";
import { registerEdge, reportEdge, retireEdge } from "./edge-row.ts";
import { keepSalts } from "./keep-salts.ts";
import { openPulling, pullLinks, type Pulling } from "../links/pull-links.ts";
import { forgetPosition, openShipping, pauseMs, shipNext, shippingTrouble, uuidText, type Shipping } from "./ship-spool.ts";
import { shipperMetrics } from "./shipper-metrics.ts";

/** A running shipper. `close` ships what the spool holds, for a few seconds at most, and says what it has done. */
export type Shipper = { adminPort: number | undefined; close: () => Promise<void> };

const spoolPollMs = 25;
const linksPollMs = 250;
const reportMs = 1000;
const choresMs = 60_000;
const lastRoundsMs = 5000;

/** What the two loops share. */
type Work = { options: ShipperOptions; edgeId: string; shipping: Shipping; pulling: Pulling; log: Logger };

/** Starts copying the spool to the database and following its links: two loops, a connection each. */
export async function openShipper(options: ShipperOptions, log: Logger): Promise<Shipper> {
  mkdirSync(options.spoolFolder, { recursive: true, mode: 0o700 });
  const lock = lockSpool(options.spoolFolder, "shipper");
  try {
    const edgeId = ownEdgeId(options.spoolFolder);
    const changes = openChangeLog(path.join(options.spoolFolder, "links"), edgeId);
    const shipping = openShipping({ folder: options.spoolFolder, edgeId, batchRecords: options.batchRecords, log });
    const work: Work = { options, edgeId: uuidText(edgeId), shipping, pulling: openPulling(changes, log), log };
    const loops = [startLinksLoop(work), startSpoolLoop(work)] as const;
    const admin = await openAdmin(work, loops);
    const close = async (): Promise<void> => {
      await Promise.all(loops.map((loop) => loop.stop()));
      closeChangeLog(changes);
      forgetPosition(shipping);
      await admin?.close();
      lock.release();
    };
    return { adminPort: admin?.port, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openAdmin(work: Work, loops: readonly DatabaseLoop[]): Promise<AdminServer | undefined> {
  const { adminHost, adminPort } = work.options;
  if (adminPort === undefined) return undefined;
  const trouble = (): string[] => {
    const ofDatabase = loops.flatMap((loop) => loop.trouble() ?? []).map((reason) => `database: ${reason}`);
    const ofSpool = shippingTrouble(work.shipping);
    return ofSpool === undefined ? ofDatabase : [...ofDatabase, `spool: ${ofSpool}`];
  };
  return openAdminServer({
    host: adminHost,
    port: adminPort,
    registry: shipperMetrics(work.shipping, work.pulling),
    trouble,
  });
}

function startSpoolLoop({ options, edgeId, shipping, log }: Work): DatabaseLoop {
  return startDatabaseLoop({
    name: "shipper",
    databaseUrl: options.databaseUrl,
    log,
    begin: (client) => registerEdge(client, { id: edgeId, name: options.edgeName }),
    round: async (client) => ((await shipNext(shipping, client)) ? pauseMs(shipping) : spoolPollMs),
    lost: () => forgetPosition(shipping),
    end: async (client) => {
      const until = Date.now() + lastRoundsMs;
      let isDrained = false;
      while (!isDrained && shipping.movedInRow === 0 && Date.now() < until) isDrained = !(await shipNext(shipping, client));
      await reportEdge(client, edgeId, shipping.shippedToMs);
      if (isDrained && !isSpoolHeld(options.spoolFolder, "listener")) await retireEdge(client, edgeId);
    },
  });
}

function startLinksLoop(work: Work): DatabaseLoop {
  const { options, edgeId, pulling, shipping, log } = work;
  let reportAtMs = 0;
  let choresAtMs = 0;
  return startDatabaseLoop({
    name: "links",
    databaseUrl: options.databaseUrl,
    log,
    begin: async () => {
      reportAtMs = 0;
      choresAtMs = 0;
    },
    round: async (client) => {
      await pullLinks(pulling, client);
      if (Date.now() >= reportAtMs) {
        reportAtMs = Date.now() + reportMs;
        await reportEdge(client, edgeId, shipping.shippedToMs);
      }
      if (Date.now() >= choresAtMs) {
        choresAtMs = Date.now() + choresMs;
        await keepSalts(client, pulling.changes.folder, { nowMs: Date.now(), keepMs: options.keepSaltsMs });
        doChores(work);
      }
      return linksPollMs;
    },
    lost: () => {},
  });
}

function doChores({ options, shipping }: Work): void {
  const shippedBelow = shipping.position?.segment;
  if (shippedBelow !== undefined) dropSegments(options.spoolFolder, shippedBelow, { nowMs: Date.now(), keepMs: options.keepShippedMs });
}

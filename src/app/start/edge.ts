import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { listenerNodeOptions, type ListenerOptions, type ShipperOptions } from "../../edge/edge-options.ts";
import type { DatabaseUrls, Installation } from "../installation/installation.ts";
import { keepProcess, type KeptProcess } from "./kept-process.ts";
import type { Shutdown } from "../installation/shutdown.ts";

/** What the edge's two processes are started with. */
export type EdgeStart = { installation: Installation; urls: DatabaseUrls; ports: { edge: number; edgeAdmin: number } };

/**
 * Starts the shipper and the listener as processes of their own and keeps them running. On the way out the listener goes first,
 * so that the shipper drains all that it took. Resolves when the listener answers.
 */
export async function startEdge(start: EdgeStart, shutdown: Shutdown): Promise<void> {
  const kept: KeptProcess[] = [];
  const parts = [
    { entry: "edge-shipper", options: shipperOptions(start), nodeOptions: [] },
    { entry: "edge-listener", options: listenerOptions(start), nodeOptions: listenerNodeOptions },
  ];
  for (const { entry, options, nodeOptions } of parts) {
    const env = { VOUCH_EDGE_OPTIONS: JSON.stringify(options) };
    const open = async (): Promise<KeptProcess> => keepProcess({ entry, env, nodeOptions, log: start.installation.log });
    kept.push(await shutdown.open(entry, open, (each) => each.stop()));
  }
  await kept.at(-1)?.ready;
}

function listenerOptions({ installation, ports }: EdgeStart): Partial<ListenerOptions> {
  const { host, edgeAdminHost, edgeFsync, trustedProxies = [], logLevel } = installation.config;
  const snippetFile = fileURLToPath(new URL("../../../dist/snippet/s.js", import.meta.url));
  return {
    spoolFolder: installation.data.spool,
    host,
    port: ports.edge,
    adminHost: edgeAdminHost,
    adminPort: ports.edgeAdmin,
    trustedProxies,
    syncToDisk: edgeFsync,
    snippetFile: existsSync(snippetFile) ? snippetFile : undefined,
    logLevel,
  };
}

function shipperOptions({ installation, urls }: EdgeStart): Partial<ShipperOptions> {
  const { edgeName = hostname(), edgeAdminHost, shipperAdminPort, logLevel, keepSaltDays, keepShippedHours } = installation.config;
  return {
    spoolFolder: installation.data.spool,
    databaseUrl: urls.app,
    edgeName,
    adminHost: edgeAdminHost,
    adminPort: shipperAdminPort,
    logLevel,
    keepSaltsMs: keepSaltDays * 24 * hourMs,
    keepShippedMs: keepShippedHours * hourMs,
  };
}

const hourMs = 3_600_000;

import { openGeo } from "../edge/geo/geo.ts";
import { parseListenerOptions } from "../edge/edge-options.ts";
import { openListener } from "../edge/listener/listener.ts";
import { openLog, type LogLevel } from "../platform/log.ts";
import { announce, runEdgeProcess } from "./edge-process.ts";

/** The edge's first process: redirects and browser events into the spool. It needs no database. */
await runEdgeProcess(async () => {
  const options = parseListenerOptions(process.env["VOUCH_EDGE_OPTIONS"]);
  const log = openLog("edge-listener", options.logLevel as LogLevel);
  const listener = await openListener(options, { geo: openGeo(options), log });
  announce({ port: listener.port, adminPort: listener.adminPort });
  return listener.close;
});

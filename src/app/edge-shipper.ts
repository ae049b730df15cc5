import { parseShipperOptions } from "../edge/edge-options.ts";
import { openShipper } from "../edge/shipper/shipper.ts";
import { openLog, type LogLevel } from "../platform/log.ts";
import { announce, runEdgeProcess } from "./edge-process.ts";

/** The edge's second process: the spool to the database, links from the database to the listener. */
await runEdgeProcess(async () => {
  const options = parseShipperOptions(process.env["VOUCH_EDGE_OPTIONS"]);
  const log = openLog("edge-shipper", options.logLevel as LogLevel);
  const shipper = await openShipper(options, log);
  announce({ port: undefined, adminPort: shipper.adminPort });
  return shipper.close;
});

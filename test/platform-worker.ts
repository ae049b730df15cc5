import { openContext } from "../src/app/context.ts";
import { performRun } from "../src/features/connectors/performing/service.ts";
import { asSystem } from "../src/platform/context.ts";
import { openPool } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";

// A worker of its own that carries out one run of a platform, to be killed in the middle.
const [url = "", secret = "", platformStandIn, workspaceId = "", runId = ""] = process.argv.slice(2);
const pool = openPool({ url, name: "test worker", log: silentLog() });
const mail = { smtpUrl: undefined, mailFrom: "v@example.com" };
const outside = { publicUrl: "http://127.0.0.1", allowPrivateWebhooks: false, platformStandIn, metaGraphVersion: "v25.0" };
const ctx = openContext({ pool, authPool: pool, log: silentLog(), secret, filesDirectory: "/nowhere", ...mail, ...outside });
await performRun(asSystem(ctx, workspaceId, "platform run"), runId);
process.exit(0);

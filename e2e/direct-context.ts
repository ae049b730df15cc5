import { authUrl, openContext } from "../src/app/context.ts";
import type { Context } from "../src/platform/context.ts";
import { closePool, openPool, urlWithRole } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";

/** Where an installation is whose use-cases are called without a process of it. */
export interface Installation {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly filesDirectory: string;
}

/** Calls use-cases of an installation directly, as one of its processes would. */
export async function withContext<T>({ databaseUrl, ...at }: Installation, work: (ctx: Context) => Promise<T>): Promise<T> {
  const appUrl = urlWithRole(databaseUrl, "vouch_app");
  const [pool, authPool] = [appUrl, authUrl(appUrl)].map((url) => openPool({ url, name: "crash set-up", log: silentLog() }));
  const more = {
    publicUrl: "http://127.0.0.1",
    smtpUrl: undefined,
    mailFrom: "v@example.com",
    allowPrivateWebhooks: false,
    platformStandIn: undefined,
    metaGraphVersion: "v25.0",
  };
  const ctx = openContext({ pool: pool!, authPool: authPool!, log: silentLog(), ...at, ...more });
  try {
    return await work(ctx);
  } finally {
    await ctx.changes.close();
    await Promise.all([pool!, authPool!].map(closePool));
  }
}

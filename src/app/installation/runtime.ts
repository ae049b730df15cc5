import type pg from "pg";
import type { Context } from "../../platform/context.ts";
import { closePool, openPool } from "../../platform/db/pool.ts";
import { authUrl, openContext } from "../context.ts";
import type { DatabaseUrls, Installation } from "./installation.ts";

/** What the API and the worker of one process share: the context and its connections. */
export type Runtime = { installation: Installation; ctx: Context; pool: pg.Pool; close(): Promise<void> };

/** @param publicUrl where people reach the app, without a slash at the end */
export function openRuntime(installation: Installation, urls: DatabaseUrls, publicUrl: string): Runtime {
  const { config, data, secret, log } = installation;
  const pool = openPool({ url: urls.app, name: "vouch", max: config.databaseConnections, log });
  const authPool = openPool({ url: authUrl(urls.app), name: "vouch sign-in", max: 4, log });
  const { smtpUrl, mailFrom, allowPrivateWebhooks, platformStandIn, metaGraphVersion } = config;
  const outside = { smtpUrl, mailFrom, allowPrivateWebhooks, platformStandIn, metaGraphVersion };
  const ctx = openContext({ pool, authPool, log, secret, filesDirectory: data.files, publicUrl, ...outside });
  const close = async (): Promise<void> => {
    await Promise.all([ctx.changes.close(), ctx.threads.close()]);
    await Promise.all([closePool(pool), closePool(authPool)]);
  };
  return { installation, ctx, pool, close };
}

/** Where people reach the app: what the operator set, else this machine. */
export const publicUrlOf = ({ config }: Installation, port: number): string => config.publicUrl ?? `http://localhost:${port}`;

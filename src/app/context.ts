import { randomFillSync } from "node:crypto";
import type pg from "pg";
import type { Logger } from "pino";
import { uuidV7 } from "../kernel/ids.ts";
import { openPeople } from "../platform/auth/people.ts";
import { openDatabase } from "../platform/db/database.ts";
import type { Context } from "../platform/context.ts";
import { openSecrets } from "../platform/crypto/secrets.ts";
import { openFileStore } from "../platform/files/file-store.ts";
import { openChanges } from "../platform/live/changes.ts";
import { openMail } from "../platform/mail/mail.ts";
import { openKeptThreads } from "../platform/threads/kept-threads.ts";

export interface ContextOptions {
  readonly pool: pg.Pool;
  /** A pool whose search_path is the schema `auth`: see {@link authUrl}. */
  readonly authPool: pg.Pool;
  readonly log: Logger;
  readonly secret: string;
  readonly filesDirectory: string;
  readonly publicUrl: string;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly allowPrivateWebhooks: boolean;
  readonly platformStandIn: string | undefined;
  readonly metaGraphVersion: string;
}

/** The application's database address with the sign-in library's own schema as the search path. */
export function authUrl(appUrl: string): string {
  const url = new URL(appUrl);
  const present = url.searchParams.get("options") ?? "";
  url.searchParams.delete("options");
  return `${url.href}${url.search === "" ? "?" : "&"}options=${encodeURIComponent(`${present} -c search_path=auth`.trim())}`;
}

const uuidBytes = 10;
/** Randomness is fetched for many ids at once: each request to the system costs more than the id itself. */
const random = new Uint8Array(400 * uuidBytes);
let used = random.length;

/** A new uuid v7 from the system's clock and randomness. */
export function newUuid(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  return uuidV7(Date.now(), random.subarray(used, (used += uuidBytes)));
}

/** What threads that answer from memory may hold together: 2 GiB. One index of three million accounts takes some 0.8. */
const mostThreadBytes = 2 ** 31;

/** The one context of a process, with the real clock. */
export function openContext(options: ContextOptions): Context {
  const { pool, log, secret, publicUrl } = options;
  const databaseUrl = pool.options.connectionString ?? "";
  const mail = openMail({ smtpUrl: options.smtpUrl, from: options.mailFrom, log });
  return {
    db: openDatabase(pool),
    databaseUrl,
    log,
    secrets: openSecrets(secret),
    files: openFileStore(options.filesDirectory, newUuid),
    changes: openChanges({ url: databaseUrl, log }),
    mail,
    threads: openKeptThreads({ log, mostBytes: mostThreadBytes }),
    people: openPeople({ pool: options.authPool, secret, publicUrl, sendMail: (message) => mail.send(message) }),
    publicUrl,
    allowPrivateWebhooks: options.allowPrivateWebhooks,
    platformStandIn: options.platformStandIn,
    metaGraphVersion: options.metaGraphVersion,
    now: () => Date.now(),
    newId: newUuid,
  };
}

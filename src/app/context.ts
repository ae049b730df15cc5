import { randomFillSync } from "node:crypto";
import type pg from "pg";
import type { Logger } from "pino";
import { uuidV7 } from "../kernel/ids.ts";
import { openDatabase } from "../platform/db/database.ts";
import type { Context } from "../platform/context.ts";
import { openSecrets } from "../platform/crypto/secrets.ts";
import { openFileStore } from "../platform/files/file-store.ts";
import { openMail } from "../platform/mail/mail.ts";

export interface ContextOptions {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly secret: string;
  readonly filesDirectory: string;
  readonly publicUrl: string;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly allowPrivateWebhooks: boolean;
}

const random = new Uint8Array(10);

/** A new uuid v7 from the system's clock and randomness. */
export const newUuid = (): string => uuidV7(Date.now(), randomFillSync(random));

/** The one context of a process, with the real clock. */
export function openContext(options: ContextOptions): Context {
  const { pool, log, secret, publicUrl } = options;
  return {
    db: openDatabase(pool),
    log,
    secrets: openSecrets(secret),
    files: openFileStore(options.filesDirectory, newUuid),
    mail: openMail({ smtpUrl: options.smtpUrl, from: options.mailFrom, log }),
    publicUrl,
    allowPrivateWebhooks: options.allowPrivateWebhooks,
    now: () => Date.now(),
    newId: newUuid,
  };
}

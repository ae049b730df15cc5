import type { Logger } from "pino";
import type { People } from "./auth/people.ts";
import type { Database } from "./db/database.ts";
import type { Secrets } from "./crypto/secrets.ts";
import type { FileStore } from "./files/file-store.ts";
import type { Mail } from "./mail/mail.ts";
import type { Changes } from "./live/changes.ts";
import type { Scope } from "./schema/endpoint.ts";
import type { KeptThreads } from "./threads/kept-threads.ts";

/** What every use-case is given: built once in src/app. */
export interface Context {
  readonly db: Database;
  /** The application's address of the database, for work that opens a connection of its own in a thread of its own. */
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly secrets: Secrets;
  readonly files: FileStore;
  /** People who sign in, of the whole installation. */
  readonly people: People;
  /** Where people and stores reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  /** What changes in the workspaces, heard from every process. */
  readonly changes: Changes;
  readonly mail: Mail;
  /** Threads of this process that hold something in memory to answer from. */
  readonly threads: KeptThreads;
  /** Whether outgoing webhooks may go to private addresses (only ever true on a developer's machine). */
  readonly allowPrivateWebhooks: boolean;
  /** The origin of a server that plays YouTube, without a slash at the end; undefined: YouTube itself is asked. */
  readonly platformStandIn: string | undefined;
  /** The version of Meta's Graph API that Instagram is asked by, such as "v25.0". */
  readonly metaGraphVersion: string;
  /** The clock: epoch milliseconds. */
  now(): number;
  /** A new uuid v7. */
  newId(): string;
}

/** Who is doing this. */
export interface Actor {
  readonly kind: "user" | "api_key" | "system";
  readonly id: string;
}

/** A context within one workspace, for somebody. */
export interface WorkspaceContext extends Context {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly scopes: ReadonlySet<Scope>;
  readonly requestId?: string;
}

/** The instant of `ctx` as a Date, for columns. */
export const nowAt = (ctx: Context): Date => new Date(ctx.now());

/** A context in which the system itself acts within a workspace. */
export const asSystem = (ctx: Context, workspaceId: string, id = "system"): WorkspaceContext => ({
  ...ctx,
  workspaceId,
  actor: { kind: "system", id },
  scopes: new Set(),
});

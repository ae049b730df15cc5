import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import type pg from "pg";
import { authUrl, openContext } from "../src/app/context.ts";
import { openHttpApi } from "../src/app/http-api.ts";
import { computations, outboxHandlers } from "../src/app/work.ts";
import { createKey } from "../src/features/api-keys/service.ts";
import { performComputation } from "../src/features/computations/service.ts";
import { createWorkspace } from "../src/features/workspaces/service.ts";
import { formatId, parseId } from "../src/kernel/ids.ts";
import { asSystem, type Context, type WorkspaceContext } from "../src/platform/context.ts";
import { closePool, openPool } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { consumeOutbox } from "../src/platform/outbox/outbox.ts";
import { scopes, type Scope } from "../src/platform/schema/endpoint.ts";
import { variables } from "../src/platform/config/variables.ts";
import { cloneDatabase, type TestDatabase } from "./database.ts";

/** A clock that a test sets; it stands still in between. */
export interface TestClock {
  set(instant: string): void;
  advanceMs(ms: number): void;
}

/** One workspace with its store and a way to call the API in it. */
export interface TestWorkspace {
  readonly id: string;
  readonly publicId: string;
  readonly storeId: string;
  readonly siteKey: string;
  readonly key: string;
  /** The use-cases' context within this workspace. */
  readonly ctx: WorkspaceContext;
  call(
    method: string,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never; headers: Record<string, unknown> }>;
}

/** How a workspace is made; without a word in UTC, in euros, with a store of its own making and every scope. */
export interface WorkspaceOptions {
  readonly zone?: string;
  readonly currency?: string;
  readonly storeKind?: "shopify" | "stripe" | "custom";
  readonly scopes?: readonly Scope[];
}

/** The whole application on a database of its own, called without a network. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly ctx: Context;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  makeWorkspace(options?: WorkspaceOptions): Promise<TestWorkspace>;
  /** Carries out the outbox until nothing is due. */
  settle(): Promise<void>;
  /** Carries out a computation, named as the API names it, in its thread. */
  compute(w: TestWorkspace, id: string): Promise<void>;
  close(): Promise<void>;
}

/** The installation's secret of every test. */
export const testSecret = "a secret of the tests, 32 bytes or more";

function testClock() {
  let now = Date.parse("2026-05-01T10:00:00Z");
  return { now: () => now, set: (instant: string) => void (now = Date.parse(instant)), advanceMs: (ms: number) => void (now += ms) };
}

async function makeWorkspace(base: { app: FastifyInstance; ctx: Context }, options: WorkspaceOptions): Promise<TestWorkspace> {
  const slug = `test-${base.ctx.newId().slice(-12)}`;
  const owner = await base.ctx.people.create({ email: `${slug}@example.com`, name: "Olga Owner", password: "correct horse battery" });
  const made = await createWorkspace(base.ctx, {
    name: "Test brand",
    slug,
    zone: options.zone ?? "UTC",
    currency: options.currency ?? "EUR",
    isSample: false,
    storeKind: options.storeKind ?? "custom",
    ownerUserId: owner.id,
  });
  const ctx = { ...asSystem(base.ctx, made.workspaceId), scopes: new Set(scopes) };
  const { secret } = await createKey(ctx, { name: "tests", scopes: options.scopes ?? scopes, expires_at: null });
  return {
    id: made.workspaceId,
    publicId: formatId("ws", made.workspaceId),
    storeId: made.storeId,
    siteKey: made.siteKey,
    key: secret,
    ctx,
    async call(method, url, body, headers = {}) {
      const isText = typeof body === "string" || body instanceof Uint8Array;
      const payload = body === undefined ? {} : { payload: isText ? Buffer.from(body as string) : JSON.stringify(body) };
      const type: Record<string, string> = body === undefined || isText ? {} : { "content-type": "application/json" };
      const request = { method: method as "GET", url, headers: { authorization: `Bearer ${secret}`, ...type, ...headers }, ...payload };
      const reply = await base.app.inject(request as InjectOptions);
      const isJson = /json/.test(String(reply.headers["content-type"] ?? ""));
      return { status: reply.statusCode, body: (isJson ? reply.json() : reply.body) as never, headers: reply.headers };
    },
  };
}

/** Servers that play the outside. */
interface Outside {
  readonly smtpUrl?: string;
  readonly platformStandIn?: string;
  readonly metaGraphVersion?: string;
}

/** Opens the application for one test file: call in beforeAll, close in afterAll. */
export async function openTestApp({
  smtpUrl,
  platformStandIn,
  metaGraphVersion = variables.metaGraphVersion.default!,
}: Outside = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  const directory = await mkdtemp(path.join(os.tmpdir(), "vouch-test-"));
  const pools: pg.Pool[] = [];
  const pool = (url: string) => {
    const opened = openPool({ url, name: "test", max: 20, log: silentLog() });
    pools.push(opened);
    return opened;
  };
  const clock = testClock();
  const publicUrl = "http://127.0.0.1:4600";
  const base = openContext({
    pool: pool(database.appUrl),
    authPool: pool(authUrl(database.appUrl)),
    log: silentLog(),
    secret: testSecret,
    filesDirectory: directory,
    publicUrl,
    smtpUrl,
    mailFrom: "vouch@example.com",
    allowPrivateWebhooks: true,
    platformStandIn,
    metaGraphVersion,
  });
  const ctx: Context = { ...base, now: clock.now };
  const app = await openHttpApi({ ctx, trustedProxies: [], requestsPerMinute: 1_000_000, checkAnswers: true });
  return {
    app,
    ctx,
    clock,
    database,
    makeWorkspace: (options = {}) => makeWorkspace({ app, ctx }, options),
    settle: async () => {
      while ((await consumeOutbox(ctx, outboxHandlers)) > 0);
    },
    compute: (w, id) => performComputation(w.ctx, computations, { computationId: parseId("job", id)! }),
    async close() {
      await app.close();
      await Promise.all([ctx.changes.close(), ctx.threads.close()]);
      await Promise.all(pools.map(closePool));
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

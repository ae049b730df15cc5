import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { performRun } from "../src/features/connectors/performing/service.ts";
import { parseId } from "../src/kernel/ids.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";
import { makeCreator, must, type Made } from "./builders.ts";
import { openPlatformServer, type PlatformServer } from "./platform-server.ts";
import { makeOwn } from "./played-insights.ts";
import { madeApp } from "./played-instagram.ts";

/** A connection as the API shows it. */
export interface ShownConnection {
  readonly id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly expires_at: string | null;
  readonly quotas: { key: string; used: number; left: number; resets_at: string }[];
}

/** A run as the API shows it. */
export interface ShownRun {
  readonly id: string;
  readonly state: string;
  readonly steps: number;
  readonly steps_done: number;
  readonly counts: Record<string, number>;
  readonly problem: string | null;
  readonly resumes_at: string | null;
  readonly clock_ahead_s: number | null;
}

/** A token that the played Instagram takes. */
export const brandToken = "a-good-token-of-the-brand";
/** How the brand's own account on it is connected. */
export const ownInstagram = {
  ...{ platform: "instagram", label: "Our brand", access_token: brandToken },
  ...{ account_id: madeApp.account, app_id: madeApp.id, app_secret: madeApp.secret },
} as const;

/** A workspace of its own for each test of a file, and the platforms played by their documented protocols. */
export interface PlatformWorld {
  readonly t: TestApp;
  readonly w: TestWorkspace;
  readonly platforms: PlatformServer;
  connectYoutube(): Promise<ShownConnection>;
  connectInstagram(): Promise<ShownConnection>;
  /** The one connection there is. */
  connection(): Promise<ShownConnection>;
  start(connection: Pick<ShownConnection, "id">, more?: object): Promise<ShownRun>;
  /** Carries a run out as the worker does, and gives what became of it. */
  perform(run: Pick<ShownRun, "id">): Promise<ShownRun>;
  findings(run: Pick<ShownRun, "id">): Promise<Record<string, unknown>[]>;
  /** A creator who has an account. */
  creatorOn(platform: "youtube" | "instagram", handle: string): Promise<Made>;
  /** The rows of a table of this workspace, in their order. */
  rowsOf(table: string): Promise<Record<string, unknown>[]>;
  /** Posts with their numbers, by the platform's id. */
  postRows(): Promise<unknown[]>;
}

function forget(platforms: PlatformServer): void {
  const { youtube, instagram, instagramLogin } = platforms;
  platforms.asked.length = platforms.outages.length = youtube.channels.length = 0;
  instagram.accounts.length = instagram.refusals.length = 0;
  for (const kept of [instagram.tokens, instagram.hashtags, instagram.searched, instagramLogin.tokens]) kept.clear();
  instagram.tokens.set(brandToken, 3_600);
  youtube.keys.add("a-good-key");
  Object.assign(youtube, { units: 10_000, searches: 100 });
  Object.assign(instagram, { headers: {}, hasPublicContent: true, own: makeOwn() });
}

/** Plays the platforms for a test file; before each test everything is forgotten, and it is 10 o'clock on 1 May 2026. */
export function platformWorld(): PlatformWorld {
  const opened = {} as { t: TestApp; w: TestWorkspace; platforms: PlatformServer };
  beforeAll(async () => {
    opened.platforms = await openPlatformServer();
    opened.t = await openTestApp({ platformStandIn: opened.platforms.url });
  });
  beforeEach(async () => {
    const { t, platforms } = opened;
    t.clock.set("2026-05-01T10:00:00Z");
    platforms.now = () => t.ctx.now();
    forget(platforms);
    await sql`update platform_connections set state = 'removed'`.execute(t.ctx.db);
    opened.w = await t.makeWorkspace();
  });
  afterAll(async () => {
    await opened.t.close();
    await opened.platforms.close();
  });
  const connect = (body: object) => must<ShownConnection>(opened.w, "POST", "/v1/platform-connections", body);
  const rows = async (table: string) =>
    (
      await sql<
        Record<string, unknown>
      >`select * from ${sql.table(table)} where workspace_id = ${opened.w.id} order by recorded_at, id`.execute(opened.t.ctx.db)
    ).rows;
  return {
    get t() {
      return opened.t;
    },
    get w() {
      return opened.w;
    },
    get platforms() {
      return opened.platforms;
    },
    connectYoutube: () => connect({ platform: "youtube", label: "Our project", api_key: "a-good-key" }),
    connectInstagram: () => connect(ownInstagram),
    connection: async () => (await must<{ data: ShownConnection[] }>(opened.w, "GET", "/v1/platform-connections")).data[0]!,
    start: ({ id }, more = {}) => must(opened.w, "POST", "/v1/platform-runs", { connection_id: id, kind: "figures", ...more }),
    perform: async ({ id }) => {
      await performRun(opened.w.ctx, parseId("plr", id)!);
      return must(opened.w, "GET", `/v1/platform-runs/${id}`);
    },
    findings: async ({ id }) => (await must<{ data: Record<string, unknown>[] }>(opened.w, "GET", `/v1/platform-runs/${id}/findings`)).data,
    creatorOn: (platform, handle) => makeCreator(opened.w, { name: `Creator ${handle}`, accounts: [{ platform, handle }] }),
    rowsOf: rows,
    postRows: async () => {
      const found =
        await sql<object>`select p.external_id, p.format, p.hashtags, p.language, s.views, s.likes, s.comments, s.reach, s.saves,
        s.shares, s.clicks from posts p join post_snapshots s on s.workspace_id = p.workspace_id and s.post_id = p.id
        where p.workspace_id = ${opened.w.id} order by 1`.execute(opened.t.ctx.db);
      return found.rows;
    },
  };
}

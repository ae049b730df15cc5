import { sql } from "kysely";
import { performRevocation, type Revocation } from "../src/features/connectors/granting/service.ts";
import { performRun } from "../src/features/connectors/performing/service.ts";
import { parseId } from "../src/kernel/ids.ts";
import { asSystem } from "../src/platform/context.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";
import { must, type Made } from "./builders.ts";
import { openPlatformServer, type PlatformServer } from "./platform-server.ts";

/** A connection as the tests of signing in look at it. */
export interface SignInConnection {
  readonly id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly signed_in: number | null;
}

/** A run as they look at it. */
export interface SignInRun {
  readonly id: string;
  readonly state: string;
  readonly counts: Record<string, number>;
  readonly problem: string | null;
}

/** What is connected of a creator. */
export interface Connected {
  readonly data: { id: string; platform: string; handle: string; state: string; problem: string | null; consent: string }[];
  readonly invitation: object | null;
}

/** A page as the server sent it. */
export type SentPage = Awaited<ReturnType<TestApp["app"]["inject"]>>;

/** The application, platforms on loopback and a browser that goes from one to the other. */
export interface SignInWorld {
  readonly t: TestApp;
  readonly platforms: PlatformServer;
  get(url: string, cookie?: string): Promise<SentPage>;
  send(url: string, fields: Record<string, string>): Promise<SentPage>;
  /** The path of a link for a creator. */
  invite(w: TestWorkspace, creator: Made): Promise<string>;
  /** Presses Connect: the address at the platform, and the browser's cookie. */
  press(path: string, platform: string, fields?: Record<string, string>): Promise<{ address: URL; cookie: string }>;
  /** Permits the app at the platform: where the browser is sent back to. */
  permit(address: URL): Promise<string>;
  /** Goes the whole way: the page at its end. */
  signIn(path: string, platform: string): Promise<SentPage>;
  connected(w: TestWorkspace, creator: Made): Promise<Connected>;
  connection(w: TestWorkspace): Promise<SignInConnection>;
  runs(w: TestWorkspace): Promise<SignInRun[]>;
  perform(w: TestWorkspace, run: SignInRun): Promise<SignInRun>;
  rowsOf(w: TestWorkspace, table: string, order?: string): Promise<Record<string, unknown>[]>;
  /** How many requests came for a path. */
  calls(path: string): number;
  /** Carries out what gives permissions back. */
  giveBack(): Promise<void>;
  close(): Promise<void>;
}

let networks = 0;

const browserOf = ({ app }: TestApp): Pick<SignInWorld, "get" | "send" | "press" | "permit" | "signIn"> => {
  const get: SignInWorld["get"] = (url, cookie = "") => app.inject({ url, headers: { cookie } });
  const send: SignInWorld["send"] = (url, fields) =>
    app.inject({
      ...{ method: "POST", url, payload: new URLSearchParams(fields).toString(), remoteAddress: `192.0.2.${++networks % 250}` },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  const press: SignInWorld["press"] = async (path, platform, fields = { consent: "yes" }) => {
    const reply = await send(`${path}/${platform}`, fields);
    if (reply.statusCode !== 303) throw new Error(`pressing Connect answered ${reply.statusCode}: ${reply.body}`);
    return { address: new URL(reply.headers.location!), cookie: String(reply.headers["set-cookie"]).split(";")[0]! };
  };
  const permit: SignInWorld["permit"] = async (address) => {
    const reply = await fetch(address, { redirect: "manual" });
    const back = new URL(reply.headers.get("location")!);
    return back.pathname + back.search;
  };
  const signIn: SignInWorld["signIn"] = async (path, platform) => {
    const { address, cookie } = await press(path, platform);
    return get(await permit(address), cookie);
  };
  return { get, send, press, permit, signIn };
};

/** Opens the world of one test file: call in beforeAll, close in afterAll. */
export async function openSignInWorld(): Promise<SignInWorld> {
  const platforms = await openPlatformServer(() => t.ctx.now());
  const t = await openTestApp({ platformStandIn: platforms.url });
  return {
    ...{ t, platforms },
    ...browserOf(t),
    invite: async (w, { id }) =>
      new URL((await must<{ url: string }>(w, "POST", `/v1/creators/${id}/connect-invitation`, {})).url).pathname,
    connected: (w, { id }) => must(w, "GET", `/v1/creators/${id}/connected-accounts`),
    connection: async (w) => (await must<{ data: SignInConnection[] }>(w, "GET", "/v1/platform-connections")).data[0]!,
    runs: async (w) => (await must<{ data: SignInRun[] }>(w, "GET", "/v1/platform-runs")).data,
    async perform(w, run) {
      await performRun(w.ctx, parseId("plr", run.id)!);
      return must(w, "GET", `/v1/platform-runs/${run.id}`);
    },
    async rowsOf({ id }, table, order = "recorded_at") {
      const found = sql<
        Record<string, unknown>
      >`select * from ${sql.table(table)} where workspace_id = ${id} order by ${sql.ref(order)}, id`;
      return (await found.execute(t.ctx.db)).rows;
    },
    calls: (path) => platforms.asked.filter((asked) => asked.path === path).length,
    async giveBack() {
      const { rows } = await sql<{ payload: Revocation }>`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks k
        where k.id = j.task_id and k.identifier = 'platform-revocation' returning j.payload`.execute(t.ctx.db);
      for (const { payload } of rows) await performRevocation(asSystem(t.ctx, payload.workspaceId), payload);
    },
    async close() {
      await t.close();
      await platforms.close();
    },
  };
}

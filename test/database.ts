import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { appRole, urlWithRole, withConnection } from "../src/platform/db/pool.ts";
import { databaseUrl, type TestDatabaseServer } from "./test-server.ts";

/** A database of one test file: migrated, empty, its own. */
export type TestDatabase = {
  /** The owner's address. */
  url: string;
  /** The application's address: the same database under the role that cannot change append-only tables. */
  appUrl: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
};

let cloned = 0;

/**
 * Clones the migrated template; about 30 ms once the run's server is up. Call it in `beforeAll`, `close()` in `afterAll`.
 *
 * @example
 * const database = await cloneDatabase();
 * const pool = openPool({ url: database.appUrl, name: "test", log: silentLog() });
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { url, template } = await askForServer();
  const name = `vouch_test_${process.pid}_${Date.now().toString(36)}_${++cloned}`;
  await administer(url, `create database ${name} template ${template}`);
  const own = databaseUrl(url, name);
  return {
    url: own,
    appUrl: urlWithRole(own, appRole),
    close: async () => void (await administer(url, `drop database if exists ${name} with (force)`)),
  };
}

/** A database without any table, for tests of the migrator and of restoring. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const { url } = await askForServer();
  const name = `vouch_test_${process.pid}_${Date.now().toString(36)}_${++cloned}`;
  await administer(url, `create database ${name}`);
  const own = databaseUrl(url, name);
  return {
    url: own,
    appUrl: urlWithRole(own, appRole),
    close: async () => void (await administer(url, `drop database if exists ${name} with (force)`)),
  };
}

async function askForServer(): Promise<TestDatabaseServer> {
  const socket = process.env["VOUCH_TEST_SERVER"];
  if (!socket) throw new Error("test/global-setup.ts has not run: start tests with vitest and the project's configuration");
  const answer = JSON.parse(await text(connect(socket))) as { server?: TestDatabaseServer; error?: string };
  if (!answer.server) throw new Error(`the test database did not start: ${answer.error}`);
  return answer.server;
}

const administer = (url: string, sql: string): Promise<unknown> => withConnection(url, "vouch test", (client) => client.query(sql));

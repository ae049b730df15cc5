import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { cloneDatabase } from "../../test/database.ts";
import { offerTestServer } from "../../test/test-server.ts";

/** Row types are read from a migrated database, so that they cannot say what the migrations do not. */
const settings = [
  "--dialect=postgres",
  "--default-schema=public",
  "--include-pattern=public.*",
  "--date-parser=string",
  '--type-mapping={"int8":"bigint"}',
  "--log-level=error",
  "--print",
];

function printTypes(url: string): string {
  const tool = path.join(path.dirname(createRequire(import.meta.url).resolve("kysely-codegen/package.json")), "dist/cli/bin.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...settings, "--url", url], { encoding: "utf8" });
  if (status !== 0) throw new Error(`kysely-codegen failed: ${stderr}`);
  return `${stdout.trim()}\n`;
}

// Nothing else keeps this process alive while the database server, which must not do so, starts and stops.
const alive = setInterval(() => {}, 60_000);
const server = await offerTestServer();
process.env["VOUCH_TEST_SERVER"] = server.socket;
try {
  const database = await cloneDatabase();
  process.stdout.write(printTypes(database.url));
  await database.close();
} finally {
  await server.close();
  clearInterval(alive);
}

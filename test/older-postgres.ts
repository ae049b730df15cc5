import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serverEnvironment } from "../src/platform/postgres/binaries.ts";
import { startServer } from "../src/platform/postgres/server-process.ts";
import { asAccount, serverAccount } from "../src/platform/postgres/server-account.ts";

const programs = "/usr/lib/postgresql/15/bin";

/** Whether this machine has the oldest PostgreSQL that Vouch supports. */
export const hasOlderPostgres = existsSync(path.join(programs, "initdb"));

/** A server of the oldest supported version, empty, for one test file. */
export async function startOlderPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const account = serverAccount();
  const root = mkdtempSync(path.join(tmpdir(), "vouch-pg15-"));
  chmodSync(root, 0o700);
  if (account) chownSync(root, account.uid, account.gid);
  const data = path.join(root, "data-15");
  const options = { ...asAccount(account), env: serverEnvironment, cwd: root, stdio: "ignore" as const };
  execFileSync(
    path.join(programs, "initdb"),
    ["-D", data, "-U", "vouch", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    options,
  );
  const server = await startServer({
    cluster: { root, data, password: "" },
    binaries: { directory: programs, version: "15", major: 15 },
    account,
    address: { kind: "socket", directory: root },
    durable: false,
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  };
  return { url: `postgres://vouch@localhost:5432/postgres?host=${encodeURIComponent(root)}`, stop };
}

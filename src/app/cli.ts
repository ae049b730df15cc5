#!/usr/bin/env node
import { Command } from "commander";
import type { Overrides } from "../platform/config/config.ts";
import { programVersion } from "./installation/installation.ts";

const program = new Command("vouch")
  .description("Influencer marketing that can prove what each creator earned, and pays them right.")
  .version(programVersion)
  .option("--data <directory>", "the directory that holds everything (VOUCH_DATA)")
  .showHelpAfterError();

const withData = (overrides: Overrides): Overrides => ({ data: program.opts<{ data?: string }>().data, ...overrides });

program
  .command("start", { isDefault: true })
  .description("run everything: database, API, app, worker and short links")
  .option("--host <address>", "the address to listen on (VOUCH_HOST)")
  .option("--port <port>", "the port of the API and the app (VOUCH_PORT)")
  .option("--edge-port <port>", "the port of the short links (VOUCH_EDGE_PORT)")
  .action(async (options: Overrides) => (await import("./start/start.ts")).start(withData(options)));

const role = (name: string, description: string, run: () => Promise<void>): void => {
  program.command(name).description(description).action(run);
};

role("api", "run the API and the app alone", async () => (await import("./start/roles.ts")).runApi(withData({})));
role("edge", "run the short links alone: listener and shipper", async () => (await import("./start/roles.ts")).runEdge(withData({})));
role("worker", "run the worker alone", async () => (await import("./start/roles.ts")).runWorker(withData({})));
role("migrate", "bring the database to the newest schema", async () => (await import("./start/roles.ts")).runMigrate(withData({})));

program
  .command("export")
  .description("write everything that a workspace lists into a directory, a file a list")
  .requiredOption("--workspace <name>", "the workspace's short name")
  .requiredOption("--out <directory>", "a new directory")
  .action(async (options: { workspace: string; out: string }) => (await import("./once/export.ts")).runExport(withData({}), options));
program
  .command("backup")
  .description("write everything into one encrypted file, while the rest goes on running")
  .requiredOption("--out <file>", "the file to write; it must not exist")
  .requiredOption("--passphrase-file <file>", "a file whose first line is the passphrase")
  .action(async (options: { out: string; passphraseFile: string }) => (await import("./once/backup.ts")).runBackup(withData({}), options));
program
  .command("restore")
  .description("restore a backup into an empty database and data directory")
  .requiredOption("--in <file>", "the backup")
  .requiredOption("--passphrase-file <file>", "a file whose first line is the passphrase")
  .action(async (options: { in: string; passphraseFile: string }) => (await import("./once/backup.ts")).runRestore(withData({}), options));

role("verify", "recompute balances, credit and audit hashes from the evidence", async () =>
  (await import("./once/verify.ts")).runVerify(withData({})),
);
role("openapi", "print the API's OpenAPI document", async () => (await import("./once/openapi.ts")).printOpenApi());

try {
  await program.parseAsync();
  process.stdout.write("", () => process.exit());
} catch (error) {
  console.error(error instanceof Error && error.name === "StartRefusal" ? error.message : error);
  process.exit(1);
}

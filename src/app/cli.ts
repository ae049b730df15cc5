#!/usr/bin/env node
import module from "node:module";
import { Command } from "commander";
import type { Overrides } from "../platform/config/config.ts";
import type { ImportOptions } from "./once/import.ts";
import type { MarketOptions } from "./once/market.ts";
import { programVersion } from "./installation/installation.ts";

// Node 22 and newer keep the compiled code of what is imported below; starts after the first are quicker.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

const program = new Command("vouch")
  .description("Influencer marketing that can prove what each creator earned, and pays them right.")
  .version(programVersion)
  .option("--data <directory>", "the directory that holds everything (VOUCH_DATA)")
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError();

const withData = (overrides: Overrides): Overrides => ({ data: program.opts<{ data?: string }>().data, ...overrides });

program
  .command("start", { isDefault: true })
  .description("run everything: database, API, app, worker and short links")
  .option("--host <address>", "the address to listen on (VOUCH_HOST)")
  .option("--port <port>", "the port of the API and the app (VOUCH_PORT)")
  .option("--edge-port <port>", "the port of the short links (VOUCH_EDGE_PORT)")
  .allowExcessArguments()
  .action(async (options: Overrides, { args: [unknown] }: Command) => {
    if (unknown !== undefined) program.error(`error: there is no command ${unknown}`);
    await (await import("./start/start.ts")).start(withData(options));
  });

const role = (name: string, description: string, run: () => Promise<void>): void => {
  program.command(name).description(description).action(run);
};

role("api", "run the API and the app alone", async () => (await import("./start/roles.ts")).runApi(withData({})));
role("edge", "run the short links alone: listener and shipper", async () => (await import("./start/roles.ts")).runEdge(withData({})));
role("worker", "run the worker alone", async () => (await import("./start/roles.ts")).runWorker(withData({})));
role("migrate", "bring the database to the newest schema", async () => (await import("./start/roles.ts")).runMigrate(withData({})));

program
  .command("import <kind> <file>")
  .description(
    "import a file: creators, orders, sales, posts, daily_series, costs, audiences, brand_lift_counts, links, codes, survey_answers or clicks",
  )
  .requiredOption("--workspace <name>", "the workspace's short name")
  .option("--mapping <file>", "which column is which, as the API shows it; guessed when missing")
  .option("--store <id>", "the store whose orders these are; the first one when missing")
  .option("--links <file>", "of clicks: the table with link_id and key of their links; links.csv beside the spool when missing")
  .option("--domain <host>", "of clicks: the short domain that their links are on; the only one when missing")
  .option("--skip-faulty", "take the good rows when others are faulty")
  .action(async (kind: string, file: string, options: ImportOptions) =>
    (await import("./once/import.ts")).runImport(withData({}), kind, file, options),
  );
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
program
  .command("score <file>")
  .description("score what an exported scorecard was made from, here and now: the same bytes as there, with their SHA-256")
  .action(async (file: string) => (await import("./once/score.ts")).runScore(file));
program
  .command("market")
  .description("write a made-up business with known truth: orders, clicks, creators, costs, sales, and what each creator caused")
  .requiredOption("--preset <name>", "dtc-drop, saas-trials, hotel-off-season or retail-in-store")
  .option("--seed <number>", "which of its possible courses", "1")
  .requiredOption("--out <directory>", "a new directory")
  .action(async (options: MarketOptions) => (await import("./once/market.ts")).runMarket(options));
program
  .command("edges")
  .description("list the edges that decisions wait for")
  .option("--retire <id>", "take out an edge whose machine is gone for good")
  .action(async (options: { retire?: string }) => (await import("./once/edges.ts")).runEdges(withData({}), options));

role("openapi", "print the API's OpenAPI document", async () => (await import("./once/openapi.ts")).printOpenApi());

/** Refusals are sentences for whoever runs the command; anything else is a fault of the program and keeps its stack. */
function isForOperator(error: unknown): error is Error & { errors?: { pointer: string; detail: string }[] } {
  return error instanceof Error && ["StartRefusal", "Problem"].includes(error.name);
}

const describeRefusal = ({ message, errors = [] }: { message: string; errors?: { detail: string }[] }): string =>
  [message, ...errors.map(({ detail }) => detail)].join("\n");

try {
  await program.parseAsync();
  process.stdout.write("", () => process.exit());
} catch (error) {
  console.error(isForOperator(error) ? describeRefusal(error) : error);
  process.exit(1);
}

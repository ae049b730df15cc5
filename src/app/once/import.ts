import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { importKindNames, type ImportKindName } from "../../features/imports/import-state.ts";
import { importFile, listImportRefusals } from "../../features/imports/service.ts";
import { parseId } from "../../kernel/ids.ts";
import type { Overrides } from "../../platform/config/config.ts";
import type { Context } from "../../platform/context.ts";
import type { ImportMapping } from "../../platform/imports/import-kind.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";
import { importClicks } from "./clicks/import-clicks.ts";
import { withRuntime } from "./with-runtime.ts";
import { workspaceContext } from "./workspace-context.ts";

export type ImportOptions = {
  workspace: string;
  /** A JSON file with the mapping, as the API shows it. Missing means that it is guessed. */
  mapping?: string;
  /** The store whose orders these are, `sto_...`. Missing means the first store. */
  store?: string;
  /** Take the good rows when others are faulty. Missing means all or nothing. */
  skipFaulty?: boolean;
  /** Of clicks: the table that names their links. */
  links?: string;
  /** Of clicks: the short domain of their links. */
  domain?: string;
};

const shownRefusals = 20;

/** `vouch import`: a file of any kind that the app imports from beginning to end; exit code 1 when it was not taken. */
export async function runImport(overrides: Overrides, kind: string, file: string, options: ImportOptions): Promise<void> {
  if (kind === "clicks") return runClicks(overrides, file, options);
  const kindName = importKindNames.find((name) => name === kind.replaceAll("-", "_"));
  if (kindName === undefined)
    throw new StartRefusal(`There are no imports of ${kind}. There are: ${[...importKindNames, "clicks"].join(", ")}.`);
  for (const needed of [file, options.mapping])
    if (needed !== undefined && !existsSync(needed)) throw new StartRefusal(`${needed} does not exist.`);
  const isDone = await withRuntime("import", overrides, ({ ctx }) => importAndSay(ctx, kindName, file, options));
  process.exitCode = isDone ? 0 : 1;
}

async function runClicks(overrides: Overrides, spool: string, options: ImportOptions): Promise<void> {
  if (!existsSync(spool)) throw new StartRefusal(`${spool} does not exist.`);
  const report = await withRuntime("import", overrides, async ({ ctx }) => {
    const within = await workspaceContext(ctx, options.workspace, "import");
    const { links, domain, store, skipFaulty = false } = options;
    return importClicks(within, spool, { links, domain, storeId: storeId(store), skipFaulty });
  });
  console.log(report.lines.join("\n"));
  process.exitCode = report.isDone ? 0 : 1;
}

async function importAndSay(ctx: Context, kind: ImportKindName, file: string, options: ImportOptions): Promise<boolean> {
  const within = await workspaceContext(ctx, options.workspace, "import");
  const { mapping, skipFaulty = false } = options;
  const content = createReadStream(file);
  const chosen = mapping === undefined ? undefined : (JSON.parse(readFileSync(mapping, "utf8")) as ImportMapping);
  const order = { kind, file_name: path.basename(file), content, mapping: chosen, skipFaulty, store_id: storeId(options.store) };
  const done = await importFile(within, order);
  console.log(`${done.status}: ${done.rows ?? 0} rows, ${done.taken} taken, ${done.unchanged} unchanged, ${done.refused} refused`);
  if (done.problem !== null) console.log(done.problem);
  const refusals = await listImportRefusals(within, parseId("imp", done.id) ?? "", { limit: shownRefusals });
  for (const { row, field, message } of refusals.data) console.log(`row ${row}${field === "" ? "" : `, ${field}`}: ${message}`);
  return done.status === "done";
}

function storeId(shown: string | undefined): string | undefined {
  const id = shown === undefined ? undefined : parseId("sto", shown);
  if (shown !== undefined && id === undefined) throw new StartRefusal(`${shown} is not the id of a store: it begins with sto_.`);
  return id;
}

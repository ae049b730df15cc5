import { createWriteStream, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Overrides } from "../../platform/config/config.ts";
import type { Context, WorkspaceContext } from "../../platform/context.ts";
import type { Route } from "../../platform/http/route.ts";
import type { Download, Endpoint } from "../../platform/schema/endpoint.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";
import { routes } from "../routes.ts";
import { withRuntime } from "./with-runtime.ts";
import { workspaceContext } from "./workspace-context.ts";

/** `vouch export`: everything that the API lists of one workspace. */
export async function runExport(overrides: Overrides, options: { workspace: string; out: string }): Promise<void> {
  refuseUsedDirectory(options.out);
  const files = await withRuntime("export", overrides, ({ ctx }) => exportWorkspace(ctx, options));
  console.log(files.join("\n"));
}

/** Writes a file a list, one JSON object a line, and the CSV exports beside them; gives the files. The same state gives the same bytes. */
export async function exportWorkspace(ctx: Context, { workspace, out }: { workspace: string; out: string }): Promise<string[]> {
  const within = await workspaceContext(ctx, workspace, "export");
  mkdirSync(out, { recursive: true });
  const files: string[] = [];
  for (const route of routes.filter(({ endpoint }) => isExported(endpoint))) files.push(await exportRoute(within, route, out));
  return files;
}

function refuseUsedDirectory(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new StartRefusal(`${directory} is not empty. Choose a new directory with --out.`);
}

/** Lists and downloads of a whole workspace: what is read within it and asks for nothing. */
function isExported({ method, access, params, query, id }: Endpoint): boolean {
  const isWithin = access !== "public" && access !== "signed-in";
  return (
    method === "GET" &&
    isWithin &&
    params === undefined &&
    /^(list|export)[A-Z]/.test(id) &&
    (query === undefined || query.safeParse({}).success)
  );
}

/** `listPayRules` is written to `pay-rules`. */
const fileNameOf = ({ id }: Endpoint): string =>
  id
    .replace(/^(list|export)/, "")
    .replaceAll(/(?<!^)[A-Z]/g, "-$&")
    .toLowerCase();

async function exportRoute(ctx: WorkspaceContext, route: Route, directory: string): Promise<string> {
  const { endpoint } = route;
  const extension = endpoint.download === undefined ? "jsonl" : (endpoint.download.mediaTypes[0]?.split("/")[1] ?? "bin");
  const file = path.join(directory, `${fileNameOf(endpoint)}.${extension}`);
  const content = endpoint.download === undefined ? linesOf(ctx, route) : await bodyOf(ctx, route);
  await pipeline(content, createWriteStream(file, { mode: 0o600 }));
  return file;
}

type Page = { data: unknown[]; next_cursor?: string | null };

async function* linesOf(ctx: WorkspaceContext, route: Route): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = (await ask(ctx, route, cursor === undefined ? {} : { cursor })) as Page;
    yield page.data.map((item) => `${JSON.stringify(item)}\n`).join("");
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function bodyOf(ctx: WorkspaceContext, route: Route): Promise<NodeJS.ReadableStream> {
  const { body } = (await ask(ctx, route, {})) as Download;
  return typeof body === "string" || body instanceof Uint8Array ? Readable.from([body]) : body;
}

function ask(ctx: WorkspaceContext, { endpoint, handle }: Route, cursor: { cursor?: string }): Promise<unknown> {
  const largest = endpoint.query?.safeParse({ limit: "200", ...cursor });
  const query = largest?.success === true ? largest.data : endpoint.query?.parse(cursor);
  return handle(ctx as never, { params: undefined, query, body: undefined, headers: {} } as never);
}

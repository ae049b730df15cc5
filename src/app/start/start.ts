import type { Overrides } from "../../platform/config/config.ts";
import { holdDirectory, startDatabase } from "../installation/database-source.ts";
import { startEdge } from "./edge.ts";
import { migrateAll } from "../installation/migrate-all.ts";
import { readFirstSignIn } from "./first-sign-in.ts";
import { freePorts } from "./free-ports.ts";
import { openInstallation, type Installation } from "../installation/installation.ts";
import { reachableAddress } from "../installation/reachable-address.ts";
import { runUntilStopped } from "../installation/run-until-stopped.ts";
import type { Shutdown } from "../installation/shutdown.ts";

/** Runs every role in one command until it is asked to stop. What was opened last is closed first: edge, worker, API, database. */
export async function start(overrides: Overrides): Promise<void> {
  const installation = openInstallation("vouch", withQuietTerminal(overrides));
  await runUntilStopped(installation.log, (shutdown) => bringUp(installation, shutdown));
}

/** In a terminal the sentences of the start are for people; the log speaks up only when something is wrong. */
const withQuietTerminal = (overrides: Overrides): Overrides =>
  process.stdout.isTTY && !process.env["VOUCH_LOG_LEVEL"] ? { logLevel: "warn", ...overrides } : overrides;

async function bringUp(installation: Installation, shutdown: Shutdown): Promise<void> {
  const { config, data } = installation;
  if (data.insteadOf !== undefined) say(`The database's account cannot reach ${data.insteadOf}: the data is in ${data.root}`);
  await holdDirectory(installation, shutdown);
  // The application's code is read while the database server starts: each takes about half of the time.
  const loading = import("./parts.ts");
  const urls = await startDatabase(installation, shutdown);
  await shutdown.open("migrations", () => migrateAll(installation, urls));
  const ports = await choosePorts(installation);
  const { openParts } = await loading;
  const runtime = await openParts(installation, urls, ports, shutdown);
  await startEdge({ installation, urls, ports }, shutdown);
  announce(installation, runtime.ctx.publicUrl, `http://${reachableAddress(config.host, ports.edge)}`);
}

async function choosePorts({ config }: Installation): Promise<{ api: number; edge: number; edgeAdmin: number }> {
  const { host, port, edgePort, edgeAdminHost, edgeAdminPort } = config;
  const wanted = [
    { host, port },
    { host, port: edgePort },
    { host: edgeAdminHost, port: edgeAdminPort },
  ];
  const [api = port, edge = edgePort, edgeAdmin = edgeAdminPort] = await freePorts(wanted);
  for (const [index, given] of [api, edge, edgeAdmin].entries()) {
    const asked = wanted[index]?.port ?? 0;
    if (asked !== 0 && given !== asked) say(`Port ${asked} is taken: using ${given}`);
  }
  return { api, edge, edgeAdmin };
}

function announce({ data }: Installation, app: string, edge: string): void {
  say(`\n  Vouch is ready.\n\n  Open       ${app}`);
  const signIn = readFirstSignIn(data.signInFile);
  if (signIn) say(`  Sign in    ${signIn.email}\n  Password   ${signIn.password}   (also in ${data.signInFile})`);
  say(`  Links      ${edge}\n  Data       ${data.root}\n\n  Ctrl-C stops everything.\n`);
}

const say = (sentence: string): void => console.log(sentence);

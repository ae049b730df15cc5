// The one entry of every npm script. It needs nothing but Node: on a bare clone it installs and builds first, and only what is out of date.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const startedIn = process.cwd();
process.chdir(root);

const [command = "start", ...rest] = process.argv.slice(2);
const tool = (file) => path.join("node_modules", file);
const fromSource = ["--conditions=@vouch/source", "--import", "tsx"];

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Vouch needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}

/** Runs a program to its end with our own output; signals that reach us go on to it. Gives its exit code. */
function run(program, args, env = {}) {
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...env } });
  const pass = (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, pass);
  return new Promise((resolve) => {
    child.once("error", (error) => (console.error(error.message), resolve(1)));
    child.once("close", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

const node = (args, env) => run(process.execPath, args, env);

class Failed extends Error {}

async function step(name, work) {
  const startedAt = Date.now();
  const code = await work();
  if (code !== 0) throw new Failed(`${name} failed`);
  console.log(`[${name}] ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

// ── install ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
const platform = `${process.platform} ${process.arch}`;
const platformFile = "node_modules/.vouch-platform";

/** Compares what npm noted about the installed packages with the lockfile, so that a manual install counts too. */
function isInstalled() {
  const wanted = readJson("package-lock.json").packages;
  const present = readJson("node_modules/.package-lock.json")?.packages;
  if (present === undefined) return false;
  if (existsSync(platformFile) && readFileSync(platformFile, "utf8") !== platform) return false;
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (!name.includes("node_modules/") || link) return true;
    return present[name] === undefined ? optional === true : present[name].version === version;
  });
}

async function install() {
  if (!isInstalled()) {
    const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ["npm", []];
    await step("install", () => run(npm[0], [...npm[1], "ci", "--no-audit", "--no-fund"]));
  }
  if (!existsSync(platformFile) || readFileSync(platformFile, "utf8") !== platform) writeFileSync(platformFile, platform);
}

// ── build ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const isPartOfBuild = (name) => /\.(tsx?|css|html|json|svg|png|ico|woff2|webmanifest)$/.test(name) && !/\.test\.tsx?$/.test(name);

function* filesIn(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!["node_modules", "dist"].includes(entry.name)) yield* filesIn(file);
    } else if (isPartOfBuild(entry.name)) yield file;
  }
}

function digestOf(files) {
  const digest = createHash("sha256");
  for (const file of files.sort()) digest.update(`${file}\n`).update(readFileSync(file));
  return digest.digest("hex");
}

const isScreen = (file) => file.startsWith(path.join("src", "web")) || file.includes(`${path.sep}ui${path.sep}`);

/** Builds one part unless its sources are those of the last build. */
async function buildPart(name, { files, output }, work) {
  const stamp = path.join("node_modules", ".cache", `vouch-built-${name}`);
  const digest = digestOf(files);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  rmSync(stamp, { force: true });
  await step(name, work);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

/** All parts at once; only what runs is compiled here, the other types are among the checks. */
async function build() {
  const sources = [...filesIn("src")];
  const packages = [...filesIn("packages"), "package-lock.json", ...readdirSync(".").filter((name) => /^tsconfig.*\.json$/.test(name))];
  const server = [...sources.filter((file) => !isScreen(file)), ...packages];
  const screens = [...sources.filter((file) => isScreen(file) || file.includes("kernel")), ...packages];
  const vite = (config) => () => node([tool("vite/bin/vite.js"), "build", "--config", config, "--logLevel", "warn"]);
  const parts = await Promise.allSettled([
    buildPart("compile", { files: server, output: "dist/app/cli.js" }, () =>
      node([tool("typescript/bin/tsc"), "-b", "tsconfig.server.json"]),
    ),
    buildPart("web", { files: screens, output: "dist/web/index.html" }, vite("src/web/vite.config.ts")),
    buildPart("snippet", { files: packages, output: "dist/snippet/s.js" }, vite("packages/snippet/vite.config.ts")),
    buildPart("survey", { files: packages, output: "dist/survey/block.js" }, vite("packages/snippet/vite.survey.config.ts")),
  ]);
  const failed = parts.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

// ── run ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** In this process, so that Ctrl-C and SIGTERM reach the program itself. Paths in options mean the caller's directory. */
async function vouch(args) {
  process.chdir(startedIn);
  const cli = path.join(root, "dist", "app", "cli.js");
  process.argv = [process.execPath, cli, ...args];
  await import(pathToFileURL(cli).href);
}

const check = (args) => node(["scripts/check.mjs", ...args]);

const report = path.join("node_modules", ".cache", "vitest-report.json");

async function vitest(args, env) {
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await node([tool("vitest/vitest.mjs"), "run", ...reporters, ...args], env);
  return countTests(code);
}

/** A file that could not be loaded has no test and counts as one that failed; so does a run that failed for another reason. */
function countTests(code) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, testResults = [] } = readJson(report) ?? {};
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = numFailedTests + unloaded.length;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: numPendingTests };
}

/** The build, the checks and every test; with arguments only the tests that they name. Whatever happens, the last line is the sum. */
async function test(args, env = {}) {
  const isBuilt = await buildOrSay();
  const isChecked = args.length > 0 || (await check([])) === 0;
  const { passed, failed, skipped } = isBuilt ? await vitest(args, env) : { passed: 0, failed: 0, skipped: 0 };
  const all = failed + (isBuilt ? 0 : 1) + (isChecked ? 0 : 1);
  console.log(`${passed} passed, ${all} failed, ${skipped} skipped`);
  process.exitCode = all === 0 ? 0 : 1;
}

const buildOrSay = () =>
  build().then(
    () => true,
    (error) => (console.error(error.message), false),
  );

const exitWith = async (code) => {
  process.exitCode = await code;
};

const commands = {
  start: async () => (await build(), vouch(["start", ...rest])),
  vouch: async () => (await build(), vouch(rest)),
  build,
  test: () => test(rest),
  nightly: () => test(rest, { VOUCH_NIGHTLY: "1", VOUCH_NIGHTLY_ROUNDS: "200" }),
  check: () => exitWith(check(rest)),
  generate: () => exitWith(node(["scripts/generated.mjs", ...rest])),
  bench: async () => (await build(), exitWith(node([...fromSource, "bench/run.ts", ...rest]))),
};

refuseOldNode();
if (!Object.hasOwn(commands, command)) {
  console.error(`Unknown command ${command}. There are: ${Object.keys(commands).join(", ")}`);
  process.exit(1);
}
try {
  await install();
  await commands[command]();
} catch (error) {
  console.error(error instanceof Failed ? error.message : error);
  process.exitCode = 1;
}

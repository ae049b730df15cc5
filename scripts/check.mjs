// Every rule of the project that a tool can hold. All checks run, whatever fails; one line each, what they found at the end.
// `node scripts/check.mjs lint types` runs only these. The tree that is checked is the folder it is started in.
import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const script = (file) => path.join(home, "scripts", file);
const tool = (file) => path.join(home, "node_modules", file);
const source = ["--conditions=@vouch/source", "--import", import.meta.resolve("tsx")];

/** Name and what node is called with; the slow ones first, so that none of them runs alone at the end. */
const checks = [
  ["types", [tool("typescript/bin/tsc"), "-b"]],
  ["lint", [tool("oxlint/bin/oxlint"), "--type-aware", "--report-unused-disable-directives", "--deny-warnings"]],
  ["generated", [script("generated.mjs"), "--check"]],
  ["dead code", [tool("knip/bin/knip.js"), "--no-progress", "--treat-config-hints-as-errors"]],
  ["format", [tool("prettier/bin/prettier.cjs"), "--check", "--cache", "--log-level=warn", "."]],
  ["directions", [...source, script("check-directions.ts")]],
  ["examples", [...source, script("check-examples.ts")]],
  ["docstrings", [...source, script("check-docstrings.ts")]],
  ["docs", [...source, script("check-docs.ts")]],
  ["copies", [...source, script("check-copies.ts")]],
  ["loose ends", [...source, script("check-loose-ends.ts")]],
  ["lockfile", [...source, script("check-lockfile.ts")]],
  ["licences", [...source, script("check-licences.ts")]],
];

/** Looks at what the compiler has built, so it waits for the others. */
const lastly = ["packages", [script("check-packages.mjs")]];

/** Runs one check to its end and prints its line. */
function run([name, command]) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => (output += chunk));
    child.once("error", (error) => (output += error.message));
    child.once("close", (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(12)} ${seconds.padStart(5)} s`);
      resolve({ name, isOk: code === 0, output: output.trim() });
    });
  });
}

/** Runs all checks, as many at once as the machine has processors. */
async function runAll(wanted) {
  const isWanted = ([name]) => wanted.length === 0 || wanted.includes(name);
  const waiting = checks.filter(isWanted);
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next));
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, work));
  if (isWanted(lastly)) results.push(await run(lastly));
  return results;
}

const wanted = process.argv.slice(2);
const names = [...checks, lastly].map(([name]) => name);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new RangeError(`no check is called ${unknown.join(", ")}; there are: ${names.join(", ")}`);

const results = await runAll(wanted);
const failed = results.filter(({ isOk }) => !isOk);
for (const { name, output } of failed) console.log(`\n--- ${name}\n${output}`);
console.log(
  failed.length === 0
    ? `${results.length} checks passed`
    : `\n${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join(", ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

// The files that are made by a program and committed, each with the program that prints it. In order: a later one may read an earlier one.
// `node scripts/generated.mjs` writes them all, with names only those; `--check` compares and writes nothing.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const source = ["--conditions=@vouch/source", "--import", "tsx"];

/** @type {readonly { file: string, command: readonly string[] }[]} what node is called with, from the root */
const generated = [
  { file: "src/platform/db/schema.gen.ts", command: [...source, "scripts/generate/schema.ts"] },
  { file: "packages/stats/src/text/sentiment/vader-lexicon.gen.ts", command: [...source, "scripts/generate/vader-lexicon.ts"] },
  { file: "docs/configuration.md", command: [...source, "scripts/generate/configuration.ts"] },
  { file: "docs/problems.md", command: [...source, "scripts/generate/problems.ts"] },
  { file: "docs/events.md", command: [...source, "scripts/generate/events.ts"] },
  { file: "docs/statistics.md", command: [...source, "scripts/generate/statistics.ts"] },
  { file: "docs/guide/how-the-score-works.md", command: [...source, "scripts/generate/score/score-guide.ts"] },
  { file: "docs/score-vectors.json", command: [...source, "scripts/generate/score/score-vectors.ts"] },
  { file: "docs/pictures/counterfactual.svg", command: [...source, "scripts/generate/gallery/gallery.ts", "counterfactual"] },
  { file: "docs/pictures/credit-comparison.svg", command: [...source, "scripts/generate/gallery/gallery.ts", "credit-comparison"] },
  { file: "docs/pictures/response-curve.svg", command: [...source, "scripts/generate/gallery/gallery.ts", "response-curve"] },
  { file: "docs/pictures/survival-curve.svg", command: [...source, "scripts/generate/gallery/gallery.ts", "survival-curve"] },
  { file: "docs/openapi.json", command: [...source, "scripts/generate/openapi.ts"] },
  { file: "src/web/api.gen.d.ts", command: ["tools/openapi/node_modules/openapi-typescript/bin/cli.js", "docs/openapi.json"] },
  { file: "docs/dependencies.md", command: [...source, "scripts/generate/dependencies.ts", "md"] },
  { file: "docs/dependencies.svg", command: [...source, "scripts/generate/dependencies.ts", "svg"] },
];

/** Runs an entry's program and gives what it prints; rejects with what it complains about. */
function textOf({ file, command }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk) => (complaint += chunk));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`${file} cannot be made:\n${complaint.trim()}`))));
  });
}

/** The committed text of an entry; undefined when there is none. */
const committedText = ({ file }) => {
  const at = path.join(root, file);
  return fs.existsSync(at) ? fs.readFileSync(at, "utf8") : undefined;
};

/** Writes the entries whose file is named, all of them when none is; one that cannot be made does not hold up the others. */
async function writeGenerated(names) {
  for (const entry of generated.filter(({ file }) => names.length === 0 || names.includes(file))) {
    try {
      const text = await textOf(entry);
      if (text === committedText(entry)) continue;
      fs.writeFileSync(path.join(root, entry.file), text);
      console.log(`wrote ${entry.file}`);
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}

/** Where two texts part, as a line number. */
const firstDifference = (made, kept) => {
  const rows = kept.split("\n");
  return made.split("\n").findIndex((row, at) => row !== rows[at]) + 1 || rows.length;
};

/** What is wrong with an entry's committed file; undefined when making it again gives the same. */
async function staleness(entry) {
  try {
    const made = await textOf(entry);
    const kept = committedText(entry);
    if (kept === undefined) return `${entry.file}  is missing: npm run generate`;
    return made === kept ? undefined : `${entry.file}:${firstDifference(made, kept)}  is stale: npm run generate`;
  } catch (error) {
    return error.message;
  }
}

/** Makes every entry again, in memory, and says which differ. */
async function checkGenerated() {
  const complaints = (await Promise.all(generated.map(staleness))).filter((complaint) => complaint !== undefined);
  for (const complaint of complaints) console.log(complaint);
  console.log(`${generated.length} files made again, ${complaints.length} differ`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await (process.argv[2] === "--check" ? checkGenerated() : writeGenerated(process.argv.slice(2)));
}

// Makes every generated file again, in memory, and compares it with the committed one.
import { committedText, generated, textOf } from "./generated.mjs";

/** Where two texts part, as a line number. */
const firstDifference = (made, kept) => {
  const rows = kept.split("\n");
  return made.split("\n").findIndex((row, at) => row !== rows[at]) + 1 || rows.length;
};

/** What is wrong with an entry, or undefined. */
async function staleness(entry) {
  try {
    const made = await textOf(entry);
    const kept = committedText(entry);
    if (kept === undefined) return `${entry.file}: is missing; npm run generate`;
    return made === kept ? undefined : `${entry.file}:${firstDifference(made, kept)}  is stale; npm run generate`;
  } catch (error) {
    return error.message;
  }
}

const complaints = (await Promise.all(generated.map(staleness))).filter((complaint) => complaint !== undefined);
for (const complaint of complaints) console.log(complaint);
console.log(`${generated.length} files made again${complaints.length > 0 ? `, ${complaints.length} differ` : ""}`);
process.exitCode = complaints.length > 0 ? 1 : 0;

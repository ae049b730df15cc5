import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const fixtures = fileURLToPath(new URL("../packages/stats/fixtures", import.meta.url));
const folder = process.env["VOUCH_REFERENCE_DATA"];

/**
 * Reference data whose licence keeps it out of this repository: a folder named by `VOUCH_REFERENCE_DATA`. A test that reads it is
 * skipped where there is none, says so in its name, and has a twin on committed data.
 *
 * `test.skipIf(heldOut.isMissing)(`CDNOW gives the published parameters${heldOut.note}`, ...)`
 */
export const heldOut = {
  isMissing: folder === undefined,
  /** What the test's name ends in. */
  note: folder === undefined ? " (skipped: VOUCH_REFERENCE_DATA names no folder)" : "",
  /** Where a file is, such as `clv/CDNOW_sample.txt`. */
  path: (file: string): string => path.join(folder ?? "", file),
};

/** The text of a fixture, such as `geo/geolift-test.csv`. */
export const fixtureText = (file: string): string => readFileSync(path.join(fixtures, file), "utf8");

/** The rows of a table without its head; cells are cut at each comma, or tab, and lose their quotes. */
export function tableRows(text: string, separator = ","): string[][] {
  const [, ...lines] = text.trim().split(/\r?\n/);
  return lines.map((line) => line.split(separator).map((cell) => cell.replace(/^"(.*)"$/, "$1")));
}

/** The value at a path of `reference-numbers.json`, such as `geo.prop99.did`; a path that leads nowhere is an error. */
export function referenceNumber(at: string): number {
  const found = at.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], referenceNumbers());
  if (typeof found !== "number") throw new RangeError(`reference-numbers.json has no number at ${at}`);
  return found;
}

let numbers: unknown;
const referenceNumbers = (): unknown => (numbers ??= JSON.parse(fixtureText("reference-numbers.json")));

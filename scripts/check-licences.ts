import { isEntry } from "./source/entry.ts";
import { isFromRegistry, readLockfile, type Lockfile } from "./source/lockfile.ts";
import { report, type Violation } from "./source/violation.ts";

/** Licences that let the product be used, changed and passed on under Apache-2.0 with a notice at most. */
const permissive = new Set(
  "MIT MIT-0 ISC BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 BlueOak-1.0.0 Unlicense CC0-1.0 Python-2.0 Zlib".split(" "),
);

interface Exception {
  readonly licence: string;
  readonly reason: string;
}

const buildTool = "compiles the page's styles while building; no line of it is in the product";

/** Packages under another licence, each with the reason why it may stay. A name that ends in `*` stands for all that start so. */
export const exceptions: Readonly<Record<string, Exception>> = {
  lightningcss: { licence: "MPL-2.0", reason: buildTool },
  "lightningcss-*": { licence: "MPL-2.0", reason: buildTool },
  "@axe-core/playwright": { licence: "MPL-2.0", reason: "tries the pages in tests; not in the product" },
  "axe-core": { licence: "MPL-2.0", reason: "tries the pages in tests; not in the product" },
  "@fontsource/unifontex": { licence: "OFL-1.1", reason: "a font that PDFs embed the signs of; named in NOTICE" },
  "dejavu-fonts-ttf": {
    licence: "SEE LICENSE IN README.md AND LICENSE",
    reason: "fonts under the Bitstream Vera licence, which lets them be passed on; named in NOTICE",
  },
  "png-js": { licence: "unknown", reason: "its manifest names none; the MIT licence lies in the package" },
  "url-template": { licence: "BSD", reason: "its LICENSE is the BSD licence of three clauses" },
  "@ip-location-db/asn": {
    licence: "SEE LICENSE IN ROUTEVIEWS-LICENSE and DBIP-LICENSE (CC-BY-4.0)",
    reason: "data under CC BY 4.0, named in NOTICE",
  },
};

/** `(MIT OR GPL-2.0)` lets us choose; `(MIT AND GPL-2.0)` does not. */
function isPermissive(expression: string): boolean {
  const bare = expression.replace(/^\(|\)$/g, "");
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isPermissive);
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isPermissive);
  return permissive.has(bare);
}

const names = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);

/**
 * Finds packages whose licence is neither permissive nor excused, and excuses that nothing needs.
 * Tools are held to the same list as what is shipped: some of them end up inside the page.
 */
export function licenceFaults(lock: Lockfile, excused: Readonly<Record<string, Exception>> = exceptions): Violation[] {
  const packages = [...lock]
    .filter(([folder, entry]) => isFromRegistry(folder, entry))
    .map(([folder, { license = "unknown" }]) => ({ name: nameOf(folder), license }));
  const odd = packages.filter(({ license }) => !isPermissive(license));
  const isExcused = (one: { name: string; license: string }): boolean =>
    Object.entries(excused).some(([pattern, { licence }]) => names(pattern, one.name) && licence === one.license);
  const unneeded = Object.keys(excused).filter((pattern) => !odd.some(({ name }) => names(pattern, name)));
  const fault = (message: string): Violation => ({ rule: "permissive licences", path: "package-lock.json", line: 0, message });
  return [
    ...odd.filter((one) => !isExcused(one)).map(({ name, license }) => fault(`${name} is under ${license}`)),
    ...unneeded.map((pattern) => fault(`${pattern} is excused and need not be`)),
  ];
}

if (isEntry(import.meta.url)) {
  const lock = readLockfile(process.argv[2] ?? ".");
  report(licenceFaults(lock), `${lock.size} entries read, ${Object.keys(exceptions).length} excuses`);
}

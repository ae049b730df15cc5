import type { Module } from "../source/module-graph.ts";
import { isTestPath } from "../source/place.ts";
import type { Violation } from "../source/violation.ts";
import { product, type Rule, type Tree } from "./tree.ts";

const onFiles =
  (rule: string, isWrong: (path: string) => boolean, message: string): Rule =>
  (tree) =>
    tree.files.filter(isWrong).map((path): Violation => ({ rule, path, line: 0, message }));

const foldersOf = (path: string): string[] => path.split("/").slice(0, -1);
const fileOf = (path: string): string => path.split("/").at(-1) ?? "";

/** `src` and three folders below it: a fifth would hide a concept that deserves its own feature. */
export const notTooDeep: Rule = onFiles(
  "four folders deep at most",
  (path) => path.startsWith("src/") && foldersOf(path).length > 4,
  "deeper than four folders",
);

const drawers = new Set(["lib", "libs", "util", "utils", "helper", "helpers", "common", "shared", "misc"]);

/** A drawer takes anything, so nothing in it can be found. */
export const noDrawers: Rule = onFiles(
  "no drawers",
  (path) => [...foldersOf(path), fileOf(path).replace(/\..*/, "")].some((name) => drawers.has(name)),
  "name the thing: lib, utils, helpers, common, shared, misc are drawers",
);

const kebab = /^_{0,2}[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that a tool prescribes. */
const prescribed = new Set(["routeTree.gen.ts", "README.md", "LICENSE", "NOTICE"]);

/** Files are named in kebab case, after their main export. */
export const kebabNames: Rule = onFiles(
  "kebab-case names",
  (path) => !kebab.test(fileOf(path)) && !prescribed.has(fileOf(path)),
  "not in kebab-case",
);

/** An index hides what a folder holds; only a package, which has one door, has one. */
export const noIndexFiles: Rule = onFiles(
  "no index outside packages",
  (path) => /^index\.(ts|tsx|mjs)$/.test(fileOf(path)) && !/^packages\/[^/]+\/src\/index\.ts$/.test(path),
  "import the file that holds the thing",
);

type OwnExport = Module["exports"][number];

const onExports =
  (rule: string, isWrong: (one: OwnExport, module: Module) => boolean, message: string): Rule =>
  (tree) =>
    [...tree.modules.values()].flatMap((module) =>
      module.exports
        .filter((one) => isWrong(one, module))
        .map((one): Violation => ({ rule, path: module.path, line: one.line, message: `${one.name}: ${message}` })),
    );

const toolSettings = /(\.config\.(ts|mjs)|global-setup\.ts)$/;

/** One thing has one name everywhere; a default export has as many as importers. */
export const noDefaultExports: Rule = onExports(
  "named exports only",
  (one, module) => one.kind === "default" && !toolSettings.test(module.path) && !module.path.endsWith(".gen.ts"),
  "give it its name",
);

/** Words that say nothing about a thing. */
export const noVagueNames: Rule = onExports(
  "no vague names",
  (one, module) => !module.path.endsWith(".gen.ts") && /[a-z0-9](Manager|Helper|Helpers|Impl|Data|Info|Utils?)$/.test(one.name),
  "Manager, Helper, Impl, Data and Info say nothing",
);

const oneWord = /influencer|affiliate|partner/i;

/** A creator is never called by another word in code. */
export const oneWordAThing: Rule = (tree) => [
  ...onExports("one word a thing", (one) => oneWord.test(one.name), "the word is creator")(tree),
  ...onFiles("one word a thing", (path) => oneWord.test(fileOf(path)), "the word is creator")(tree),
];

/** Folders that hold more than twelve files besides tests, each with the reason why it is still one concept. */
export const crowdedFolders: Readonly<Record<string, string>> = {
  "src/features/creators/ui": "the page of one creator, a section a file, with the list before it; none of them is used elsewhere",
  "src/features/discovery/ui":
    "finding, with lists, saved searches, comparing and likeness beside it: all share the filter and the table of whom is found",
  "src/features/imports/ui": "one wizard of four steps, a file a step; none of them is used elsewhere",
  "src/features/experiments/ui":
    "experiments by region and on creators, each from the draft of a plan to what is kept of its result, share words, parts and charts",
  "src/features/matching/ui":
    "a creator held against a buyer: fit, prediction and price on one page, with the pages of buyers, mix and rules, share words and tabs",
};

function countFiles(tree: Tree): Map<string, number> {
  const counts = new Map<string, number>();
  const counted = tree.files.filter(
    (path) => /^(src|packages|scripts)\//.test(path) && !isTestPath(path) && !/\.(svg|json|csv|tsv|txt)$/.test(path),
  );
  for (const path of counted) {
    const folder = foldersOf(path).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** A folder holds twelve files besides tests, or is listed with its reason; a listing that is no longer needed is taken out. */
export const foldersStaySmall =
  (excused: Readonly<Record<string, string>> = crowdedFolders): Rule =>
  (tree) => {
    const counts = countFiles(tree);
    const crowded = [...counts].filter(([folder, count]) => count > 12 && !(folder in excused));
    const stale = Object.keys(excused).filter((folder) => (counts.get(folder) ?? 0) <= 12);
    const rule = "twelve files a folder";
    return [
      ...crowded.map(([path, count]) => ({ rule, path, line: 0, message: `${count} files besides tests: two concepts?` })),
      ...stale.map((path) => ({ rule, path, line: 0, message: "is excused and need not be" })),
    ];
  };

/** What the checker would silently pass if it read nothing. */
export const sawModules: Rule = (tree) =>
  product(tree).some((module) => module.path.startsWith("src/"))
    ? []
    : [{ rule: "sees modules", path: "src", line: 0, message: "no module was read: wrong folder, or the reader is broken" }];

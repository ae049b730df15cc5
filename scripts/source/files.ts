import fs from "node:fs";
import path from "node:path";

const unread = new Set(["node_modules", "dist", "coverage", "shots"]);

function* walk(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || unread.has(entry.name)) continue;
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(at);
    else if (entry.isFile()) yield at;
  }
}

/**
 * Lists the files below some folders of a tree, without what is installed, built or hidden.
 *
 * @param root the tree
 * @param folders paths from the root; one that is missing counts as empty
 * @param pattern tried on the path from the root
 * @returns paths from the root with forward slashes, sorted
 */
export function filesBelow(root: string, folders: readonly string[], pattern: RegExp): string[] {
  const present = folders.map((folder) => path.join(root, folder)).filter((folder) => fs.existsSync(folder));
  const all = present.flatMap((folder) => [...walk(folder)]);
  return all
    .map((file) => path.relative(root, file).replaceAll(path.sep, "/"))
    .filter((file) => pattern.test(file))
    .toSorted();
}

import { isEntry } from "./source/entry.ts";
import { readModuleGraph, type Module } from "./source/module-graph.ts";
import type { Export } from "./source/parse-module.ts";
import { report, type Violation } from "./source/violation.ts";

const isGenerated = (module: Module): boolean => /\.gen(\.d)?\.ts$/.test(module.path);

/** Kernel, packages, contracts and pure files teach their reader; the other roles are read beside them. */
function teaches({ place }: Module): boolean {
  return place.area === "kernel" || place.area === "package" || place.role === "contract" || place.role === "pure";
}

const isLibrary = ({ place }: Module): boolean => place.area === "kernel" || (place.area === "package" && place.name !== "snippet");

const fault = (module: Module, one: Export, rule: string, message: string): Violation => ({
  rule,
  path: module.path,
  line: one.line,
  message: `${one.name}: ${message}`,
});

/** An endpoint or a schema explains itself in the API's own document; the same sentence above it would be said twice. */
const explainsItself = (module: Module, one: Export): boolean =>
  module.place.role === "contract" && /\b(summary|description): |\.describe\(/.test(module.source.slice(one.start, one.end));

/** What is missing from one export's docstring. */
function faultsOf(module: Module, one: Export): Violation[] {
  if (explainsItself(module, one)) return [];
  if (one.docstring === "") return [fault(module, one, "exports have a docstring", "say what it gives, in what unit, and why so")];
  const needsExample = isLibrary(module) && one.kind === "function" && !one.docstring.includes("@example");
  return needsExample ? [fault(module, one, "library functions have an example", "add an @example that a script can run")] : [];
}

/**
 * Finds exports of kernel, packages, contracts and pure files without a docstring, and functions of kernel and packages
 * without an example.
 *
 * @param modules as `readModuleGraph` gives them
 */
export const undocumented = (modules: Iterable<Module>): Violation[] =>
  [...modules]
    .filter((module) => teaches(module) && !isGenerated(module))
    .flatMap((module) => module.exports.flatMap((one) => faultsOf(module, one)));

if (isEntry(import.meta.url)) {
  const modules = [...readModuleGraph(process.argv[2] ?? ".").values()].filter(teaches);
  const none: Violation = { rule: "sees modules", path: "src", line: 0, message: "no module was read" };
  report(
    modules.length === 0 ? [none] : undocumented(modules),
    `${modules.length} modules, ${modules.flatMap((m) => m.exports).length} exports read`,
  );
}

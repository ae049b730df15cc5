import type { Module } from "../source/module-graph.ts";

/** One `@example` of a docstring. */
export interface Example {
  /** The module whose docstring holds it, from the root. */
  readonly path: string;
  /** The export that it explains. */
  readonly name: string;
  /** The line of the export. */
  readonly line: number;
  readonly code: string;
}

const unfenced = (text: string): string => text.replace(/^\s*```\w*\n([\s\S]*?)\n?```[\s\S]*$/, "$1").trim();

/** The code after each `@example`, up to the next tag at the start of a row. */
const examplesOf = (docstring: string): string[] =>
  docstring
    .split(/^@/m)
    .filter((part) => part.startsWith("example"))
    .map((part) => unfenced(part.replace(/^example[^\n]*\n?/, "")));

/** All examples in the docstrings of a module's exports. */
export const examplesIn = (module: Module): Example[] =>
  module.exports.flatMap(({ name, line, docstring }) => examplesOf(docstring).map((code) => ({ path: module.path, name, line, code })));

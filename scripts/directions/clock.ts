import type { Module } from "../source/module-graph.ts";
import { product, type Rule } from "./tree.ts";

const isTimeless = ({ place }: Module): boolean =>
  place.area === "kernel" || (place.area === "package" && place.name !== "snippet") || (place.area === "feature" && place.role !== "ui");

/** Kernel, packages and features read no clock of their own; lint forbids `Date.now`, and this the `new Date()` that lint cannot tell apart. */
export const noClockButTheContexts: Rule = (tree) =>
  product(tree)
    .filter(isTimeless)
    .flatMap(({ path, clockReads }) =>
      clockReads.map((line) => ({
        rule: "no clock but the context's",
        path,
        line,
        message: "take the instant as a parameter, or from the context",
      })),
    );

import type { Import, Module } from "../source/module-graph.ts";
import type { Violation } from "../source/violation.ts";
import { knots } from "./knots.ts";
import { product, type Rule, type Tree } from "./tree.ts";

const targets = (tree: Tree, module: Module): string[] => module.imports.map((one) => one.to).filter((to) => tree.modules.has(to));

/** No module leads back to itself, type imports included. */
export const noCycles: Rule = (tree) => {
  const arrows = new Map([...tree.modules].map(([path, module]) => [path, targets(tree, module)]));
  return knots(arrows).map((cycle) => ({
    rule: "no cycles",
    path: cycle[0] ?? "",
    line: 0,
    message: `imports itself: ${[...cycle, cycle[0]].join(" -> ")}`,
  }));
};

/** The arrows between features, each with one import that makes it. */
export function featureArrows(tree: Tree): Map<string, Map<string, string>> {
  const arrows = new Map<string, Map<string, string>>();
  for (const module of product(tree).filter(({ place }) => place.area === "feature")) {
    const from = arrows.get(module.place.name) ?? new Map<string, string>();
    arrows.set(module.place.name, from);
    for (const one of module.imports) {
      const to = tree.modules.get(one.to)?.place;
      if (to?.area === "feature" && to.name !== module.place.name && !from.has(to.name)) from.set(to.name, `${module.path}:${one.line}`);
    }
  }
  return arrows;
}

/** Features form a one-way graph: where an arrow would turn back, the upstream feature writes an outbox row instead. */
export const featuresFormAOneWayGraph: Rule = (tree) => {
  const arrows = featureArrows(tree);
  const names = new Map([...arrows].map(([feature, to]) => [feature, [...to.keys()]]));
  return knots(names).map((cycle) => {
    const steps = cycle.map(
      (from, at) => `${from} -> ${cycle[(at + 1) % cycle.length]} (${arrows.get(from)?.get(cycle[(at + 1) % cycle.length] ?? "")})`,
    );
    return { rule: "features form a one-way graph", path: `src/features/${cycle[0]}`, line: 0, message: steps.join(", ") };
  });
};

interface Step {
  readonly module: Module;
  readonly trail: readonly string[];
}

/** Walks from some modules along imports and reports each import that must not be reached, with the way that leads there. */
function reaches(
  tree: Tree,
  starts: readonly Module[],
  follow: (one: Import) => boolean,
  forbidden: (one: Import) => boolean,
): [Step, Import][] {
  const seen = new Set(starts.map((module) => module.path));
  const queue: Step[] = starts.map((module) => ({ module, trail: [module.path] }));
  const found: [Step, Import][] = [];
  for (const step of queue) {
    for (const one of step.module.imports.filter(follow)) {
      const next = tree.modules.get(one.to);
      if (forbidden(one)) found.push([step, one]);
      else if (next && !seen.has(next.path)) {
        seen.add(next.path);
        queue.push({ module: next, trail: [...step.trail, next.path] });
      }
    }
  }
  return found;
}

const asViolation =
  (rule: string) =>
  ([step, one]: [Step, Import]): Violation => ({
    rule,
    path: step.module.path,
    line: one.line,
    message: `reaches ${one.to} by ${[...step.trail, one.to].join(" -> ")}`,
  });

const tooHeavyForTheEdge = new Set(["kysely", "zod", "react", "react-dom", "fastify"].map((name) => `npm:${name}`));

/** Nothing reachable from the hot path is the query builder, the schema library, a page's library or the HTTP framework. */
export const edgeReachesNothingHeavy: Rule = (tree) => {
  const edge = product(tree).filter(({ place }) => place.area === "edge");
  return reaches(
    tree,
    edge,
    () => true,
    (one) => tooHeavyForTheEdge.has(one.to),
  ).map(asViolation("edge reaches nothing heavy"));
};

/** Says whether an import leads out of what may run in a page. */
const isServerCode =
  (tree: Tree) =>
  (one: Import): boolean => {
    if (one.to.startsWith("node:")) return true;
    const place = tree.modules.get(one.to)?.place;
    if (place === undefined) return false;
    return place.area === "platform" || place.area === "edge" || place.area === "app" || (place.area === "feature" && place.role !== "ui");
  };

/** What runs in a page never reaches server code; a type leaves nothing behind and is free to come from a contract. */
export const browserNeverReachesServer: Rule = (tree) => {
  const browser = product(tree).filter(({ place }) => place.area === "web" || place.role === "ui");
  return reaches(tree, browser, (one) => !one.typeOnly, isServerCode(tree)).map(asViolation("browser code never reaches server code"));
};

import type { Import, Module } from "../source/module-graph.ts";
import { computed } from "../source/parse-module.ts";
import { placeOf } from "../source/place.ts";
import type { Violation } from "../source/violation.ts";
import { product, type Rule } from "./tree.ts";

/** What one room may import; a name that ends in `*` stands for all that start so, one that starts with `!` is taken out again. */
interface Allowance {
  readonly values: readonly string[];
  /** What may be imported in addition as long as only types of it are used. */
  readonly types?: readonly string[];
}

const fromRegistry = (...lists: string[]): string[] => lists.flatMap((list) => list.split(" ")).map((name) => `npm:${name}`);

/** What runs in a page. Everything else from the registry is for servers. */
const browserPackages = fromRegistry(
  "react react-dom @tanstack/react-router @tanstack/react-query @base-ui/react lucide-react class-variance-authority tailwind-merge",
  "openapi-fetch openapi-react-query d3-array d3-scale d3-shape qrcode",
);

/** What a redirect and the shipper need, and nothing else. */
const edgePackages = fromRegistry(
  "isbot maxmind @ip-location-db/asn @ip-location-db/geo-whois-asn-country-mmdb pg pg-copy-streams pino prom-client",
);

const numbers = ["package:stats", "package:redirect"];
const notForFeatures = ["!npm:kysely", "!npm:pg", "!npm:fastify", "!npm:zod", "!npm:react*", "!npm:graphile-worker"];

/**
 * Which room may import which, as data (decision 0001 gives the reasons). Targets are named as seen from the importing module:
 * `self` is its own area, package or platform; `own:role` a file of its own feature; `other:service` another feature's door.
 */
export const mayImport: Readonly<Record<string, Allowance>> = {
  kernel: { values: ["self"] },
  "package:stats": { values: ["self"] },
  "package:snippet": { values: ["self"] },
  "package:redirect": { values: ["self"] },
  platform: { values: ["self", "kernel", ...numbers, "node:*", "npm:*", "!npm:react*", "asset:*"] },
  edge: { values: ["self", "kernel", "package:redirect", "node:*", ...edgePackages] },
  web: { values: ["self", "kernel", ...numbers, "other:ui", "asset:*", ...browserPackages] },
  app: { values: ["*", "!test", "!bench", "!scripts", "!web", "!other:ui"] },
  contract: { values: ["kernel", "npm:zod", "platform/schema", "own:pure", "own:contract"] },
  routes: { values: ["own:contract", "own:service", "own:problems", "kernel", "platform*", "!platform/db"], types: ["own:pure"] },
  service: {
    values: [
      "own:queries",
      "own:pure",
      "own:service",
      "own:problems",
      "other:service",
      "kernel",
      ...numbers,
      "platform*",
      "node:*",
      "npm:*",
      ...notForFeatures,
    ],
    types: ["own:contract", "own:tables", "npm:kysely"],
  },
  queries: { values: ["own:tables", "own:queries", "kernel", "platform*", "npm:kysely"], types: ["own:pure"] },
  tables: { values: [], types: ["platform*", "kernel", "npm:kysely", "own:pure"] },
  jobs: { values: ["own:service", "platform*", "kernel"], types: ["own:pure", "own:contract"] },
  problems: { values: ["platform/problems"], types: ["*"] },
  ui: { values: ["own:ui", "kernel", "web", "asset:*", ...browserPackages], types: ["own:contract"] },
  pure: { values: ["own:pure", "kernel", ...numbers], types: ["other:service"] },
};

/** The row of the table that holds for a module; undefined where nothing is held. */
export function roomOf(module: Module): string | undefined {
  const { area, name, role } = module.place;
  if (area === "feature") return role;
  if (area === "package") return `package:${name}`;
  return area in mayImport ? area : undefined;
}

function featureTarget(from: Module, to: string): string {
  const { name, role } = placeOf(to);
  if (from.place.area === "feature" && from.place.name === name) return `own:${role}`;
  const isDoor = role !== "service" || to === `src/features/${name}/service.ts`;
  return isDoor ? `other:${role}` : "other:inner service";
}

/** Names the target of an import as the table does. */
export function targetOf(from: Module, to: string): string {
  if (/^(npm|node|asset|missing):/.test(to)) return to;
  const { area, name } = placeOf(to);
  if (area === "feature") return featureTarget(from, to);
  if (area === "package") return from.place.area === "package" && from.place.name === name ? "self" : `package:${name}`;
  if (area === from.place.area) return "self";
  return name === "" ? area : `${area}/${name}`;
}

const matches = (pattern: string, target: string): boolean =>
  pattern.endsWith("*") ? target.startsWith(pattern.slice(0, -1)) : pattern === target;

const allows = (patterns: readonly string[], target: string): boolean =>
  patterns.some((pattern) => matches(pattern, target)) &&
  !patterns.some((pattern) => pattern.startsWith("!") && matches(pattern.slice(1), target));

function isAllowed(room: string, target: string, typeOnly: boolean): boolean {
  const { values, types = [] } = mayImport[room] ?? { values: ["*"] };
  return target.startsWith("missing:") || allows(values, target) || (typeOnly && allows(types, target));
}

const complaint = (module: Module, room: string, one: Import): Violation => ({
  rule: `what ${room} may import`,
  path: module.path,
  line: one.line,
  message: `${room} may not import ${targetOf(module, one.to)}${one.typeOnly ? "" : " as a value"}: ${one.specifier}`,
});

/** Every module imports only what the room it stands in may. */
export const importsFollowTheRoom: Rule = (tree) =>
  product(tree).flatMap((module) => {
    const room = roomOf(module);
    if (room === undefined) return [];
    const wrong = module.imports.filter((one) => !isAllowed(room, targetOf(module, one.to), one.typeOnly));
    return wrong.map((one) => complaint(module, room, one));
  });

/** A test or a script may load what it finds; the product says what it loads. */
const mayCompute = ({ place }: Module): boolean => place.area === "test" || place.area === "scripts" || place.area === "bench";

/** An import that leads nowhere, or that nobody can follow by reading, would hide an arrow from every other rule. */
export const importsLeadSomewhere: Rule = (tree) =>
  [...tree.modules.values()].flatMap((module) =>
    module.imports
      .filter((one) => one.to.startsWith("missing:") && !(one.specifier === computed && mayCompute(module)))
      .map((one) => ({ rule: "imports lead somewhere", path: module.path, line: one.line, message: `${one.specifier} does not exist` })),
  );

/** Code of the product does not import tests, nor what only tests use. */
export const nothingDependsOnTests: Rule = (tree) =>
  product(tree)
    .filter((module) => module.place.area !== "bench" && module.place.area !== "scripts")
    .flatMap((module) =>
      module.imports
        .filter((one) => tree.modules.get(one.to)?.place.area === "test")
        .map((one) => ({
          rule: "no code depends on a test",
          path: module.path,
          line: one.line,
          message: `${one.specifier} is for tests only`,
        })),
    );

/** Every module below `src` stands in a room that has rules. */
export const everyModuleHasARoom: Rule = (tree) =>
  product(tree)
    .filter((module) => module.path.startsWith("src/") && module.place.area === "other")
    .map((module) => ({
      rule: "every module has a room",
      path: module.path,
      line: 0,
      message: "no area of src: kernel, platform, features, edge, web, app",
    }));

import type { Arrows } from "../directions/knots.ts";

/** An arrow that is not already said by a longer way: `app -> orders -> ledger` says `app -> ledger`. */
export function withoutShortcuts(arrows: Arrows): Arrows {
  const reach = new Map<string, Set<string>>();
  const below = (node: string, trail: ReadonlySet<string> = new Set()): Set<string> => {
    const known = reach.get(node);
    if (known || trail.has(node)) return known ?? new Set();
    const next = (arrows.get(node) ?? []).flatMap((to) => [to, ...below(to, new Set([...trail, node]))]);
    const found = new Set(next);
    reach.set(node, found);
    return found;
  };
  const isShortcut = (list: readonly string[], to: string): boolean => list.some((other) => other !== to && below(other).has(to));
  return new Map([...arrows].map(([from, list]) => [from, list.filter((to) => !isShortcut(list, to))]));
}

/**
 * The height of each node: 0 for one that points at nothing, else one more than the highest it points at.
 * An arrow of a cycle counts for nothing, so that an unfinished tree still has a picture.
 */
export function heights(arrows: Arrows): Map<string, number> {
  const found = new Map<string, number>();
  const heightOf = (node: string, trail: ReadonlySet<string>): number => {
    const known = found.get(node);
    if (known !== undefined || trail.has(node)) return known ?? -1;
    const height = Math.max(-1, ...(arrows.get(node) ?? []).map((to) => heightOf(to, new Set([...trail, node])))) + 1;
    found.set(node, height);
    return height;
  };
  for (const node of [...arrows.keys(), ...[...arrows.values()].flat()]) heightOf(node, new Set());
  return found;
}

/** A step of an arrow between neighbouring layers; a long arrow has several and goes through bends. */
interface Step {
  readonly from: string;
  readonly to: string;
}

/** A picture's nodes in layers, the lowest first; names that start with `~` are bends of long arrows. */
export interface Layering {
  readonly layers: readonly (readonly string[])[];
  readonly paths: readonly (readonly string[])[];
}

/** The way of an arrow down through the layers, with a bend in each layer between. */
const pathOf = (from: string, to: string, height: ReadonlyMap<string, number>): string[] => {
  const top = height.get(from) ?? 0;
  const bottom = height.get(to) ?? 0;
  const bends = Array.from({ length: Math.max(0, top - bottom - 1) }, (_, at) => `~${from}>${to}>${top - 1 - at}`);
  return [from, ...bends, to];
};

const stepsOf = (paths: readonly (readonly string[])[]): Step[] =>
  paths.flatMap((path) => path.slice(1).map((to, at) => ({ from: path[at] ?? "", to })));

/** Orders a layer by the mean position of the neighbours in another one; those without any stay where they are. */
function byNeighbours(layer: readonly string[], other: readonly string[], neighbours: (node: string) => string[]): string[] {
  const position = new Map(other.map((node, at) => [node, at / Math.max(1, other.length - 1)]));
  const wish = new Map(
    layer.map((node, at) => {
      const found = neighbours(node).flatMap((next) => position.get(next) ?? []);
      const own = at / Math.max(1, layer.length - 1);
      return [node, found.length === 0 ? own : found.reduce((sum, x) => sum + x, 0) / found.length];
    }),
  );
  return layer.toSorted((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.localeCompare(b));
}

/** Orders all layers by their neighbours, down and up, a few times: what crosses least is not found, what crosses little is. */
function untangled(layers: string[][], steps: readonly Step[]): string[][] {
  const above = (node: string): string[] => steps.filter((step) => step.to === node).map((step) => step.from);
  const below = (node: string): string[] => steps.filter((step) => step.from === node).map((step) => step.to);
  const sweeps = Array.from({ length: 4 }, () => layers.map((_, at) => at)).flat();
  let current = layers;
  for (const at of sweeps) {
    current = current.with(at, byNeighbours(current[at] ?? [], current[at - 1] ?? [], below));
    const mirrored = current.length - 1 - at;
    current = current.with(mirrored, byNeighbours(current[mirrored] ?? [], current[mirrored + 1] ?? [], above));
  }
  return current;
}

/**
 * Puts the nodes of a graph into layers so that every arrow goes down, and little crosses (after Sugiyama, Tagawa and Toda 1981).
 *
 * @param arrows a graph without cycles
 */
export function layered(arrows: Arrows): Layering {
  const height = heights(arrows);
  const paths = [...arrows].flatMap(([from, list]) => list.map((to) => pathOf(from, to, height)));
  const count = Math.max(0, ...height.values()) + 1;
  const bends = paths.flatMap((path) => path.slice(1, -1)).map((bend) => [bend, Number(bend.split(">").at(-1))] as const);
  const placed = [...height, ...bends];
  const layers = Array.from({ length: count }, (_, at) =>
    placed
      .filter(([, own]) => own === at)
      .map(([node]) => node)
      .toSorted(),
  );
  return { layers: untangled(layers, stepsOf(paths)), paths };
}

/** A directed graph: each node with the nodes it points at. */
export type Arrows = ReadonlyMap<string, readonly string[]>;

/** The shortest way from a node back to itself, or undefined. Breadth first, so the report shows the tightest knot. */
function wayBack(arrows: Arrows, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const at of queue) {
    for (const next of arrows.get(at) ?? []) {
      if (next === start) return trail(cameFrom, start, at);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return undefined;
}

function trail(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const steps: string[] = [];
  for (let at: string | undefined = end; at !== undefined && at !== start; at = cameFrom.get(at)) steps.unshift(at);
  return [start, ...steps];
}

/**
 * Finds the cycles of a graph: for each node that leads back to itself and lies on no cycle found before, its shortest one.
 * A graph without cycles gives none; every tangle gives at least one. Cost: one breadth-first walk a node.
 *
 * @param arrows nodes that are only pointed at may be missing
 * @returns each cycle as its nodes in order, without the repetition at the end
 */
export function knots(arrows: Arrows): string[][] {
  const tied = new Set<string>();
  const found: string[][] = [];
  for (const start of [...arrows.keys()].toSorted()) {
    const cycle = tied.has(start) ? undefined : wayBack(arrows, start);
    if (!cycle) continue;
    found.push(cycle);
    for (const node of cycle) tied.add(node);
  }
  return found;
}

/** A merge in force: the first creator is kept as the second. */
export interface MergeInForce {
  readonly from: string;
  readonly into: string;
}

/**
 * Who is kept for each of some creators under the merges in force.
 *
 * A creator is merged while nothing else is merged into another one under its name, so that the merges of a group form a tree; taking one
 * out parts the tree in two, each with its own root.
 *
 * @param ids every creator of the group.
 * @param merges those in force among them, in any order.
 * @returns for each id the root it leads to; itself where it is merged into nobody.
 * @example
 * import { keptCreators } from "./kept-creators.ts";
 * keptCreators(["a", "b", "c"], [{ from: "a", into: "b" }, { from: "b", into: "c" }]); // => new Map([["a", "c"], ["b", "c"], ["c", "c"]])
 */
export function keptCreators(ids: readonly string[], merges: readonly MergeInForce[]): Map<string, string> {
  const above = new Map(merges.map(({ from, into }) => [from, into]));
  const rootOf = (id: string): string => {
    let at = id;
    for (let steps = 0; above.has(at) && steps <= merges.length; steps++) at = above.get(at)!;
    return at;
  };
  return new Map(ids.map((id) => [id, rootOf(id)]));
}

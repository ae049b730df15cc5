/**
 * Items by a key of theirs, each list in the order of the items; keys in the order in which they first came.
 *
 * @param items any number of them.
 * @param keyOf the key of an item.
 * @returns for each key that came at least one item.
 * @example
 * import { groupBy } from "./group-by.ts";
 * groupBy([1, 2, 3], (each) => each % 2).get(1); // => [1, 3]
 */
export function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Takes the least number out of a binary heap. */
function takeLeast(heap: number[]): number {
  const [least = 0, last = 0] = [heap[0], heap.pop()];
  if (heap.length === 0) return least;
  let at = 0;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const child = right < heap.length && (heap[right] as number) < (heap[left] as number) ? right : left;
    if (child >= heap.length || (heap[child] as number) >= last) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = last;
  return least;
}

function put(heap: number[], value: number): void {
  let at = heap.push(value) - 1;
  for (let above = (at - 1) >> 1; at > 0 && (heap[above] as number) > value; above = (at - 1) >> 1) {
    heap[at] = heap[above] as number;
    at = above;
  }
  heap[at] = value;
}

/**
 * Halves the valences before "but" and raises those after it by half, as the Python package does it: it goes through the list while it
 * changes it, and changes the first element that is equal to the one it has come to. So a valence that was just halved can be changed
 * again in place of an equal one that comes later.
 *
 * The place of the first equal element comes from a heap a value, since a search would take the square of the length.
 *
 * @param valences a number a token; it is changed.
 * @param but where the first "but" is; its own valence is 0.
 * @example
 * import { applyContrast } from "./contrast.ts";
 * const valences = [2, 0, 1, 1];
 * applyContrast(valences, 1);
 * valences; // => [0.5, 0, 1.5, 1]
 */
export function applyContrast(valences: number[], but: number): void {
  const places = new Map<number, number[]>();
  const placesOf = (value: number): number[] => {
    const found = places.get(value) ?? [];
    places.set(value, found);
    return found;
  };
  for (let at = 0; at < valences.length; at++) {
    const value = valences[at] as number;
    if (value === 0) continue;
    const equal = placesOf(value);
    put(equal, at);
    const first = takeLeast(equal);
    const changed = value * (first < but ? 0.5 : 1.5);
    valences[first] = changed;
    put(placesOf(changed), first);
  }
}

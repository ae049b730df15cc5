const emptySlot = 0;
const firstSlots = 1 << 12;

/** Two 32-bit fingerprints of a text; that two texts of ten million share both is about as likely as one in 400,000. */
function fingerprint(text: string): readonly [number, number] {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b + unit, 0x27d4eb2f) ^ (b >>> 15);
  }
  a = Math.imul(a ^ (a >>> 16) ^ b, 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15) ^ a, 0x846ca68b);
  return [(a ^ (a >>> 15)) >>> 0, (b ^ (b >>> 16)) >>> 0];
}

/** Where a text was first met, and a fingerprint of what stood there. */
export interface KeptRow {
  readonly rowNumber: number;
  readonly content: number;
}

/**
 * Remembers for millions of texts the row in which each was first met, in 16 bytes a place instead of the texts themselves: two
 * fingerprints, the row and a fingerprint of its content. At most two thirds of the places are taken.
 *
 * @example
 * import { openKeyMemory } from "./key-memory.ts";
 * const memory = openKeyMemory();
 * memory.keep("a", { rowNumber: 2, content: 7 });
 * memory.find("a"); // => { rowNumber: 2, content: 7 }
 * memory.find("b"); // => undefined
 */
export function openKeyMemory(): { find(key: string): KeptRow | undefined; keep(key: string, row: KeptRow): void } {
  let [slots, taken] = [firstSlots, 0];
  let places = new Uint32Array(slots * 4);

  function placeOf(into: Uint32Array, a: number, b: number): number {
    const count = into.length / 4;
    let at = a % count;
    while (into[at * 4 + 2] !== emptySlot && !(into[at * 4] === a && into[at * 4 + 1] === b)) at = (at + 1) % count;
    return at * 4;
  }

  function grow(): void {
    slots *= 2;
    const wider = new Uint32Array(slots * 4);
    for (let at = 0; at < places.length; at += 4)
      if (places[at + 2] !== emptySlot) wider.set(places.subarray(at, at + 4), placeOf(wider, places[at]!, places[at + 1]!));
    places = wider;
  }

  return {
    find(key) {
      const at = placeOf(places, ...fingerprint(key));
      return places[at + 2] === emptySlot ? undefined : { rowNumber: places[at + 2]!, content: places[at + 3]! };
    },
    keep(key, { rowNumber, content }) {
      const [a, b] = fingerprint(key);
      const at = placeOf(places, a, b);
      if (places[at + 2] !== emptySlot) return;
      places.set([a, b, rowNumber, content], at);
      if (++taken * 3 > slots * 2) grow();
    },
  };
}

/** A fingerprint of what a row says, of 32 bits. */
export const contentOf = (text: string): number => fingerprint(text)[0];

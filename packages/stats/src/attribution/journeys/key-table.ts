const EMPTY = -1;

/** Spreads the 53 bits of a key over the slots of a table. */
function slotOf(key: number, mask: number): number {
  const high = (key / 4294967296) | 0;
  let bits = Math.imul((key | 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 13)) & mask;
}

/**
 * Numbers for keys: the first key that is met gets 0, the next new one 1, and so on; beside each a sum may be kept.
 *
 * Open addressing in typed arrays: ten million look-ups take half a second, and a key takes about 40 bytes and no object, where a `Map`
 * with keys beyond 2^31 makes an object for each.
 */
export class KeyTable {
  #slots = new Int32Array(64).fill(EMPTY);
  #keys = new Float64Array(32);
  #sums = new Float64Array(32);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a key, -1 for one that was never met. */
  find(key: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = slotOf(key, mask); ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot] as number;
      if (place === EMPTY || this.#keys[place] === key) return place;
    }
  }

  /** The number of a key, which it gets now when it is new. Keys are whole numbers from 0 to 2^53 - 1. */
  place(key: number): number {
    const known = this.find(key);
    if (known !== EMPTY) return known;
    if (this.#size === this.#keys.length) this.#grow();
    this.#keys[this.#size] = key;
    this.#enter(this.#size);
    return this.#size++;
  }

  /** Adds to the sum that is kept beside a key. */
  add(key: number, amount: number): void {
    const place = this.place(key);
    this.#sums[place] = (this.#sums[place] as number) + amount;
  }

  /** The keys by their numbers. */
  keys(): Float64Array {
    return this.#keys.subarray(0, this.#size);
  }

  /** The sums by the numbers of their keys. */
  sums(): Float64Array {
    return this.#sums.subarray(0, this.#size);
  }

  #enter(place: number): void {
    const mask = this.#slots.length - 1;
    let slot = slotOf(this.#keys[place] as number, mask);
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = place;
  }

  #grow(): void {
    const [keys, sums] = [this.#keys, this.#sums];
    this.#keys = new Float64Array(2 * keys.length);
    this.#keys.set(keys);
    this.#sums = new Float64Array(2 * sums.length);
    this.#sums.set(sums);
    this.#slots = new Int32Array(4 * keys.length).fill(EMPTY);
    for (let place = 0; place < this.#size; place++) this.#enter(place);
  }
}

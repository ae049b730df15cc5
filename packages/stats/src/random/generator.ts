import { checkCount } from "../input/check.ts";

const TWO_32 = 4294967296;
const TWO_53 = 9007199254740992;
const MASK = (1n << 64n) - 1n;

/** The polynomial that moves xoshiro256 on by 2^128 steps, from the lowest 64 bits up. */
const JUMP = [0x180ec6d33cfd0aban, 0xd5a61266f0c9392cn, 0xa9582618e03fc9aan, 0x39abdc4529b1661cn];

/**
 * A source of random bits: xoshiro256++ 1.0 of Blackman and Vigna, bit for bit.
 *
 * Its period is 2^256 - 1 and it passes the known batteries of tests. The 64-bit words are kept as halves, since a `bigint` is fifty times
 * slower. A generator changes as it is drawn from; `generatorOf` makes one, and a function that needs randomness takes one as an argument.
 */
export class Generator {
  /** High and low halves of the four words. */
  readonly #state: Int32Array;
  #high = 0;
  #low = 0;

  /**
   * @param words four 64-bit words, not all zero.
   * @throws {RangeError} when all are zero: the generator would stay there.
   */
  constructor(words: readonly [bigint, bigint, bigint, bigint]) {
    this.#state = Int32Array.from(words.flatMap((word) => [Number(word >> 32n), Number(word & 0xffffffffn)]));
    if (this.#state.every((half) => half === 0)) throw new RangeError("words must not all be zero");
  }

  #step(): void {
    const s = this.#state as unknown as [number, number, number, number, number, number, number, number];
    const [h0, l0, h1, l1] = s;
    const h3 = s[6];
    const l3 = s[7];
    const sumLow = (l0 >>> 0) + (l3 >>> 0);
    const sumHigh = (h0 + h3 + (sumLow >= TWO_32 ? 1 : 0)) | 0;
    const turnedHigh = (sumHigh << 23) | ((sumLow | 0) >>> 9);
    const turnedLow = ((sumLow | 0) << 23) | (sumHigh >>> 9);
    const low = (turnedLow >>> 0) + (l0 >>> 0);
    this.#low = low | 0;
    this.#high = (turnedHigh + h0 + (low >= TWO_32 ? 1 : 0)) | 0;
    const h2 = s[4] ^ h0;
    const l2 = s[5] ^ l0;
    const high3 = h3 ^ h1;
    const low3 = l3 ^ l1;
    s[2] = h1 ^ h2;
    s[3] = l1 ^ l2;
    s[0] = h0 ^ high3;
    s[1] = l0 ^ low3;
    s[4] = h2 ^ ((h1 << 17) | (l1 >>> 15));
    s[5] = l2 ^ (l1 << 17);
    s[6] = (low3 << 13) | (high3 >>> 19);
    s[7] = (high3 << 13) | (low3 >>> 19);
  }

  /** The next 64 bits. */
  word(): bigint {
    this.#step();
    return (BigInt(this.#high >>> 0) << 32n) | BigInt(this.#low >>> 0);
  }

  /** The upper 32 of the next 64 bits, as a number from 0 to 2^32 - 1. */
  uint32(): number {
    this.#step();
    return this.#high >>> 0;
  }

  /** A number in [0, 1) with all 53 bits that a double holds. */
  uniform(): number {
    this.#step();
    return ((this.#high >>> 0) * 2097152 + (this.#low >>> 11)) / TWO_53;
  }

  /** The eleven bits that the last `uniform` left over. */
  spareBits(): number {
    return this.#low & 2047;
  }

  /**
   * A whole number from 0 to n - 1, each equally likely: what would favour some is drawn again.
   *
   * @param n at least 1, at most 2^53 - 1.
   * @throws {RangeError} when n is no such number.
   */
  below(n: number): number {
    checkCount("n", n, 1);
    const isSmall = n <= TWO_32;
    const range = isSmall ? TWO_32 : TWO_53;
    const fair = range - (range % n);
    for (;;) {
      const drawn = isSmall ? this.uint32() : this.uniform() * TWO_53;
      if (drawn < fair) return drawn % n;
    }
  }

  /** Another generator 2^128 steps ahead, as far as nobody will ever draw: its numbers overlap with none of this one's. */
  jumped(): Generator {
    const walker = this.copy();
    const sum = new Int32Array(8);
    for (const word of JUMP) {
      for (let bit = 0n; bit < 64n; bit++) {
        if ((word >> bit) & 1n) walker.#addTo(sum);
        walker.#step();
      }
    }
    walker.#state.set(sum);
    return walker;
  }

  #addTo(sum: Int32Array): void {
    for (let at = 0; at < 8; at++) sum[at] = (sum[at] ?? 0) ^ (this.#state[at] ?? 0);
  }

  /** One that will give the same numbers as this one from here on. */
  copy(): Generator {
    const twin = new Generator([1n, 0n, 0n, 0n]);
    twin.#state.set(this.#state);
    return twin;
  }
}

/** The next state and output of splitmix64, which spreads a small seed over all bits. */
function splitMix(state: bigint): { state: bigint; word: bigint } {
  const next = (state + 0x9e3779b97f4a7c15n) & MASK;
  let z = next;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return { state: next, word: z ^ (z >> 31n) };
}

/**
 * A generator from a seed: the same seed gives the same numbers on every machine.
 *
 * The seed is spread by splitmix64, as the authors of xoshiro advise, so that seeds 1 and 2 have nothing in common.
 *
 * @param seed a whole number of at least zero, or any 64-bit `bigint`.
 * @throws {RangeError} when the seed is no such number.
 * @see https://prng.di.unimi.it
 * @example
 * import { generatorOf } from "./generator.ts";
 * const generator = generatorOf(1);
 * [generator.uniform(), generator.below(6)]; // => [0.8116121588818848, 0]
 */
export function generatorOf(seed: number | bigint): Generator {
  if (typeof seed === "number") checkCount("seed", seed);
  let state = BigInt(seed) & MASK;
  const words = [0n, 0n, 0n, 0n] as [bigint, bigint, bigint, bigint];
  for (let at = 0; at < 4; at++) {
    const next = splitMix(state);
    state = next.state;
    words[at] = next.word;
  }
  return new Generator(words);
}

/**
 * Several generators whose numbers never overlap: one for each worker, chain or simulated unit.
 *
 * Each is 2^128 steps behind the next, so that dividing the work differently changes nothing. Time: a microsecond or ten each.
 *
 * @param seed as for `generatorOf`.
 * @param count how many, at least 1.
 * @throws {RangeError} when the seed or the count is none.
 * @example
 * import { generatorsOf } from "./generator.ts";
 * generatorsOf(7, 3).map((generator) => generator.below(100)).length; // => 3
 */
export function generatorsOf(seed: number | bigint, count: number): Generator[] {
  checkCount("count", count, 1);
  const all = [generatorOf(seed)];
  for (let at = 1; at < count; at++) all.push((all[at - 1] as Generator).jumped());
  return all;
}

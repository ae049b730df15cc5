import { grownTo } from "../columns/grown-to.ts";
import { sortTexts, textsBefore } from "../columns/sorted-texts.ts";
import { TextArena } from "../columns/text-arena.ts";

const decoder = new TextDecoder();

interface Fresh {
  readonly text: number;
  readonly key: number;
}

/**
 * Numbers that stand for the order of creators' names, so that they are sorted as any number is. Names in order have 1, 2, 3 and so on; one
 * that comes later has a number between its neighbours', as one writes a house number between two houses.
 */
export class NameOrder {
  /** By creator: smaller for names that stand earlier, equal for equal names. */
  keys: Float64Array<ArrayBuffer>;
  readonly #texts: TextArena;
  #textOf: Uint32Array<ArrayBuffer>;
  #creators = 0;
  /** Different names in order: those with whole numbers, and those that came later. */
  #sorted = new Uint32Array(0);
  #fresh: Fresh[] = [];
  #isSorted = false;

  /** With room for about so many creators; it grows. */
  constructor(creators: number) {
    const room = Math.max(16, creators);
    this.#texts = new TextArena(room, room * 16);
    this.#textOf = new Uint32Array(room);
    this.keys = new Float64Array(room);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#texts.memory + 12 * this.keys.length + this.#sorted.byteLength;
  }

  /** Says what a creator is called, in bytes of UTF-8; creators come with numbers in turn, or are named anew. */
  name(creator: number, name: Uint8Array): void {
    if (creator >= this.keys.length) {
      this.keys = grownTo(this.keys, Math.ceil(creator * 1.5));
      this.#textOf = grownTo(this.#textOf, Math.ceil(creator * 1.5));
    }
    this.#creators = Math.max(this.#creators, creator + 1);
    if (this.#isNamed(creator, name)) return;
    this.#textOf[creator] = this.#texts.add(name, 0, name.length);
    if (this.#isSorted) this.#insert(creator, name);
  }

  /** Gives all names their order, once the first are there and whenever many came later. */
  settle(): void {
    if (this.#isSorted && this.#fresh.length <= this.#sorted.length / 4 + 1_000) return;
    this.#sortAll();
  }

  /** What a creator is called. */
  read(creator: number): string {
    const { bytes, starts } = this.#texts;
    const text = this.#textOf[creator]!;
    return decoder.decode(bytes.subarray(starts[text]!, starts[text + 1]!));
  }

  /** What a name's key is, or would be. */
  keyOf(name: Uint8Array): number {
    const at = textsBefore(this.#texts, this.#sorted, name);
    if (at < this.#sorted.length && this.#isText(this.#sorted[at]!, name)) return at + 1;
    const place = this.#placeAmongFresh(name);
    const [before, behind] = [this.#fresh[place - 1], this.#fresh[place]];
    if (behind !== undefined && this.#isText(behind.text, name)) return behind.key;
    return (Math.max(at, before?.key ?? 0) + Math.min(at + 1, behind?.key ?? Infinity)) / 2;
  }

  #isText(text: number, name: Uint8Array): boolean {
    return this.#texts.compareTo(text, name, [0, name.length]) === 0;
  }

  #isNamed(creator: number, name: Uint8Array): boolean {
    return this.#texts.count > 0 && this.keys[creator] !== 0 && this.#isText(this.#textOf[creator]!, name);
  }

  #placeAmongFresh(name: Uint8Array): number {
    let [low, high] = [0, this.#fresh.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#texts.compareTo(this.#fresh[middle]!.text, name, [0, name.length]) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(creator: number, name: Uint8Array): void {
    const key = this.keyOf(name);
    const place = this.#placeAmongFresh(name);
    const isNew = !Number.isInteger(key) && this.#fresh[place]?.key !== key;
    const isTooFine = isNew && [this.#fresh[place - 1]?.key, Math.floor(key), Math.ceil(key)].includes(key);
    if (isNew) this.#fresh.splice(place, 0, { text: this.#textOf[creator]!, key });
    this.keys[creator] = key;
    if (isTooFine) this.#sortAll();
  }

  #sortAll(): void {
    const texts = this.#textOf.slice(0, this.#creators);
    sortTexts(this.#texts, texts);
    let different = 0;
    const keyOfText = new Float64Array(this.#texts.count);
    for (const text of texts) {
      if (different === 0 || this.#texts.compare(texts[different - 1]!, text) !== 0) texts[different++] = text;
      keyOfText[text] = different;
    }
    for (let creator = 0; creator < this.#creators; creator++) this.keys[creator] = keyOfText[this.#textOf[creator]!]!;
    this.#sorted = texts.slice(0, different);
    this.#fresh = [];
    this.#isSorted = true;
  }
}

/** Where a page of pairs begins: after this one, in the order of many reasons first and then of both ids. */
export interface PairPlace {
  readonly reasons: number;
  readonly one: string;
  readonly other: string;
}

const form = /^(\d{1,6}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Writes a place as the opaque text that a client sends back. */
export const pairCursor = ({ reasons, one, other }: PairPlace): string => Buffer.from(`${reasons} ${one} ${other}`).toString("base64url");

/**
 * Reads a cursor.
 *
 * @returns undefined for a text that is none.
 */
export function pairPlace(cursor: string): PairPlace | undefined {
  const found = form.exec(Buffer.from(cursor, "base64url").toString());
  return found === null ? undefined : { reasons: Number(found[1]), one: found[2]!, other: found[3]! };
}

/** Whether a pair comes after a place. */
export function isAfter(place: PairPlace, pair: PairPlace): boolean {
  if (pair.reasons !== place.reasons) return pair.reasons < place.reasons;
  return pair.one === place.one ? pair.other > place.other : pair.one > place.one;
}

/** The order of pairs. */
export const byPlace = (a: PairPlace, b: PairPlace): number => (isAfter(a, b) ? 1 : isAfter(b, a) ? -1 : 0);

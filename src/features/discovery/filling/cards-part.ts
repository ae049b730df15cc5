/** A part of a workspace's creators: which, from 0, of how many. */
export interface CardsPart {
  readonly number: number;
  readonly of: number;
}

/**
 * In which part a creator is: by the last byte of its id, which is random.
 *
 * @param creatorId a uuid.
 * @param part one of at most 256 parts.
 * @example
 * import { partOf } from "./cards-part.ts";
 * partOf("00000000-0000-7000-8000-000000000a07", { of: 2 }); // => 1
 */
export const partOf = (creatorId: string, { of }: Pick<CardsPart, "of">): number => Number.parseInt(creatorId.slice(-2), 16) % of;

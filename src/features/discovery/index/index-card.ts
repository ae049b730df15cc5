import type { Audience } from "../columns/audience-columns.ts";
import type { ChoiceField, DayField, FlagField, NumberField } from "../query/creator-query.ts";

/** A choice that an account has one value of; its tier follows from its followers, lists and programs are sets. */
export type PlainChoice = Exclude<ChoiceField, "tier" | "list" | "program">;

/** Hands out the words of a card, each once: the bytes between two places. */
export type EachWord = (take: (bytes: Uint8Array, span: readonly [number, number]) => void) => void;

/** What one account of a creator is found by, by the fields that are asked for; null is not known. */
export interface IndexCard {
  /** Sixteen bytes. */
  readonly accountId: Uint8Array;
  readonly choices: Readonly<Record<PlainChoice, string | null>>;
  /** Ids. */
  readonly lists: readonly string[];
  readonly programs: readonly string[];
  readonly numbers: Readonly<Record<NumberField, number | null>>;
  /** ISO 4217, of the price. */
  readonly currency: string | null;
  /** Days since 1970-01-01. */
  readonly days: Readonly<Record<DayField, number | null>>;
  readonly flags: Readonly<Record<FlagField, boolean | null>>;
  readonly audience: Audience;
  readonly eachWord: EachWord;
}

/** A creator with its cards. */
export interface CreatorCards {
  /** Sixteen bytes. */
  readonly creatorId: Uint8Array;
  /** What it is sorted by when the order is by name, in bytes of UTF-8. */
  readonly name: Uint8Array;
  /** None: the creator is not to be found any more. */
  readonly cards: readonly IndexCard[];
}

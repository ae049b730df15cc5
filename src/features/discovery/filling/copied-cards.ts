import { audienceKinds, numberFields, type AudienceKind, type NumberField } from "../query/creator-query.ts";
import type { Audience } from "../columns/audience-columns.ts";
import type { CreatorCards, IndexCard } from "../index/index-card.ts";

/** The fields of a copied card, in their order; the statement that copies them names them alike. */
export const copiedFields = [
  "creator_id",
  "account_id",
  "name_key",
  "platform",
  "country",
  "city",
  "language",
  "category",
  "account_state",
  "status",
  "source",
  "decision",
  "currency",
  "list_ids",
  "program_ids",
  ...numberFields,
  "last_post_on",
  "added_on",
  "is_verified",
  "has_email",
  "has_worked",
  "audience",
  "document",
] as const;
type CopiedField = (typeof copiedFields)[number];

const fieldAt = Object.fromEntries(copiedFields.map((field, at) => [field, at])) as Record<CopiedField, number>;
const [headBytes, idBytes, noValue] = [19, 16, -1];
/** PostgreSQL counts days from 2000-01-01. */
const firstDay = 10_957;

/** One row as it lies in the bytes that were copied: field f at `starts[f]`, `lengths[f]` bytes long, -1 for null. */
interface Row {
  bytes: Buffer;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

type End = { readonly kind: "row"; readonly at: number } | { readonly kind: "cut off" } | { readonly kind: "over" };

function readRow(row: Row, from: number): End {
  const { bytes, starts, lengths } = row;
  if (from + 2 > bytes.length) return { kind: "cut off" };
  const fields = bytes.readInt16BE(from);
  if (fields < 0) return { kind: "over" };
  let at = from + 2;
  for (let field = 0; field < fields; field++) {
    if (at + 4 > bytes.length) return { kind: "cut off" };
    const length = bytes.readInt32BE(at);
    starts[field] = at + 4;
    lengths[field] = length;
    at += 4 + Math.max(0, length);
  }
  return at > bytes.length ? { kind: "cut off" } : { kind: "row", at };
}

const isNull = ({ lengths }: Row, field: CopiedField): boolean => lengths[fieldAt[field]] === noValue;

const bytesOf = ({ bytes, starts, lengths }: Row, field: CopiedField): Buffer => {
  const start = starts[fieldAt[field]]!;
  return bytes.subarray(start, start + lengths[fieldAt[field]]!);
};

const textOf = (row: Row, field: CopiedField): string | null => {
  if (isNull(row, field)) return null;
  const start = row.starts[fieldAt[field]]!;
  return row.bytes.toString("utf8", start, start + row.lengths[fieldAt[field]]!);
};

const numberOf = (row: Row, field: NumberField): number | null =>
  isNull(row, field) ? null : row.bytes.readDoubleBE(row.starts[fieldAt[field]]);

const dayOf = (row: Row, field: CopiedField): number | null =>
  isNull(row, field) ? null : row.bytes.readInt32BE(row.starts[fieldAt[field]]) + firstDay;

const flagOf = (row: Row, field: CopiedField): boolean | null => (isNull(row, field) ? null : row.bytes[row.starts[fieldAt[field]]!] === 1);

const [arrayHead, elementHead] = [20, 4];
const noIds: readonly string[] = [];

/** An array of uuids as 32 digits with dashes each. */
function idsOf(row: Row, field: CopiedField): readonly string[] {
  const start = row.starts[fieldAt[field]]!;
  if (isNull(row, field) || row.bytes.readInt32BE(start) === 0) return noIds;
  const count = row.bytes.readInt32BE(start + 12);
  return Array.from({ length: count }, (_, index) => {
    const at = start + arrayHead + index * (elementHead + idBytes) + elementHead;
    const hex = row.bytes.toString("hex", at, at + idBytes);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  });
}

const noAudience: Audience = {};

function audienceOf(row: Row): Audience {
  const text = textOf(row, "audience");
  if (text === null) return noAudience;
  const all = JSON.parse(text) as Readonly<Record<string, Record<string, number>>>;
  return Object.fromEntries(audienceKinds.flatMap((kind: AudienceKind) => (all[kind] === undefined ? [] : [[kind, all[kind]]])));
}

/** A text search vector: how many words, and each as its bytes, a zero, how often it is placed, and the places. */
function eachWord({ bytes, starts }: Row, take: (bytes: Uint8Array, span: readonly [number, number]) => void): void {
  let at = starts[fieldAt.document]!;
  const count = bytes.readInt32BE(at);
  at += 4;
  for (let word = 0; word < count; word++) {
    const end = bytes.indexOf(0, at);
    take(bytes, [at, end]);
    at = end + 3 + 2 * bytes.readUInt16BE(end + 1);
  }
}

function numbersOf(row: Row): Record<NumberField, number | null> {
  const numbers = {} as Record<NumberField, number | null>;
  for (const field of numberFields) numbers[field] = numberOf(row, field);
  return numbers;
}

function cardOf(row: Row): IndexCard {
  const still = { bytes: row.bytes, starts: row.starts.slice(), lengths: row.lengths.slice() };
  return {
    accountId: bytesOf(row, "account_id"),
    choices: {
      platform: textOf(row, "platform"),
      country: textOf(row, "country"),
      city: textOf(row, "city"),
      language: textOf(row, "language"),
      category: textOf(row, "category"),
      account_state: textOf(row, "account_state"),
      status: textOf(row, "status"),
      source: textOf(row, "source"),
      decision: textOf(row, "decision"),
    },
    lists: idsOf(row, "list_ids"),
    programs: idsOf(row, "program_ids"),
    numbers: numbersOf(row),
    currency: textOf(row, "currency"),
    days: { last_post_on: dayOf(row, "last_post_on"), added_on: dayOf(row, "added_on") },
    flags: { is_verified: flagOf(row, "is_verified"), has_email: flagOf(row, "has_email"), has_worked: flagOf(row, "has_worked") },
    audience: audienceOf(row),
    eachWord: (take) => eachWord(still, take),
  };
}

/** Takes copied bytes as they come, and says when there are no more. */
export interface CardReader {
  take(piece: Buffer): void;
  end(): void;
}

/**
 * Reads cards as `copy (...) to stdout (format binary)` sends them, in pieces of any size, and hands out creator by creator: the rows of one
 * have to come one after another. Only one creator's cards are objects at a time.
 *
 * @param take is called once a creator; what it keeps it must copy.
 * @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 */
export function cardReader(take: (creator: CreatorCards) => void): CardReader {
  const row: Row = { bytes: Buffer.alloc(0), starts: new Int32Array(copiedFields.length), lengths: new Int32Array(copiedFields.length) };
  let isBegun = false;
  let open: { creatorId: Buffer; name: Buffer; cards: IndexCard[] } | undefined;
  const hand = (): void => {
    if (open !== undefined) take(open);
    open = undefined;
  };
  const add = (): void => {
    const creatorId = bytesOf(row, "creator_id");
    if (open !== undefined && !open.creatorId.equals(creatorId)) hand();
    open ??= { creatorId, name: bytesOf(row, "name_key"), cards: [] };
    open.cards.push(cardOf(row));
  };
  return {
    take(piece) {
      row.bytes = row.bytes.length === 0 ? piece : Buffer.concat([row.bytes, piece]);
      if (!isBegun && row.bytes.length < headBytes) return;
      let at = isBegun ? 0 : headBytes;
      isBegun = true;
      for (let end = readRow(row, at); end.kind === "row"; end = readRow(row, at)) {
        add();
        at = end.at;
      }
      row.bytes = row.bytes.subarray(at);
    },
    end: hand,
  };
}

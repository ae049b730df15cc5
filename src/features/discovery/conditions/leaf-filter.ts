import { membersOf, type CardColumns } from "../columns/card-columns.ts";
import type { CodeColumn } from "../columns/code-column.ts";
import {
  audienceKinds,
  choiceFields,
  dayFields,
  flagFields,
  numberFields,
  type AudienceKind,
  type ChoiceField,
  type DayField,
  type FlagField,
  type NumberField,
} from "../query/creator-query.ts";
import type { FilterOf } from "./found-rows.ts";
import type { Leaf } from "./positive-form.ts";
import { everyRow, markedCodes, noRows, numbersIn, rowsIn, sharesIn, type Range, type RowFilter } from "./row-filters.ts";

/** What leaves are asked of. */
export interface Asked {
  readonly columns: CardColumns;
  /** On which step of the ladder each account is. */
  readonly tiers: Pick<CodeColumn, "codes" | "texts">;
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => (names as readonly string[]).includes(name);

const dayMs = 86_400_000;
const dayNumber = (day: string | undefined): number | undefined => (day === undefined ? undefined : Date.parse(day) / dayMs);

/** Marks each code by what it stands for; the code of what is not known stays without a mark. */
function codesWhere({ codes, texts }: Pick<CodeColumn, "codes" | "texts">, isMarked: (text: string) => boolean): RowFilter {
  const marks = new Uint8Array(texts.length);
  for (let code = 1; code < texts.length; code++) marks[code] = isMarked(texts[code]!) ? 1 : 0;
  return markedCodes(codes, marks);
}

function choiceFilter(asked: Asked, leaf: { field: ChoiceField; in: readonly string[] }, isTrue: boolean): RowFilter {
  const wanted = new Set(leaf.in);
  const isMarked = (text: string): boolean => wanted.has(text) === isTrue;
  if (leaf.field === "tier") return codesWhere(asked.tiers, isMarked);
  if (leaf.field === "list" || leaf.field === "program")
    return codesWhere(asked.columns.sets[leaf.field], (text) => membersOf(text).some((id) => wanted.has(id)) === isTrue);
  return codesWhere(asked.columns.choices[leaf.field], isMarked);
}

/** A price is known in its own currency only. */
function numberFilter({ columns }: Asked, leaf: { field: NumberField; currency?: string } & Range, isTrue: boolean): RowFilter {
  const within = numbersIn(columns.numbers[leaf.field], leaf, isTrue);
  if (leaf.field !== "price") return within;
  const sameCurrency = codesWhere(columns.currency, (text) => text === leaf.currency);
  return (source, target, stretch) => {
    const priced = new Int32Array(source.length);
    sameCurrency(source, priced, stretch);
    within(priced, target, stretch);
  };
}

function knownRows({ columns }: Asked, of: ChoiceField | NumberField | DayField | FlagField | AudienceKind, isKnown: boolean): RowFilter {
  if (isOneOf(audienceKinds, of)) return rowsIn(columns.audience.knownRows(of), isKnown);
  const known = knownFilter(columns, of);
  if (isKnown) return known;
  return (source, target, stretch) => {
    known(source, target, stretch);
    for (let at = stretch.from; at < stretch.to; at++) target[at] = source[at]! & ~target[at]!;
  };
}

function knownFilter(columns: CardColumns, of: ChoiceField | NumberField | DayField | FlagField): RowFilter {
  if (of === "list" || of === "program") return everyRow;
  if (of === "tier") return numbersIn(columns.numbers.followers, {}, true);
  if (isOneOf(numberFields, of)) return numbersIn(columns.numbers[of], {}, true);
  if (isOneOf(dayFields, of)) return numbersIn(columns.days[of], {}, true);
  return codesWhere(isOneOf(flagFields, of) ? columns.flags[of] : columns.choices[of], () => true);
}

/** A leaf on a field, by what kind of field that is. */
function fieldFilter(asked: Asked, leaf: Extract<Leaf, { field: unknown }>, isTrue: boolean): RowFilter {
  if ("in" in leaf) return isOneOf(choiceFields, leaf.field) ? choiceFilter(asked, leaf, isTrue) : noRows;
  if ("is" in leaf) return codesWhere(asked.columns.flags[leaf.field], (text) => (text === String(leaf.is)) === isTrue);
  if (isOneOf(dayFields, leaf.field)) {
    const { from, to } = leaf as { from?: string; to?: string };
    return numbersIn(asked.columns.days[leaf.field], { from: dayNumber(from), to: dayNumber(to) }, isTrue);
  }
  return numberFilter(asked, leaf as { field: NumberField; currency?: string } & Range, isTrue);
}

/**
 * What gives the filter of each leaf of a condition over columns.
 *
 * @param asked the columns, tiers among them.
 */
export function leafFilters(asked: Asked): FilterOf {
  return (leaf, isTrue) => {
    if ("known" in leaf) return knownRows(asked, leaf.known, leaf.is === isTrue);
    if ("audience" in leaf) return sharesIn(asked.columns.audience.sharesOf(leaf.audience, leaf.value), leaf, isTrue);
    return fieldFilter(asked, leaf, isTrue);
  };
}

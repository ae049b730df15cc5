import type { IndexCard, PlainChoice } from "../index/index-card.ts";
import { dayFields, flagFields, numberFields, type DayField, type FlagField, type NumberField } from "../query/creator-query.ts";
import { AudienceColumns } from "./audience-columns.ts";
import { CodeColumn } from "./code-column.ts";
import { IdColumn } from "./id-column.ts";
import { TierColumn } from "./tier-column.ts";
import { NumberColumn } from "./number-column.ts";

/** The choices of which an account has one value. */
const plainChoices: readonly PlainChoice[] = [
  "platform",
  "country",
  "city",
  "language",
  "category",
  "account_state",
  "status",
  "source",
  "decision",
];

/** In how many steps to 1 a number is kept: as the cards' columns have decimals. */
const stepsOf: Readonly<Record<NumberField, number>> = {
  followers: 1,
  following: 1,
  posts_count: 1,
  avg_views: 1e3,
  er_followers: 1e8,
  er_views: 1e8,
  er_reach: 1e8,
  er_impressions: 1e8,
  growth_30d: 1e8,
  quality: 1,
  price: 1,
};

const each = <K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>;

/** Between the ids of a set that is one text. */
const between = " ";

/**
 * The members of a set as a column of codes has it.
 *
 * @param text ids in order, as `CardColumns` writes them.
 * @example
 * import { membersOf } from "./card-columns.ts";
 * membersOf(""); // => []
 * membersOf("a b"); // => ["a", "b"]
 */
export const membersOf = (text: string): string[] => (text === "" ? [] : text.split(between));

/** What all accounts are found by, a column each: a fifth of what as many objects take. */
export class CardColumns {
  readonly accountIds: IdColumn;
  readonly choices: Readonly<Record<PlainChoice, CodeColumn>>;
  /** Sets of ids, each different one a text. */
  readonly sets: Readonly<Record<"list" | "program", CodeColumn>>;
  readonly numbers: Readonly<Record<NumberField, NumberColumn>>;
  readonly currency: CodeColumn;
  readonly days: Readonly<Record<DayField, NumberColumn>>;
  readonly flags: Readonly<Record<FlagField, CodeColumn>>;
  readonly audience: AudienceColumns;
  readonly tiers = new TierColumn();

  /** With room for so many rows. */
  constructor(rows: number) {
    this.accountIds = new IdColumn(rows);
    this.choices = each(plainChoices, () => new CodeColumn(rows));
    this.sets = each(["list", "program"], () => new CodeColumn(rows));
    this.numbers = each(numberFields, (field) => new NumberColumn(rows, stepsOf[field]));
    this.currency = new CodeColumn(rows);
    this.days = each(dayFields, () => new NumberColumn(rows, 1));
    this.flags = each(flagFields, () => new CodeColumn(rows));
    this.audience = new AudienceColumns(rows);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    const codes = [this.choices, this.sets, this.flags].flatMap((group) => Object.values(group).map((column) => column.codes.byteLength));
    const numbers = [this.numbers, this.days].flatMap((group) => Object.values(group).map((column) => column.kept.byteLength));
    const others = [this.accountIds.bytes.byteLength, this.currency.codes.byteLength, this.audience.memory, this.tiers.memory];
    return [...codes, ...numbers, ...others].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    const columns = [this.choices, this.sets, this.numbers, this.days, this.flags].flatMap((group) => Object.values(group));
    for (const column of [...columns, this.accountIds, this.currency, this.audience]) column.grow(rows);
  }

  /** Writes a row; rows ascend. */
  write(row: number, card: IndexCard): void {
    this.accountIds.write(row, card.accountId);
    for (const field of plainChoices) this.choices[field].write(row, card.choices[field]);
    this.sets.list.write(row, card.lists.toSorted().join(between));
    this.sets.program.write(row, card.programs.toSorted().join(between));
    for (const field of numberFields) this.numbers[field].write(row, card.numbers[field]);
    this.currency.write(row, card.currency);
    for (const field of dayFields) this.days[field].write(row, card.days[field]);
    for (const field of flagFields) this.flags[field].write(row, card.flags[field]?.toString() ?? null);
    this.audience.write(row, card.audience);
  }
}

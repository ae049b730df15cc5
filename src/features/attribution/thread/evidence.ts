import { machineClasses } from "@vouch/redirect";
import type { TimePrecision } from "../../../kernel/time.ts";
import type { ClickEvidence, VisitEvidence } from "../found-touches.ts";
import { groupRows, openColumns, type Columns, type Grouping } from "./columns.ts";
import { instantField, integerField, textField, textsField, uuidField, type CopyRow } from "./copy-fields.ts";
import { openTexts } from "./texts.ts";

/** A click or visit with the browser it came from, by that browser's number. */
export interface Seen<E> {
  readonly visitor: number;
  readonly evidence: E;
}

/** An order as recomputing reads it. */
export interface ReadOrder {
  /** Sixteen characters, one a byte, like every id here: a third of the time and memory of digits. */
  readonly id: string;
  readonly atMs: number;
  readonly precision: TimePrecision;
  /** The number of the order's own browser where its person is not known by it; else -1. */
  readonly visitor: number;
  readonly clickId: string | null;
  readonly codes: readonly string[];
}

const copyUuid = (row: CopyRow, field: number, into: Buffer, at: number): void =>
  void row.bytes.copy(into, at * 16, row.starts[field]!, row.starts[field]! + 16);

const uuidAt = (ids: Buffer, at: number): string => ids.toString("latin1", at * 16, at * 16 + 16);
const noUuid = "\0".repeat(16);

/** What was read of one kind, given back group by group as objects. */
export interface Reader<T> {
  /** Takes a row; its first column is its group's or its browser's number. */
  take(row: CopyRow): void;
  count(): number;
  /** Sorts what was taken into groups, by the group of its first column. */
  sort(groupOf: (key: number) => number, groups: number): void;
  ofGroup(group: number): T[];
}

function readerOf<S extends { readonly key: "integer" }, T>(
  columns: Columns<S>,
  take: (row: CopyRow) => void,
  read: (row: number) => T,
): Reader<T> {
  let grouping: Grouping = { starts: new Int32Array(1), rows: new Int32Array(0) };
  return {
    take,
    count: () => columns.count,
    sort(groupOf, groups) {
      const keys = columns.of.key as Int32Array;
      grouping = groupRows(columns.count, (row) => groupOf(keys[row]!), groups);
    },
    ofGroup(group) {
      const { starts, rows } = grouping;
      const found: T[] = [];
      for (let at = starts[group]!, end = starts[group + 1]!; at < end; at++) found.push(read(rows[at]!));
      return found;
    },
  };
}

/** Links with their creators, each known by a small number: there are few of them among many clicks. */
function openOwners() {
  const codes = openTexts();
  const owners: Pick<ClickEvidence, "linkId" | "creatorId">[] = [];
  return {
    /** The number of what two neighbouring fields hold. */
    code(row: CopyRow, link: number): number {
      const code = codes.code(
        row.bytes.toString("latin1", row.starts[link]! - 4, row.starts[link + 1]! + Math.max(0, row.lengths[link + 1]!)),
      );
      if (code === owners.length) owners.push({ linkId: uuidField(row, link), creatorId: uuidField(row, link + 1) });
      return code;
    },
    owner: (code: number) => owners[code]!,
  };
}

/** Clicks: (browser, occurred_at, id, link_id, creator_id, visitor_class); those that no rule counts are passed over. */
export function clickReader(): Reader<Seen<ClickEvidence>> {
  const columns = openColumns({ key: "integer", at: "number", id: "uuid", owner: "integer", class: "code" });
  const [owners, classes] = [openOwners(), openTexts()];
  const take = (row: CopyRow): void => {
    const visitorClass = textField(row, 5);
    if (machineClasses.has(visitorClass)) return;
    const at = columns.add();
    const of = columns.of;
    of.key[at] = integerField(row, 0);
    of.at[at] = instantField(row, 1);
    copyUuid(row, 2, of.id, at);
    of.owner[at] = owners.code(row, 3);
    of.class[at] = classes.code(visitorClass);
  };
  const read = (at: number): Seen<ClickEvidence> => {
    const of = columns.of;
    const { linkId, creatorId } = owners.owner(of.owner[at]!);
    const visitorClass = classes.text(of.class[at]!);
    return { visitor: of.key[at]!, evidence: { id: uuidAt(of.id, at), atMs: of.at[at]!, linkId, creatorId, visitorClass } };
  };
  return readerOf(columns, take, read);
}

/** Visits: (browser, occurred_at, id, click_id, channel, visitor_class); those that no rule counts are passed over. */
export function visitReader(): Reader<Seen<VisitEvidence>> {
  const columns = openColumns({ key: "integer", at: "number", id: "uuid", click: "uuid", channel: "integer", class: "code" });
  const [channels, classes] = [openTexts(), openTexts()];
  const take = (row: CopyRow): void => {
    const visitorClass = textField(row, 5);
    if (machineClasses.has(visitorClass)) return;
    const at = columns.add();
    const of = columns.of;
    of.key[at] = integerField(row, 0);
    of.at[at] = instantField(row, 1);
    copyUuid(row, 2, of.id, at);
    if (row.lengths[3] === 16) copyUuid(row, 3, of.click, at);
    of.channel[at] = channels.code(textField(row, 4));
    of.class[at] = classes.code(visitorClass);
  };
  const read = (at: number): Seen<VisitEvidence> => {
    const of = columns.of;
    const click = uuidAt(of.click, at);
    const [channel, visitorClass] = [channels.text(of.channel[at]!), classes.text(of.class[at]!)];
    const evidence = { id: uuidAt(of.id, at), atMs: of.at[at]!, channel, clickId: click === noUuid ? null : click, visitorClass };
    return { visitor: of.key[at]!, evidence };
  };
  return readerOf(columns, take, read);
}

const precisions: readonly TimePrecision[] = ["ms", "s", "day"];

/** Orders: (group, own browser, occurred_at, id, occurred_precision, click_id, codes), each group's oldest first. */
export function orderReader(): Reader<ReadOrder> & { readonly codeTexts: ReadonlySet<string> } {
  const columns = openColumns({ key: "integer", visitor: "integer", at: "number", id: "uuid", precision: "code", click: "uuid" });
  const codes = new Map<number, string[]>();
  const codeTexts = new Set<string>();
  const take = (row: CopyRow): void => {
    const at = columns.add();
    const of = columns.of;
    of.key[at] = integerField(row, 0);
    of.visitor[at] = integerField(row, 1);
    of.at[at] = instantField(row, 2);
    copyUuid(row, 3, of.id, at);
    of.precision[at] = precisions.indexOf(textField(row, 4) as TimePrecision);
    if (row.lengths[5] === 16) copyUuid(row, 5, of.click, at);
    const texts = textsField(row, 6);
    if (texts.length > 0) codes.set(at, texts);
    for (const text of texts) codeTexts.add(text);
  };
  const read = (at: number): ReadOrder => {
    const of = columns.of;
    const click = uuidAt(of.click, at);
    return {
      id: uuidAt(of.id, at),
      atMs: of.at[at]!,
      precision: precisions[of.precision[at]!]!,
      visitor: of.visitor[at]!,
      clickId: click === noUuid ? null : click,
      codes: codes.get(at) ?? [],
    };
  };
  return { ...readerOf(columns, take, read), codeTexts };
}

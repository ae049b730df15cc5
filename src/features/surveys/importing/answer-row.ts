import { instantIn, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import type { ZoneReader } from "../../../kernel/cells/local-time.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { openReader, shortened } from "../../../kernel/cells/row-reader.ts";

/** How the cells of a file of answers are read. */
export interface AnswerReading {
  readonly order: DateOrder;
  readonly zone: ZoneReader;
  readonly nowMs: number;
}

/** An answer as a row states it. */
export interface AnswerRow {
  /** The order's number without the sign before it, or its id. */
  readonly order: string;
  /** A creator, a channel, or words of the customer's own. */
  readonly answer: string;
  /** What the customer wrote besides a choice such as "other"; null: nothing. */
  readonly text: string | null;
  /** Null: the row does not say when. */
  readonly answeredAt: Date | null;
}

/** No cell of an answer is longer. */
const mostText = 200;

/**
 * An answer from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how what holds for the file as a whole.
 * @returns the row, or every fault of it.
 */
export function readAnswerRow(
  texts: ReadonlyMap<string, string>,
  how: AnswerReading,
): { readonly row: AnswerRow | undefined; readonly faults: readonly FieldFault[] } {
  const { faults, refuse, text: textOf } = openReader(texts);
  const text = (field: string): string | null => textOf(field, mostText);
  const needed = (field: string, asked: string): string | null => {
    const found = text(field);
    const isTold = found !== null || faults.some((fault) => fault.field === field);
    return isTold ? found : refuse(field, `is empty: ${asked}`);
  };
  const time = (written: string | null): Date | null => {
    if (written === null) return null;
    const read = instantIn(written, how);
    if (read.kind === "fault") return refuse("answered_at", read.message);
    if (read.value.atMs > how.nowMs) return refuse("answered_at", `must not lie ahead, found ${JSON.stringify(shortened(written))}`);
    return new Date(read.value.atMs);
  };
  const order = needed("order", "say the number of the order, as the store writes it");
  const answer = needed("answer", "say what was answered, or leave the row out");
  const row = { text: text("text"), answeredAt: time(text("answered_at")) };
  if (faults.length > 0 || order === null || answer === null) return { row: undefined, faults };
  return { row: { order: order.replace(/^#+(?=.)/, ""), answer, ...row }, faults };
}

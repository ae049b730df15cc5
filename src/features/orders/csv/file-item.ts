import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import type { Arrival } from "../record/arrival.ts";

/** A row as a spreadsheet numbers it. */
export interface FileRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** What some rows of a file come to: an order with what went back of it, or why there is none. */
export type FileItem =
  | {
      readonly kind: "order";
      readonly rowNumber: number;
      readonly rows: number;
      readonly arrival: Arrival;
      readonly adjustments: readonly ArrivingAdjustment[];
    }
  | { readonly kind: "refused"; readonly rowNumber: number; readonly rows: number; readonly faults: readonly FieldFault[] };

/** Takes a file's rows one by one and gives what is complete. */
export interface FileReader {
  add(row: FileRow): FileItem[];
  /** What was still open when the file ended. */
  end(): FileItem[];
}

/** The store whose orders a file holds. */
export interface FileStore {
  readonly id: string;
  /** ISO 4217 code of amounts that do not say their own. */
  readonly currency: string;
  /** Whose clock a time without an offset is, an IANA zone. */
  readonly zone: string;
}

/** Raised inside a reader for a row that cannot be an order. */
export class RowFault extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Reads an order out of its rows, and turns what is wrong with them into a refusal.
 *
 * @param place the number of the first row and how many there are.
 * @param read gives the order.
 * @throws whatever else the reader throws.
 */
export function itemOf(
  place: { readonly rowNumber: number; readonly rows: number },
  read: () => Omit<FileItem & { kind: "order" }, "kind" | "rowNumber" | "rows">,
): FileItem {
  try {
    return { kind: "order", ...place, ...read() };
  } catch (error) {
    if (error instanceof RowFault) return { kind: "refused", ...place, faults: [{ field: error.field, message: error.message }] };
    throw error;
  }
}

/**
 * An id as it stands, unless a spreadsheet has cut it short: what it makes of a long number, 5.01E+12, is the same for many.
 *
 * @param text the cell.
 * @returns undefined for an empty cell, and for an id that was cut short.
 * @example
 * import { wholeId } from "./file-item.ts";
 * wholeId("5.01234E+12") // => undefined
 */
export const wholeId = (text: string): string | undefined => (text === "" || /^\d([.,]\d+)?E\+?\d+$/i.test(text) ? undefined : text);

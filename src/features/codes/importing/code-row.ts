import { instantIn, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import type { ZoneReader } from "../../../kernel/cells/local-time.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { openReader, shortened, type FieldTexts } from "../../../kernel/cells/row-reader.ts";
import { readCode } from "../code-words.ts";

const purposes = ["public", "personal_use"] as const;
const policies = ["always", "if_clicked", "if_last"] as const;

/** How the cells of a file of codes are read. */
export interface CodeReading {
  readonly order: DateOrder;
  readonly zone: ZoneReader;
  /** From when on the codes of rows hold that do not say it. */
  readonly from: Date;
}

/** A code as a row states it. */
export interface CodeRow {
  readonly code: string;
  readonly skeleton: string;
  /** A name, a handle or an id. */
  readonly creator: string;
  /** A name or an id; null: the row says none. */
  readonly program: string | null;
  readonly purpose: (typeof purposes)[number];
  readonly policy: (typeof policies)[number];
  readonly from: Date;
  /** Whether the row itself says from when on it holds. */
  readonly isDated: boolean;
  /** Null: as long as nobody ends it. */
  readonly until: Date | null;
}

/** No cell of a code is longer. */
const mostText = 300;
type Refuse = (field: string, message: string) => null;

const quoted = (text: string): string => JSON.stringify(shortened(text));

function oneIn<T extends string>(text: string | null, words: readonly T[], field: string, refuse: Refuse): T {
  if (text === null) return words[0]!;
  const word = text.toLowerCase().replaceAll(/[\s-]+/g, "_");
  const found = words.find((each) => each === word);
  if (found === undefined) refuse(field, `must be ${words.join(", ")} or empty for ${words[0]!}, found ${quoted(text)}`);
  return found ?? words[0]!;
}

function timeIn(text: string | null, field: string, how: CodeReading, refuse: Refuse): Date | null {
  if (text === null) return null;
  const read = instantIn(text, how);
  return read.kind === "value" ? new Date(read.value.atMs) : refuse(field, read.message);
}

/**
 * A code from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how what holds for the file as a whole.
 * @returns the row, or every fault of it.
 */
export function readCodeRow(
  texts: FieldTexts,
  how: CodeReading,
): { readonly row: CodeRow | undefined; readonly faults: readonly FieldFault[] } {
  const { faults, refuse, text: textOf } = openReader(texts);
  const text = (field: string): string | null => textOf(field, mostText);
  const written = text("code") ?? "";
  const read = readCode(written);
  if ("fault" in read) refuse("code", `${read.fault}${written === "" ? "" : `; found ${quoted(written)}`}`);
  const creator = text("creator") ?? refuse("creator", "is empty: say whose code it is");
  const stated = timeIn(text("valid_from"), "valid_from", how, refuse);
  const from = stated ?? how.from;
  const until = timeIn(text("valid_until"), "valid_until", how, refuse);
  if (until !== null && until <= from)
    refuse("valid_until", `must be after ${from.toISOString()}, from when on it holds; found ${until.toISOString()}`);
  const words = {
    program: text("program"),
    purpose: oneIn(text("purpose"), purposes, "purpose", refuse),
    policy: oneIn(text("policy"), policies, "policy", refuse),
  };
  if (faults.length > 0 || "fault" in read || creator === null) return { row: undefined, faults };
  return { row: { code: written, skeleton: read.skeleton, creator, ...words, from, isDated: stated !== null, until }, faults };
}

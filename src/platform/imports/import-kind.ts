import type { WorkspaceContext } from "../context.ts";
import type { OpenFile } from "../csv/text-encoding.ts";

/** How a file's columns become fields: chosen by a person, or guessed. */
export interface ImportMapping {
  /** Which of the kind's ways of reading files; each kind names its own, such as `table` or `shopify`. */
  readonly format: string;
  /** Whether the first row names the columns. */
  readonly has_header: boolean;
  /** Field to column: the text of its header where that is unique, else `#` and its number from 1. */
  readonly columns: Readonly<Record<string, string>>;
  /** What else has to be said about the file, such as its currency or decimal sign. */
  readonly options: Readonly<Record<string, string>>;
}

/** A file that lies ready. */
export interface ImportFile {
  readonly open: OpenFile;
  readonly sizeBytes: number;
  readonly name: string;
  /** The store whose orders these are; null where it does not matter. */
  readonly storeId: string | null;
}

/** One thing wrong with one row: its number as a spreadsheet shows it, the field, and a sentence. */
export interface RowRefusal {
  readonly rowNumber: number;
  /** Empty when it is about the row as a whole. */
  readonly field: string;
  readonly message: string;
}

/** How many rows became what. Rows taken changed something or made something new. */
export interface ImportCounts {
  readonly rows: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** Up to where a file is taken for good. */
export interface ImportPlace {
  /** The last row that was looked at. */
  readonly row: number;
  readonly bytes: number;
  readonly counts: ImportCounts;
}

/** A file with its mapping, and whom to tell how it goes. */
export interface ImportTask {
  readonly importId: string;
  readonly file: ImportFile;
  readonly mapping: ImportMapping;
  /** Whether faulty rows are left out and the others taken; otherwise one faulty row means that nothing is written. */
  readonly skipFaulty: boolean;
  /** Takes down refusals at once, whatever becomes of the caller's transaction. */
  refuse(refusals: readonly RowRefusal[]): Promise<void>;
  /** Where an earlier attempt came to that died; null: nowhere. Of the kinds that write all or nothing it is always null. */
  readonly place: ImportPlace | null;
  /** Remembers in the caller's transaction that everything up to a place is written, with what was refused since the place before. */
  keepPlace(within: WorkspaceContext, place: ImportPlace, refusals: readonly RowRefusal[]): Promise<void>;
  /** Says how far it has come. @throws when the work should stop */
  progress(bytes: number, counts: ImportCounts): Promise<void>;
}

/**
 * How it ended: every row accounted for; nothing written because rows were refused; the rest of the file cannot be read from some row on, and
 * what stands before it was written or not; or the file is none that can be read.
 */
export type ImportOutcome =
  | { readonly kind: "read"; readonly counts: ImportCounts; readonly notes?: readonly string[] }
  | { readonly kind: "refused"; readonly counts: ImportCounts; readonly notes?: readonly string[] }
  | { readonly kind: "broken"; readonly counts: ImportCounts; readonly isWritten: boolean; readonly notes?: readonly string[] }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A field that a column can be mapped to. */
export interface ImportField {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
}

/** The beginning of a file as it would be read. */
export interface ImportPreview {
  readonly kind: "preview";
  readonly mapping: ImportMapping;
  readonly formats: readonly { readonly name: string; readonly label: string }[];
  readonly fields: readonly ImportField[];
  /** The file's columns in order, each as a mapping refers to it, with the first text found in it. */
  readonly columns: readonly { readonly reference: string; readonly example: string }[];
  readonly rows: readonly {
    readonly rowNumber: number;
    readonly values: Readonly<Record<string, string>>;
    readonly faults: readonly { readonly field: string; readonly message: string }[];
  }[];
  /** What a person should know, such as that the encoding is a guess. */
  readonly notes: readonly string[];
}

/** A fault of a mapping: a pointer into it, and a sentence. */
export interface MappingFault {
  readonly pointer: string;
  readonly detail: string;
}

/** What can be imported from files; each feature that takes files makes one. */
export interface ImportKind {
  readonly maxBytes: number;
  /** The beginning of the file under a mapping, or under a guessed one. `remembered` was chosen for an earlier file of this kind. */
  preview(
    ctx: WorkspaceContext,
    file: ImportFile,
    chosen: { readonly mapping?: ImportMapping | undefined; readonly remembered?: readonly ImportMapping[] | undefined },
  ): Promise<ImportPreview | { readonly kind: "unreadable"; readonly reason: string }>;
  /** What is wrong with a mapping, all of it. */
  mappingFaults(mapping: ImportMapping): readonly MappingFault[];
  /** Reads every row and writes nothing but refusals. */
  check(ctx: WorkspaceContext, task: ImportTask): Promise<ImportOutcome>;
  /** Reads every row and writes. Doing it again with the same file changes nothing. */
  run(ctx: WorkspaceContext, task: ImportTask): Promise<ImportOutcome>;
}

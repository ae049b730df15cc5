/** A file of rows as somebody outside would send it. */
export interface SentTable {
  /** Its name with the extension. */
  readonly file: string;
  readonly header: readonly string[];
  /** Cells by column; null is an empty cell. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * The day of an instant in UTC, "YYYY-MM-DD".
 *
 * @param atMs milliseconds since 1970.
 */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A text that no spreadsheet takes for a formula: one that would be begins with an apostrophe more. Undone by {@link withoutApostrophe}. */
export const withApostrophe = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The text as it was before {@link withApostrophe}. */
export const withoutApostrophe = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

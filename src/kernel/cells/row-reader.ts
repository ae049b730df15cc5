import { isUnknownCell } from "./cell-words.ts";
import { beginning, isStorable, isVisible, tidyText } from "../text.ts";
import type { FieldFault } from "./mapping-faults.ts";

/** The texts of a row by field; a field without a column is missing. */
export type FieldTexts = ReadonlyMap<string, string>;

/**
 * The beginning of a text, to be shown in a fault.
 *
 * @param text any text.
 * @example
 * import { shortened } from "./row-reader.ts";
 * shortened("a".repeat(70)).length; // => 63
 */
export const shortened = (text: string): string => (text.length > 60 ? `${beginning(text, 60)}...` : text);

/**
 * Reads the fields of one row one after the other and collects what is wrong with them.
 *
 * @param texts by field, as they stand in the file; one that is empty, or in which nothing can be seen, says nothing.
 * @example
 * import { openReader } from "./row-reader.ts";
 * const { text, faults } = openReader(new Map([["name", "Ana"]]));
 * [text("name", 2), faults]; // => [null, [{ field: "name", message: "is longer than 2 characters" }]]
 */
export function openReader(texts: FieldTexts) {
  const faults: FieldFault[] = [];
  const refuse = (field: string, message: string): null => {
    faults.push({ field, message });
    return null;
  };
  const text = (field: string, most: number): string | null => {
    const tidy = tidyText(texts.get(field) ?? "");
    if (!isVisible(tidy)) return null;
    if (!isStorable(tidy) || tidy.includes("\uFFFD")) return refuse(field, "holds a character that is not text");
    return tidy.length > most ? refuse(field, `is longer than ${most} characters`) : tidy;
  };
  const parsed = <T>(field: string, most: number, read: (text: string) => T | undefined, wish: string): T | null => {
    const found = text(field, most);
    if (found === null) return null;
    const value = read(found);
    if (value === undefined && isUnknownCell(found)) return null;
    return value ?? refuse(field, `${wish}, found ${shortened(found)}`);
  };
  return { faults, refuse, text, parsed };
}
/** What {@link openReader} gives. */
export type Reader = ReturnType<typeof openReader>;

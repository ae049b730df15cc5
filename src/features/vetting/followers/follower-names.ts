/** By what a list names a follower, as it is written there; null: by nothing that names one person. */
export interface FollowerName {
  readonly handle: string | null;
  /** The platform's own number or key for the account. */
  readonly id: string | null;
}

/** Which names can be compared between lists. */
export const nameKinds = ["handle", "id"] as const;
/** One of {@link nameKinds}. */
export type NameKind = (typeof nameKinds)[number];

const placeholder = /^(-+|–|n\/?a|null|none|nan|undefined|unknown|hidden|anonymous|private|deleted)$/i;
/** A list has at most 20,000 rows: whatever numbers them has no more figures than this. */
const shortestId = 6;
const mostCharacters = 300;

function handleIn(cell: string): string | null {
  const text = cell.trim();
  if (text === "" || text.length > mostCharacters || /[\s*]/u.test(text) || placeholder.test(text)) return null;
  return text;
}

function idIn(cell: string): string | null {
  const text = cell
    .trim()
    .replace(/^'/, "")
    .replace(/^(\d+)\.0+$/, "$1");
  if (text.length < shortestId || text.length > 128 || placeholder.test(text)) return null;
  // A table program that wrote 1.78E+16 has made one number of many.
  return /^[\w.:-]+$/.test(text) && !/^\d+([.,]\d+)?e[+-]?\d+$/i.test(text) ? text : null;
}

/**
 * By what a row of a list names a follower.
 *
 * A name with blanks or stars is a display name or was made unreadable, and names nobody; neither do words such as "hidden". Numbers of fewer
 * than six figures are taken for row numbers, and what a table program rounded (1.78E+16) is left out.
 *
 * @param cells what the columns for handle and id hold; undefined: the list has none.
 * @example
 * import { followerName } from "./follower-names.ts";
 * followerName({ handle: " @Anna.S ", id: "17" }); // => { handle: "@Anna.S", id: null }
 * followerName({ handle: "Anna Smith", id: "'178412345678901" }); // => { handle: null, id: "178412345678901" }
 */
export const followerName = ({ handle, id }: { readonly handle?: string | undefined; readonly id?: string | undefined }): FollowerName => ({
  handle: handleIn(handle ?? ""),
  id: idIn(id ?? ""),
});

const fewestToTell = 10;

/** Whether most of some names are one word with a number: labels of rows, not names. */
function areLabels(names: readonly string[]): boolean {
  const stems = new Map<string, number>();
  for (const name of names) {
    const stem = name.replaceAll(/\d+/g, "#");
    stems.set(stem, (stems.get(stem) ?? 0) + 1);
  }
  return names.length >= fewestToTell && Math.max(...stems.values()) > names.length / 2;
}

/** Whether some ids are counted up: numbers that lie as close together as their number allows. */
function areCounted(ids: readonly string[]): boolean {
  if (ids.length < fewestToTell || !ids.every((id) => /^\d+$/.test(id))) return false;
  const sorted = ids.map(BigInt).toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  return sorted.at(-1)! - sorted[0]! < BigInt(2 * ids.length);
}

/**
 * The names of a list by which followers can be found in another: each once, in normal form.
 *
 * None of a kind is given where the list does not name people: where more than half of ten and more handles are one word with a number (user1,
 * user2), and where ids are counted up. Two such lists would seem to have everybody in common.
 *
 * @param names one a row.
 * @param normal the form in which handles are compared; null: it is none of this platform.
 * @returns handles and ids in the order in which they first stand there.
 * @example
 * import { comparableNames } from "./follower-names.ts";
 * const rows = [{ handle: "@Ann", id: null }, { handle: "ann", id: "9000001" }];
 * comparableNames(rows, (handle) => handle.replace("@", "").toLowerCase()); // => { handle: ["ann"], id: ["9000001"] }
 */
export function comparableNames(
  names: readonly FollowerName[],
  normal: (handle: string) => string | null,
): Readonly<Record<NameKind, readonly string[]>> {
  const handles = [...new Set(names.flatMap(({ handle }) => (handle === null ? [] : (normal(handle) ?? []))))];
  const ids = [...new Set(names.flatMap(({ id }) => id ?? []))];
  return { handle: areLabels(handles) ? [] : handles, id: areCounted(ids) ? [] : ids };
}

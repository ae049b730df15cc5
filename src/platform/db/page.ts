import { invalidInput } from "../problems/platform-problems.ts";

/** Where a page begins: after this (time, id), newest first. */
export interface Position {
  readonly at: Date;
  readonly id: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** As `formatCursor` writes it: a year of four digits, which every database column can hold. */
const instantForm = /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Writes a position as the opaque text that a client sends back. */
export const formatCursor = (position: Position): string =>
  Buffer.from(`${position.at.toISOString()} ${position.id}`).toString("base64url");

/** Reads a cursor; a text that is none is the client's fault. */
export function parseCursor(text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  const [instant = "", id = ""] = Buffer.from(text, "base64url").toString().split(" ");
  const at = new Date(instant);
  if (!instantForm.test(instant) || Number.isNaN(at.getTime()) || !uuid.test(id))
    throw invalidInput([{ pointer: "/cursor", detail: "cursor must be the next_cursor of an earlier page of the same list" }]);
  return { at, id };
}

/**
 * Cuts `limit + 1` rows, newest first, into a page; `position` says where a row stands in the order.
 */
export function pageFrom<R, T>(
  rows: readonly R[],
  limit: number,
  position: (row: R) => Position,
  show: (row: R) => T,
): { data: T[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { data: shown.map(show), next_cursor: rows.length > limit && last !== undefined ? formatCursor(position(last)) : null };
}

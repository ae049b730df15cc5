import { readFileSync } from "node:fs";
import { parseAddress, type ClientAddress } from "@vouch/redirect";
import type { AddressLookup } from "./mmdb-file.ts";

/** Ranges of addresses in ascending order, first and last included, in columns; `high` is zero for IPv4. */
type Ranges = { count: number; startHigh: Uint32Array; startLow: Uint32Array; endHigh: Uint32Array; endLow: Uint32Array; asn: Uint32Array };

/** A place in a file that is being read. */
type Cursor = { bytes: Buffer; at: number };

/**
 * Reads which autonomous system announces an address from CSV files of `first,last,number,name`, one a family.
 *
 * Half a million lines become columns of numbers, 20 bytes a range; a look-up is a binary search. Of IPv6 the first 64 bits are kept: what
 * is narrower is inside one subscriber's network.
 *
 * @param files paths: of IPv4 with addresses as decimal numbers, of IPv6 with addresses as text
 * @throws when a file is missing, has a line of another form, or is not in ascending order
 */
export function openNetworkTable(files: { v4: string; v6: string }): AddressLookup<number> {
  const v4 = readRanges(files.v4, (cursor) => ({ family: 4, high: 0, low: readNumber(cursor) }));
  const v6 = readRanges(files.v6, (cursor) => parseAddress(readText(cursor)));
  return (address) => numberOf(address.family === 4 ? v4 : v6, address);
}

function readRanges(file: string, readAddress: (cursor: Cursor) => ClientAddress | undefined): Ranges {
  const bytes = readFileSync(file);
  const ranges = emptyRanges(lineCount(bytes));
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const start = readAddress(cursor);
    const end = readAddress(cursor);
    if (start === undefined || end === undefined || !append(ranges, start, end, readNumber(cursor)))
      throw new Error(`${file}: line ${ranges.count + 1} is no range of addresses that follows the one before`);
    const newline = bytes.indexOf(NEWLINE, cursor.at);
    cursor.at = newline === -1 ? bytes.length : newline + 1;
  }
  return ranges;
}

const NEWLINE = 0x0a;
const COMMA = 0x2c;

/** Reads decimal digits up to the next comma and passes it; NaN when something else stands there. */
function readNumber(cursor: Cursor): number {
  let value = 0;
  for (; cursor.at < cursor.bytes.length; cursor.at++) {
    const code = cursor.bytes[cursor.at]!;
    if (code === COMMA) break;
    value = code < 0x30 || code > 0x39 ? NaN : value * 10 + code - 0x30;
  }
  cursor.at++;
  return value;
}

function readText(cursor: Cursor): string {
  const comma = cursor.bytes.indexOf(COMMA, cursor.at);
  const end = comma === -1 ? cursor.bytes.length : comma;
  const text = cursor.bytes.toString("latin1", cursor.at, end);
  cursor.at = end + 1;
  return text;
}

function lineCount(bytes: Buffer): number {
  let count = 1;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

function emptyRanges(size: number): Ranges {
  const column = (): Uint32Array => new Uint32Array(size);
  return { count: 0, startHigh: column(), startLow: column(), endHigh: column(), endLow: column(), asn: column() };
}

/** Adds a range; false when it is none, or begins before the last one does, which would make the search miss. */
function append(ranges: Ranges, start: ClientAddress, end: ClientAddress, asn: number): boolean {
  const at = ranges.count;
  if (!Number.isInteger(start.low) || !Number.isInteger(end.low) || !Number.isInteger(asn)) return false;
  if (at > 0 && isBefore(start, ranges.startHigh[at - 1]!, ranges.startLow[at - 1]!)) return false;
  ranges.startHigh[at] = start.high;
  ranges.startLow[at] = start.low;
  ranges.endHigh[at] = end.high;
  ranges.endLow[at] = end.low;
  ranges.asn[at] = asn;
  ranges.count = at + 1;
  return true;
}

const isBefore = (address: ClientAddress, high: number, low: number): boolean =>
  address.high < high || (address.high === high && address.low < low);

/** The number of the last range that begins at or before the address, when it ends there or later. */
function numberOf(ranges: Ranges, address: ClientAddress): number | undefined {
  let from = 0;
  let to = ranges.count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBefore(address, ranges.startHigh[middle]!, ranges.startLow[middle]!)) to = middle;
    else from = middle + 1;
  }
  const at = from - 1;
  if (at < 0) return undefined;
  const isBeyond = address.high > ranges.endHigh[at]! || (address.high === ranges.endHigh[at] && address.low > ranges.endLow[at]!);
  return isBeyond ? undefined : ranges.asn[at];
}

import { createHmac } from "node:crypto";
import { addressByteLength, clientAddress, writeAddress, type ClientAddress, type TrustedProxies } from "@vouch/redirect";
import { clientFields } from "../spool/click-row.ts";
import { saltOf, type AddressSalts } from "./address-salts.ts";
import { findClient, keepClient, openClientTable, type ClientTable } from "./client-table.ts";

/** Where an address is and whose network it is in. */
export type Geo = { lookup: (address: ClientAddress) => { country: string | undefined; hosting: boolean | undefined } };

/** A workspace as the hot path knows it: its id, and a number of this process. */
export type Workspace = { id: Buffer; number: number };

/** What it takes to know a client. */
export type ClientLookup = { geo: Geo; trusted: TrustedProxies; salts: () => AddressSalts; table: ClientTable };

export const openClientLookup = (options: {
  geo: Geo;
  trusted: TrustedProxies;
  salts: () => AddressSalts;
  capacity: number;
}): ClientLookup => ({
  geo: options.geo,
  trusted: options.trusted,
  salts: options.salts,
  table: openClientTable(options.capacity),
});

/** The connection that a request came by, and what it says of those before it. */
export type Connection = { remoteAddress: string | undefined; forwardedFor: string | undefined };

const unknownAddress: ClientAddress = { family: 4, high: 0, low: 0 };

/**
 * The row, in `lookup.table`, of the client behind a connection; `X-Forwarded-For` counts only from a trusted proxy. Country, network and
 * hash are worked out once a day and workspace.
 */
export function clientOf(lookup: ClientLookup, connection: Connection, workspace: Workspace, day: number): number {
  const address = clientAddress(connection.remoteAddress, connection.forwardedFor, lookup.trusted) ?? unknownAddress;
  const key = { address, workspace: workspace.number, day };
  const row = findClient(lookup.table, key);
  if (row !== -1) return row;
  const { country, hosting } = address === unknownAddress ? nowhere : lookup.geo.lookup(address);
  const addressHash = address === unknownAddress ? undefined : hashOf(address, workspace.id, saltOf(lookup.salts(), day));
  const fields = clientFields({ country, isHosting: hosting, addressHash });
  return keepClient(lookup.table, key, { country, isHosting: hosting, fields });
}

const nowhere = { country: undefined, hosting: undefined };

/** Whether the visitor's own connection is encrypted, as a trusted proxy in front of us says. */
export function isSecureRequest(lookup: ClientLookup, remoteAddress: string | undefined, forwardedProto: string | undefined): boolean {
  if (forwardedProto !== "https") return false;
  // An address that only a trusted connection could have named tells whether this one is.
  const probe = clientAddress(remoteAddress, "255.255.255.255", lookup.trusted);
  return probe?.family === 4 && probe.low === 0xffff_ffff;
}

const message = Buffer.alloc(16 + addressByteLength);
const hashBytes = 16;

/**
 * The keyed hash under which a client is counted: HMAC-SHA256 of workspace and address under the day's salt, 16 bytes.
 * It is another one tomorrow and in another workspace, and nobody's once the salt is destroyed.
 */
function hashOf(address: ClientAddress, workspaceId: Buffer, salt: Buffer): Buffer {
  workspaceId.copy(message, 0, 0, 16);
  writeAddress(address, message, 16);
  return createHmac("sha256", salt).update(message).digest().subarray(0, hashBytes);
}

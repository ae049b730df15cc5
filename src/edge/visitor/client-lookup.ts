import { createHmac } from "node:crypto";
import { addressByteLength, clientAddress, parseAddress, writeAddress, type ClientAddress, type TrustedProxies } from "@vouch/redirect";
import { openGenerationCache, recall, remember, type GenerationCache } from "../links/generation-cache.ts";
import { clientFields } from "../spool/click-row.ts";
import { saltOf, type AddressSalts } from "./address-salts.ts";

/** Where an address is and whose network it is in. */
export type Geo = { lookup: (address: ClientAddress) => { country: string | undefined; hosting: boolean | undefined } };

/** What is known of a client; the address itself is kept in memory only. */
export type Client = {
  address: ClientAddress | undefined;
  country: string | undefined;
  isHosting: boolean | undefined;
  /** the row's fields country, is_hosting and address_hash, of the day and workspace named beside them */
  fields: Buffer;
  fieldsDay: number;
  fieldsWorkspace: Buffer | undefined;
};

type Peer = { client: Client; isTrusted: boolean };

/** Clients seen lately, by connection address and by `X-Forwarded-For`. */
export type ClientLookup = {
  geo: Geo;
  trusted: TrustedProxies;
  salts: () => AddressSalts;
  peers: GenerationCache<string, Peer>;
  forwarded: GenerationCache<string, Client>;
};

export const openClientLookup = (options: {
  geo: Geo;
  trusted: TrustedProxies;
  salts: () => AddressSalts;
  capacity: number;
}): ClientLookup => ({
  geo: options.geo,
  trusted: options.trusted,
  salts: options.salts,
  peers: openGenerationCache(options.capacity),
  forwarded: openGenerationCache(options.capacity),
});

/** Whether this connection's headers are believed. */
export const isTrustedPeer = (lookup: ClientLookup, remoteAddress: string | undefined): boolean =>
  remoteAddress !== undefined && peerOf(lookup, remoteAddress).isTrusted;

/** Whether the visitor's own connection is encrypted, as the proxy in front of us says. */
export const isSecureRequest = (lookup: ClientLookup, remoteAddress: string | undefined, forwardedProto: string | undefined): boolean =>
  forwardedProto === "https" && isTrustedPeer(lookup, remoteAddress);

/** The client behind a connection and its `X-Forwarded-For`, which counts only from a trusted proxy. */
export function clientOf(lookup: ClientLookup, remoteAddress: string | undefined, forwardedFor: string | undefined): Client {
  if (remoteAddress === undefined) return clientAt(lookup, undefined);
  const peer = peerOf(lookup, remoteAddress);
  if (!peer.isTrusted || forwardedFor === undefined) return peer.client;
  const known = recall(lookup.forwarded, forwardedFor);
  if (known !== undefined) return known;
  const client = clientAt(lookup, clientAddress(remoteAddress, forwardedFor, lookup.trusted));
  // Where the last entry is an address, the answer does not depend on which proxy asked.
  if (parseAddress(forwardedFor.slice(forwardedFor.lastIndexOf(",") + 1)) !== undefined) remember(lookup.forwarded, forwardedFor, client);
  return client;
}

function peerOf(lookup: ClientLookup, remoteAddress: string): Peer {
  const known = recall(lookup.peers, remoteAddress);
  if (known !== undefined) return known;
  // An address that only a trusted connection could have named tells whether this one is trusted.
  const probe = clientAddress(remoteAddress, "255.255.255.255", lookup.trusted);
  const peer = { client: clientAt(lookup, parseAddress(remoteAddress)), isTrusted: probe?.family === 4 && probe.low === 0xffff_ffff };
  remember(lookup.peers, remoteAddress, peer);
  return peer;
}

function clientAt(lookup: ClientLookup, address: ClientAddress | undefined): Client {
  const place = address === undefined ? undefined : lookup.geo.lookup(address);
  return { address, country: place?.country, isHosting: place?.hosting, fields: noFields, fieldsDay: -1, fieldsWorkspace: undefined };
}

const noFields = Buffer.alloc(0);
const message = Buffer.alloc(16 + addressByteLength);
const hashBytes = 16;

/** The fields of a client in a click's row, worked out once a day and workspace. */
export function fieldsOfClient(lookup: ClientLookup, client: Client, workspaceId: Buffer, day: number): Buffer {
  if (client.fieldsDay === day && client.fieldsWorkspace === workspaceId) return client.fields;
  const { country, isHosting, address } = client;
  const addressHash = address === undefined ? undefined : hashOf(address, workspaceId, saltOf(lookup.salts(), day));
  client.fields = clientFields({ country, isHosting, addressHash });
  client.fieldsDay = day;
  client.fieldsWorkspace = workspaceId;
  return client.fields;
}

/**
 * The keyed hash under which a client is counted: HMAC-SHA256 of workspace and address under the day's salt, 16 bytes.
 * It is another one tomorrow and in another workspace, and nobody's once the salt is destroyed.
 */
function hashOf(address: ClientAddress, workspaceId: Buffer, salt: Buffer): Buffer {
  workspaceId.copy(message, 0, 0, 16);
  writeAddress(address, message, 16);
  return createHmac("sha256", salt).update(message).digest().subarray(0, hashBytes);
}

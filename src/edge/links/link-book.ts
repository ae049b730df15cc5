import { compileTarget, type CompiledTarget } from "@vouch/redirect";
import { placeFields, workspaceFields } from "../spool/click-row.ts";
import { consentCountries, type ConsentRule } from "../visitor/consent.ts";
import type { Workspace } from "../visitor/client-lookup.ts";
import { linkRecordTypes, type DomainRecord, type StoreRecord } from "./link-files.ts";
import { decodeLink, keyStart, type LinkRecord } from "./link-record.ts";
import { parseRule } from "./link-rule.ts";
import { dropHot, findHot, keepHot, openHotTable, type HotTable } from "./hot-table.ts";
import { findLink, openLinkTable, putLink, type LinkTable } from "./link-table.ts";

/** A link ready to be redirected to. */
export type Link = {
  /** the click row's fields edge_id, domain_id, link_id, creator_id */
  placeFields: Buffer;
  target: CompiledTarget;
  fallbackUrl: string | undefined;
  expiresAtMs: number;
  isDisabled: boolean;
};

/** A short domain. */
export type Domain = {
  number: number;
  id: Buffer;
  workspace: Workspace;
  record: DomainRecord;
  consent: ConsentRule;
  /** the click row's first fields, and its place fields for a key that leads nowhere */
  workspaceFields: Buffer;
  placeFields: Buffer;
  /** another number for each version of each domain: links made ready for an earlier one are not found again */
  edition: number;
};

/** A store that a browser snippet names by its site key. */
export type Store = { id: Buffer; workspace: Workspace; record: StoreRecord; consent: ConsentRule };

/** Everything the listener knows of links, domains and stores. */
export type LinkBook = {
  readonly edgeId: Buffer;
  table: LinkTable;
  domains: Domain[];
  byHost: Map<string, Domain>;
  byDomainId: Map<string, Domain>;
  stores: Map<string, Store>;
  storesById: Map<string, Store>;
  workspaces: Map<string, Workspace>;
  /** the links of all domains that were asked for lately, by the path they are asked for */
  hot: HotTable<Link>;
  /** editions given out so far */
  editions: number;
};

export const openLinkBook = (options: { edgeId: Buffer; expectedLinks?: number; hotLinks?: number }): LinkBook => ({
  edgeId: options.edgeId,
  table: openLinkTable(options.expectedLinks),
  domains: [],
  byHost: new Map(),
  byDomainId: new Map(),
  stores: new Map(),
  storesById: new Map(),
  workspaces: new Map(),
  hot: openHotTable(options.hotLinks ?? 200_000),
  editions: 0,
});

/** Takes one record of a link file into the book. */
export function applyRecord(book: LinkBook, type: number, payload: Buffer): void {
  if (type === linkRecordTypes.link) applyLink(book, payload);
  else if (type === linkRecordTypes.domain) applyDomain(book, JSON.parse(payload.toString("utf8")) as DomainRecord);
  else if (type === linkRecordTypes.store) applyStore(book, JSON.parse(payload.toString("utf8")) as StoreRecord);
}

function applyLink(book: LinkBook, payload: Buffer): void {
  const domain = domainOf(book, payload.toString("hex", 0, 16));
  const keyAt = keyStart(payload, 16);
  const path = `/${payload.toString("utf8", keyAt + 2, keyAt + 2 + payload.readUInt16BE(keyAt))}`;
  putLink(book.table, domain.number, payload.subarray(16));
  dropHot(book.hot, domain.edition, path);
}

function domainOf(book: LinkBook, id: string): Domain {
  const known = book.byDomainId.get(id);
  if (known !== undefined) return known;
  const domainId = Buffer.from(id, "hex");
  const domain: Domain = {
    number: book.domains.length,
    id: domainId,
    workspace: unknownWorkspace,
    workspaceFields: workspaceFields(unknownWorkspace.id),
    placeFields: placeFields({ edgeId: book.edgeId, domainId, linkId: undefined, creatorId: undefined }),
    record: unnamedDomain(id),
    consent: { mode: "always_required", countries: consentCountries },
    edition: book.editions++,
  };
  book.domains.push(domain);
  book.byDomainId.set(id, domain);
  return domain;
}

const unknownWorkspace: Workspace = { id: Buffer.alloc(16), number: 0 };

/** Stands in until the domain's own record comes; it has no host, so nobody reaches it. */
const unnamedDomain = (id: string): DomainRecord => ({
  id,
  workspaceId: "",
  host: "",
  clickParam: "vclid",
  fallbackUrl: undefined,
  consentMode: "always_required",
  consentCountries: [],
  storeId: undefined,
  isArchived: false,
});

function applyDomain(book: LinkBook, record: DomainRecord): void {
  const domain = domainOf(book, record.id);
  if (book.byHost.get(domain.record.host) === domain) book.byHost.delete(domain.record.host);
  domain.record = record;
  domain.consent = {
    mode: record.consentMode,
    countries: record.consentCountries.length > 0 ? new Set(record.consentCountries) : consentCountries,
  };
  domain.workspace = workspaceOf(book, record.workspaceId);
  domain.workspaceFields = workspaceFields(domain.workspace.id);
  if (!record.isArchived) book.byHost.set(record.host, domain);
  // Its links' targets carry the domain's click parameter.
  domain.edition = book.editions++;
}

function workspaceOf(book: LinkBook, id: string): Workspace {
  const known = book.workspaces.get(id);
  if (known !== undefined) return known;
  const workspace = { id: Buffer.from(id, "hex"), number: numberOf(id) };
  book.workspaces.set(id, workspace);
  return workspace;
}

const workspaceNumbers = new Map<string, number>();

/** Numbers hold for the life of the process: they are keys of caches that outlive a book. */
function numberOf(workspaceId: string): number {
  const number = workspaceNumbers.get(workspaceId) ?? workspaceNumbers.size + 1;
  workspaceNumbers.set(workspaceId, number);
  return number;
}

function applyStore(book: LinkBook, record: StoreRecord): void {
  const before = book.storesById.get(record.id);
  if (before !== undefined) book.stores.delete(before.record.siteKey);
  const store: Store = {
    id: Buffer.from(record.id, "hex"),
    workspace: workspaceOf(book, record.workspaceId),
    record,
    consent: { mode: record.consentMode, countries: consentCountries },
  };
  book.storesById.set(record.id, store);
  if (!record.isArchived) book.stores.set(record.siteKey, store);
}

/** The link that was asked for lately by exactly this path, such as `/anna`. */
export const hotLink = (book: LinkBook, domain: Domain, path: string): Link | undefined => findHot(book.hot, domain.edition, path);

/** The link with this normalised key, from the table; it is kept under its plain path. */
export function coldLink(book: LinkBook, domain: Domain, key: string): Link | undefined {
  const place = findLink(book.table, domain.number, key);
  if (place === undefined) return undefined;
  const link = readyLink(book, domain, decodeLink(place.bytes, place.at));
  keepHot(book.hot, { group: domain.edition, path: `/${key}`, value: link });
  return link;
}

function readyLink(book: LinkBook, domain: Domain, link: LinkRecord): Link {
  const rule = parseRule(link.rule);
  const { clickParam } = domain.record;
  const { id: linkId, creatorId } = link;
  const target = compileTarget({ destination: link.destination, utm: rule.utm, utmPrecedence: rule.precedence, clickParam });
  return {
    placeFields: placeFields({ edgeId: book.edgeId, domainId: domain.id, linkId, creatorId }),
    // A text that was joined from parts stays a tree of them, which each redirect would walk through.
    target: { ...target, prefix: inOnePiece(target.prefix) },
    fallbackUrl: link.fallbackUrl,
    expiresAtMs: link.expiresAtMs ?? Number.POSITIVE_INFINITY,
    isDisabled: link.isDisabled,
  };
}

const inOnePiece = (ascii: string): string => Buffer.from(ascii, "latin1").toString("latin1");

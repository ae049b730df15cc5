import path from "node:path";
import { closeChangeLog, openChangeLog, startGeneration, type ChangeLog, type LinkChange } from "../src/edge/links/change-log.ts";
import { linkPayload, linkRecordTypes, type Cursor, type DomainRecord, type StoreRecord } from "../src/edge/links/link-files.ts";
import { encodeLink, type LinkRecord } from "../src/edge/links/link-record.ts";
import { ownEdgeId } from "../src/edge/spool/segment-files.ts";

/** Ids of the little world that edge tests share. */
export const edgeWorld = {
  workspaceId: "01".repeat(16),
  domainId: "02".repeat(16),
  storeId: "03".repeat(16),
  linkId: "04".repeat(16),
  creatorId: "05".repeat(16),
} as const;

export const noCursor: Cursor = { system: "test", horizon: "1", atMs: 0 };

/** A domain's record, `go.brand.example` unless told otherwise. */
export function domainChange(more: Partial<DomainRecord> = {}): LinkChange {
  const record: DomainRecord = {
    id: edgeWorld.domainId,
    workspaceId: edgeWorld.workspaceId,
    host: "go.brand.example",
    clickParam: "vclid",
    fallbackUrl: undefined,
    consentMode: "by_country",
    consentCountries: [],
    storeId: edgeWorld.storeId,
    isArchived: false,
    ...more,
  };
  return { type: linkRecordTypes.domain, payload: Buffer.from(JSON.stringify(record)) };
}

/** A store's record with site key `pk_test`. */
export function storeChange(more: Partial<StoreRecord> = {}): LinkChange {
  const record: StoreRecord = {
    id: edgeWorld.storeId,
    workspaceId: edgeWorld.workspaceId,
    siteKey: "pk_test",
    allowedOrigins: [],
    consentMode: "by_country",
    cookieDomain: undefined,
    isArchived: false,
    ...more,
  };
  return { type: linkRecordTypes.store, payload: Buffer.from(JSON.stringify(record)) };
}

/** A link's record under the shared domain. */
export function linkChange(key: string, destination: string, more: Partial<LinkRecord> & { domainId?: string } = {}): LinkChange {
  const { domainId = edgeWorld.domainId, ...rest } = more;
  const record: LinkRecord = {
    id: Buffer.from(edgeWorld.linkId, "hex"),
    creatorId: Buffer.from(edgeWorld.creatorId, "hex"),
    key,
    destination,
    fallbackUrl: undefined,
    rule: undefined,
    expiresAtMs: undefined,
    isDisabled: false,
    ...rest,
  };
  return { type: linkRecordTypes.link, payload: linkPayload(Buffer.from(domainId, "hex"), encodeLink(record)) };
}

/** The first generation of link files in a spool folder; the log stays open for changes. */
export async function beginLinks(spoolFolder: string, records: Iterable<LinkChange>): Promise<ChangeLog> {
  const log = openChangeLog(path.join(spoolFolder, "links"), ownEdgeId(spoolFolder));
  await startGeneration(log, records, { cursor: noCursor, reload: true });
  return log;
}

export { closeChangeLog };

import { randomBytes } from "node:crypto";
import type { Selectable } from "kysely";
import { parse } from "tldts";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { announceToEdges } from "../tracking/service.ts";
import * as queries from "./queries.ts";
import type { StoreTables } from "./tables.ts";

/** A store or brand of a workspace: the system of record of its orders. */
export type Store = Selectable<StoreTables["stores"]>;
type StoreKind = "shopify" | "stripe" | "custom";
type PageOrders = "count" | "wait";
type ConsentMode = "never_required" | "by_country" | "always_required";

const shown = (row: Store) => ({
  id: formatId("sto", row.id),
  name: row.name,
  kind: row.kind as StoreKind,
  zone: row.zone,
  currency: row.currency,
  site_key: row.site_key,
  allowed_origins: row.allowed_origins,
  consent_mode: row.consent_mode as ConsentMode,
  cookie_domain: row.cookie_domain,
  page_orders: row.page_orders as PageOrders,
  created_at: row.created_at.toISOString(),
});

/** The stores in use, oldest first. */
export const listStores = async (ctx: WorkspaceContext) => ({ data: (await queries.listStores(ctx.db, ctx.workspaceId)).map(shown) });

/** The same as rows, for other features. */
export const listStoresInUse = (ctx: WorkspaceContext): Promise<Store[]> => queries.listStores(ctx.db, ctx.workspaceId);

/** A store of the workspace. @throws Problem not-found for any other id */
export async function loadStore(ctx: WorkspaceContext, id: string): Promise<Store> {
  const row = await queries.findStore(ctx.db, ctx.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw notFound("store", formatId("sto", id));
  return row;
}

/** The workspace's only store, or its first: what is meant when none is named. */
export async function loadFirstStore(ctx: WorkspaceContext): Promise<Store> {
  const [first] = await queries.listStores(ctx.db, ctx.workspaceId);
  if (first === undefined) throw notFound("store", "(none was named, and the workspace has none)");
  return first;
}

export interface NewStore {
  readonly name: string;
  readonly kind: StoreKind;
  readonly zone: string;
  readonly currency: string;
  readonly allowed_origins: readonly string[];
  readonly consent_mode: ConsentMode;
  readonly cookie_domain: string | null;
  /** Missing: as the kind of store suggests. */
  readonly page_orders?: PageOrders | undefined;
}

/**
 * Whether hosts below a domain may share cookies: somebody registered it, or it lies below one that was, in lower case. A public suffix,
 * private ones such as `github.io` included, would be shared with strangers.
 */
export function isCookieDomain(text: string): boolean {
  const parsed = parse(text, { allowPrivateDomains: true });
  return parsed.hostname === text && parsed.isIp === false && parsed.domain !== null && parsed.domain !== parsed.publicSuffix;
}

function acceptCookieDomain(text: string | null): string | null {
  if (text === null || isCookieDomain(text)) return text;
  const detail = `cookie_domain must be a domain of the brand's own, such as brand.example, and no public suffix; found ${JSON.stringify(text)}`;
  throw invalidInput([{ pointer: "/cookie_domain", detail }]);
}

/** Adds a store with a public key for its snippet. */
export async function createStore(ctx: WorkspaceContext, store: NewStore): Promise<ReturnType<typeof shown>> {
  return inTransaction(ctx, async (within) => {
    const id = within.newId();
    const site_key = `site_${randomBytes(9).toString("base64url")}`;
    const now = nowAt(within);
    const row = await queries.insertStore(within.db, {
      ...store,
      cookie_domain: acceptCookieDomain(store.cookie_domain),
      page_orders: store.page_orders ?? (store.kind === "custom" ? "count" : "wait"),
      allowed_origins: store.allowed_origins.map((origin) => new URL(origin).origin),
      workspace_id: within.workspaceId,
      id,
      site_key,
      created_at: now,
      updated_at: now,
    });
    await queries.insertSiteKey(within.db, { site_key, workspace_id: within.workspaceId, store_id: id });
    await announceToEdges(within, "store", id);
    await recordAudit(within, {
      action: "store.created",
      subjectKind: "store",
      subjectId: id,
      detail: { name: store.name, kind: store.kind },
    });
    return shown(row);
  });
}

/** Changes what is named. */
export async function updateStore(
  ctx: WorkspaceContext,
  id: string,
  changes: { [K in "name" | "allowed_origins" | "consent_mode" | "cookie_domain" | "page_orders"]?: NewStore[K] | undefined },
): Promise<ReturnType<typeof shown>> {
  return inTransaction(ctx, async (within) => {
    const before = await loadStore(within, id);
    const after = {
      name: changes.name ?? before.name,
      allowed_origins: changes.allowed_origins?.map((origin) => new URL(origin).origin) ?? before.allowed_origins,
      consent_mode: changes.consent_mode ?? before.consent_mode,
      cookie_domain: changes.cookie_domain === undefined ? before.cookie_domain : acceptCookieDomain(changes.cookie_domain),
      page_orders: changes.page_orders ?? before.page_orders,
    };
    const row = await queries.updateStore(within.db, within.workspaceId, id, { ...after, updated_at: nowAt(within) });
    await announceToEdges(within, "store", id);
    const { name, allowed_origins, consent_mode, cookie_domain, page_orders } = before;
    await recordAudit(within, {
      action: "store.updated",
      subjectKind: "store",
      subjectId: id,
      detail: { before: { name, allowed_origins, consent_mode, cookie_domain, page_orders }, after },
    });
    return shown(row!);
  });
}

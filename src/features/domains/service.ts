import { parseDestination } from "@vouch/redirect";
import type { Selectable } from "kysely";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { loadStore } from "../stores/service.ts";
import { announceToEdges } from "../tracking/service.ts";
import { hostOf } from "./host.ts";
import { domainProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { DomainTables } from "./tables.ts";

export type Domain = Selectable<DomainTables["domains"]>;
type ConsentMode = "never_required" | "by_country" | "always_required";

const shown = (row: Domain) => ({
  id: formatId("dom", row.id),
  host: row.host,
  click_param: row.click_param,
  fallback_url: row.fallback_url,
  consent_mode: row.consent_mode as ConsentMode,
  consent_countries: row.consent_countries,
  created_at: row.created_at.toISOString(),
});

/** The short hosts of the whole installation. */
export const loadShortHosts = async (ctx: Context): Promise<ReadonlySet<string>> =>
  new Set((await queries.listHosts(ctx.db)).map((row) => row.host));

/** An address that visitors may be sent to, as it re-parses, or why they may not. */
export type ReadDestination = { readonly url: string } | { readonly fault: string };

/** Reads addresses that visitors may be sent to, many with one look at the short hosts. */
export async function destinationReader(ctx: Context): Promise<(text: string) => ReadDestination> {
  const ownHosts = await loadShortHosts(ctx);
  return (text) => {
    const parsed = parseDestination(text, { ownHosts });
    return parsed.ok ? { url: parsed.url } : { fault: destinationFault(parsed.problem) };
  };
}

/** An address that visitors may be sent to, as it re-parses. @throws Problem invalid-input at `pointer` */
export async function acceptDestination(ctx: Context, text: string, pointer: string): Promise<string> {
  const read = (await destinationReader(ctx))(text);
  if ("url" in read) return read.url;
  throw invalidInput([{ pointer, detail: read.fault }]);
}

const faults: Record<string, string> = {
  empty: "an address is needed, such as https://shop.example/page",
  too_long: "the address is longer than 4000 characters",
  control_character: "the address holds a control character",
  not_a_url: "the address is not complete: it needs https:// and a host",
  scheme_not_allowed: "only http:// and https:// addresses can be led to",
  credentials: "an address must not carry a user name or password",
  no_host: "the address has no host",
  own_host: "the address is one of the short domains: it would lead in a circle",
  unstable: "the address reads differently each time it is parsed; write it without unusual characters",
};
const destinationFault = (problem: string): string => faults[problem] ?? `the address is refused: ${problem}`;

/** The domains in use. */
export const listDomains = async (ctx: WorkspaceContext) => ({ data: (await queries.listDomains(ctx.db, ctx.workspaceId)).map(shown) });

/** A domain of the workspace that is in use. */
export async function loadDomain(ctx: WorkspaceContext, id: string): Promise<Domain> {
  const row = await queries.findDomain(ctx.db, ctx.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw notFound("domain", formatId("dom", id));
  return row;
}

/** The domains of many links at once. */
export const loadDomains = async (ctx: WorkspaceContext): Promise<ReadonlyMap<string, Domain>> =>
  new Map((await queries.listDomains(ctx.db, ctx.workspaceId)).map((row) => [row.id, row]));

export interface NewDomain {
  readonly host: string;
  readonly store_id?: string | undefined;
  readonly click_param: string;
  readonly fallback_url: string | null;
  readonly consent_mode: ConsentMode;
  readonly consent_countries: readonly string[];
}

/** Adds a short domain. */
export async function createDomain(ctx: WorkspaceContext, body: NewDomain): Promise<ReturnType<typeof shown>> {
  const host = hostOf(body.host);
  if (host === undefined)
    throw invalidInput([
      { pointer: "/host", detail: `host must be a domain such as go.brand.example, found ${JSON.stringify(body.host)}` },
    ]);
  return inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const storeId = body.store_id === undefined ? null : (await loadStore(within, body.store_id)).id;
    await takeHost(within, host, id);
    const fallback = body.fallback_url === null ? null : await acceptDestination(within, body.fallback_url, "/fallback_url");
    const { click_param, consent_mode, consent_countries } = body;
    const row = await queries.insertDomain(within.db, {
      workspace_id: within.workspaceId,
      id,
      store_id: storeId,
      host,
      click_param,
      fallback_url: fallback,
      consent_mode,
      consent_countries: [...consent_countries],
      created_at: now,
      updated_at: now,
    });
    await announceToEdges(within, "domain", id);
    await recordAudit(within, { action: "domain.created", subjectKind: "domain", subjectId: id, detail: { host } });
    return shown(row);
  });
}

/**
 * Brings a domain under another host, for one that is this machine's own address and changed with it; its links follow by their domain.
 * The caller moves their keys along. @throws Problem host-taken
 */
export async function moveDomain(ctx: WorkspaceContext, id: string, host: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const before = await loadDomain(within, id);
    await queries.deleteHost(within.db, before.host);
    await takeHost(within, host, id);
    await queries.updateDomain(within.db, within.workspaceId, id, { host, updated_at: nowAt(within) });
    await announceToEdges(within, "domain", id);
    const detail = { before: before.host, after: host };
    await recordAudit(within, { action: "domain.moved", subjectKind: "domain", subjectId: id, detail });
  });
}

async function takeHost(within: WorkspaceContext, host: string, domainId: string): Promise<void> {
  if ((await queries.insertHost(within.db, { host, workspace_id: within.workspaceId, domain_id: domainId })) === undefined)
    throw new Problem(domainProblems["host-taken"], `${host} is in use in this installation.`);
}

type DomainChanges = { [K in "click_param" | "fallback_url" | "consent_mode" | "consent_countries"]?: NewDomain[K] | undefined };

/** Changes what is named. */
export async function updateDomain(ctx: WorkspaceContext, id: string, changes: DomainChanges): Promise<ReturnType<typeof shown>> {
  return inTransaction(ctx, async (within) => {
    const before = await loadDomain(within, id);
    const { fallback_url: typed = before.fallback_url } = changes;
    const row = await queries.updateDomain(within.db, within.workspaceId, id, {
      click_param: changes.click_param ?? before.click_param,
      fallback_url: typed === null ? null : await acceptDestination(within, typed, "/fallback_url"),
      consent_mode: changes.consent_mode ?? before.consent_mode,
      consent_countries: [...(changes.consent_countries ?? before.consent_countries)],
      updated_at: nowAt(within),
    });
    await announceToEdges(within, "domain", id);
    await recordAudit(within, {
      action: "domain.updated",
      subjectKind: "domain",
      subjectId: id,
      detail: { before: shown(before), after: shown(row) },
    });
    return shown(row);
  });
}

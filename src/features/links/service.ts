import { expandUtmRule, keySkeleton, parseUtmRule, utmPresets, type UtmFacts, type UtmPreset, type UtmRule } from "@vouch/redirect";
import type { Selectable } from "kysely";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, plainJson } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { loadCreator } from "../creators/service.ts";
import { acceptDestination, loadDomain, loadDomains, type Domain } from "../domains/service.ts";
import { loadProgram } from "../programs/service.ts";
import { announceToEdges } from "../tracking/service.ts";
import { tell } from "../webhooks/service.ts";
import { countClicks, mostCounted } from "./counting/service.ts";
import { linkKey } from "./link-key.ts";
import { linkProblems } from "./problems.ts";
import { linkImportWith } from "./importing/service.ts";
import * as queries from "./queries.ts";
import type { LinkTables } from "./tables.ts";

export { moveLinks } from "./moving/service.ts";

type Link = Selectable<LinkTables["links"]>;
type Precedence = "destination_incoming_link" | "destination_link_incoming" | "destination_link";
type UtmInput = { [K in keyof UtmRule]?: string | undefined };
type StoredUtm = { rule: UtmRule; parameters: readonly (readonly [string, string])[] };

/** The short address of a link: https, but for a host of this machine. */
const shortUrl = (ctx: WorkspaceContext, host: string, key: string): string =>
  `${/^(localhost|127\.|\[::1\])/.test(host) || ctx.publicUrl.startsWith("http:") ? "http" : "https"}://${host}/${encodeURI(key)}`;

const shown = (ctx: WorkspaceContext, row: Link, domain: Pick<Domain, "host"> | undefined) => ({
  id: formatId("lnk", row.id),
  url: shortUrl(ctx, domain?.host ?? "unknown.invalid", row.key),
  domain_id: formatId("dom", row.domain_id),
  key: row.key,
  creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id),
  program_id: row.program_id === null ? null : formatId("prg", row.program_id),
  destination: row.destination,
  utm: (row.utm as Partial<StoredUtm>).rule ?? {},
  utm_precedence: row.utm_precedence as Precedence,
  fallback_url: row.fallback_url,
  expires_at: row.expires_at?.toISOString() ?? null,
  disabled_at: row.disabled_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  archived_at: row.archived_at?.toISOString() ?? null,
});

function acceptKey(text: string): string {
  const read = linkKey(text);
  if ("key" in read) return read.key;
  throw invalidInput([{ pointer: "/key", detail: read.fault }]);
}

async function utmFacts(
  ctx: WorkspaceContext,
  link: { key: string; creatorId: string | null; programId: string | null },
): Promise<UtmFacts> {
  const creator = link.creatorId === null ? undefined : await loadCreator(ctx, link.creatorId);
  const program = link.programId === null ? undefined : await loadProgram(ctx, link.programId);
  return { link: link.key, creator: creator?.name, program: program?.name };
}

function acceptUtm(rule: unknown, facts: UtmFacts): StoredUtm {
  const parsed = parseUtmRule(rule);
  if (!parsed.ok)
    throw invalidInput(
      parsed.problems.map(({ parameter, ...problem }) => ({
        pointer: `/utm/${parameter}`,
        detail: `${parameter}: ${JSON.stringify(problem)}`,
      })),
    );
  return { rule: parsed.rule, parameters: expandUtmRule(parsed.rule, facts) };
}

async function load(ctx: WorkspaceContext, id: string): Promise<Link> {
  const row = await queries.findLink(ctx.db, ctx.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw notFound("link", formatId("lnk", id));
  return row;
}

/** Links with their clicks, newest first. */
export async function listLinks(
  ctx: WorkspaceContext,
  query: {
    limit: number;
    cursor?: string | undefined;
    creator_id?: string | undefined;
    program_id?: string | undefined;
    search?: string | undefined;
  },
) {
  const domains = await loadDomains(ctx);
  const rows = await queries.listLinks(ctx.db, ctx.workspaceId, {
    limit: query.limit,
    after: parseCursor(query.cursor),
    creatorId: query.creator_id,
    programId: query.program_id,
    search: query.search,
  });
  const shownIds = rows.slice(0, query.limit).map((row) => row.id);
  const clicksOf = await countClicks(ctx, shownIds, mostCounted.inList);
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => ({ ...shown(ctx, row, domains.get(row.domain_id)), clicks: clicksOf(row.id) }),
  );
}

/** One link, not archived. */
export async function findLink(ctx: WorkspaceContext, id: string) {
  const row = await load(ctx, id);
  return shown(ctx, row, await loadDomain(ctx, row.domain_id));
}

/** One link with its clicks. */
export async function getLink(ctx: WorkspaceContext, id: string) {
  const link = await findLink(ctx, id);
  const clicksOf = await countClicks(ctx, [id], mostCounted.alone);
  return { ...link, clicks: clicksOf(id) };
}

/** One link, archived or not, as webhooks show it. */
export async function getLinkEver(ctx: WorkspaceContext, id: string) {
  const link = (await linksByIds(ctx, [id])).get(id);
  if (link === undefined) throw notFound("link", formatId("lnk", id));
  return link;
}

/** Links by their ids, archived ones too, with their short address: for whoever shows a touch. */
export async function linksByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlyMap<string, ReturnType<typeof shown>>> {
  if (ids.length === 0) return new Map();
  const domains = await loadDomains(ctx);
  const rows = await queries.listLinksByIds(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, shown(ctx, row, domains.get(row.domain_id))]));
}

/** Links on a domain by their keys, archived ones too: whose clicks of before are theirs. */
export async function linksByKeys(ctx: WorkspaceContext, domainId: string, keys: readonly string[]) {
  const rows = keys.length === 0 ? [] : await queries.listLinksByKeys(ctx.db, ctx.workspaceId, domainId, keys);
  return new Map(rows.map((row) => [row.key, { id: row.id, creatorId: row.creator_id }]));
}

const earliest = (...instants: readonly (Date | null)[]): number | null => {
  const known = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]));
  return known.length === 0 ? null : Math.min(...known);
};

/** What decides whether clicks on links can be paid: whose they are, in which program, and since when they no longer lead on. */
export async function linkFactsByIds(ctx: WorkspaceContext, ids: readonly string[]) {
  const rows = ids.length === 0 ? [] : await queries.listLinksByIds(ctx.db, ctx.workspaceId, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      { creatorId: row.creator_id, programId: row.program_id, offAtMs: earliest(row.disabled_at, row.expires_at, row.archived_at) },
    ]),
  );
}

export interface NewLink {
  readonly domain_id: string;
  readonly key: string;
  readonly destination: string;
  readonly creator_id?: string | undefined;
  readonly program_id?: string | undefined;
  readonly utm?: UtmInput | undefined;
  readonly utm_preset?: UtmPreset | undefined;
  readonly utm_precedence: Precedence;
  readonly fallback_url: string | null;
  readonly expires_at: string | null;
}

async function takeKey(ctx: WorkspaceContext, domain: Domain, key: string, linkId: string): Promise<void> {
  const imitated = await queries.findImitated(ctx.db, ctx.workspaceId, domain.id, keySkeleton(key));
  if (imitated !== undefined && imitated.key !== key)
    throw new Problem(
      linkProblems["link-key-imitates"],
      `${key} can be mistaken for ${imitated.key} on ${domain.host}. Choose one that reads differently.`,
    );
  if ((await queries.insertKey(ctx.db, { host: domain.host, key, workspace_id: ctx.workspaceId, link_id: linkId })) === undefined)
    throw new Problem(linkProblems["link-key-taken"], `${domain.host}/${key} is in use, or was. Choose another key.`);
}

/** Makes a link and tells every edge in the same transaction. */
export async function createLink(ctx: WorkspaceContext, body: NewLink) {
  const key = acceptKey(body.key);
  return inTransaction(ctx, async (within) => {
    const [id, now, domain] = [within.newId(), nowAt(within), await loadDomain(within, body.domain_id)];
    const [creatorId, programId] = [body.creator_id ?? null, body.program_id ?? null];
    const facts = await utmFacts(within, { key, creatorId, programId });
    await takeKey(within, domain, key, id);
    const preset = body.utm_preset === undefined ? {} : utmPresets[body.utm_preset];
    const row = await queries.insertLink(within.db, {
      workspace_id: within.workspaceId,
      id,
      domain_id: domain.id,
      key,
      key_skeleton: keySkeleton(key),
      creator_id: creatorId,
      program_id: programId,
      destination: await acceptDestination(within, body.destination, "/destination"),
      utm: plainJson(acceptUtm({ ...preset, ...body.utm }, facts)),
      utm_precedence: body.utm_precedence,
      fallback_url: body.fallback_url === null ? null : await acceptDestination(within, body.fallback_url, "/fallback_url"),
      expires_at: body.expires_at,
      created_at: now,
      updated_at: now,
    });
    await announceToEdges(within, "link", id);
    await recordAudit(within, {
      action: "link.created",
      subjectKind: "link",
      subjectId: id,
      detail: { key, destination: row.destination },
    });
    await tell(within, "link.created.v1", [id]);
    return shown(within, row, domain);
  });
}

/** Links from files, each made as by {@link createLink}. */
export const linkImport = linkImportWith(createLink);

export interface LinkChanges {
  readonly destination?: string | undefined;
  readonly utm?: UtmInput | undefined;
  readonly utm_precedence?: Precedence | undefined;
  readonly fallback_url?: string | null | undefined;
  readonly expires_at?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

async function changedColumns(ctx: WorkspaceContext, before: Link, changes: LinkChanges) {
  const facts =
    changes.utm === undefined
      ? undefined
      : await utmFacts(ctx, { key: before.key, creatorId: before.creator_id, programId: before.program_id });
  const { fallback_url, disabled } = changes;
  return {
    ...(changes.destination === undefined ? {} : { destination: await acceptDestination(ctx, changes.destination, "/destination") }),
    ...(facts === undefined ? {} : { utm: plainJson(acceptUtm(changes.utm, facts)) }),
    ...(changes.utm_precedence === undefined ? {} : { utm_precedence: changes.utm_precedence }),
    ...(fallback_url === undefined
      ? {}
      : { fallback_url: fallback_url === null ? null : await acceptDestination(ctx, fallback_url, "/fallback_url") }),
    ...(changes.expires_at === undefined ? {} : { expires_at: changes.expires_at }),
    ...(disabled === undefined ? {} : { disabled_at: disabled ? (before.disabled_at ?? nowAt(ctx)) : null }),
  };
}

/** Changes what is named. */
export async function updateLink(ctx: WorkspaceContext, id: string, changes: LinkChanges) {
  return inTransaction(ctx, async (within) => {
    const before = await load(within, id);
    const domain = await loadDomain(within, before.domain_id);
    const row = await queries.updateLink(within.db, within.workspaceId, id, {
      ...(await changedColumns(within, before, changes)),
      updated_at: nowAt(within),
    });
    await announceToEdges(within, "link", id);
    await recordAudit(within, {
      action: "link.updated",
      subjectKind: "link",
      subjectId: id,
      detail: { before: shown(within, before, domain), after: shown(within, row, domain) },
    });
    await tell(within, "link.updated.v1", [id]);
    return shown(within, row, domain);
  });
}

/** Archives a link: it leads to its fallback, and its key stays taken. */
export async function archiveLink(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    await load(within, id);
    const now = nowAt(within);
    await queries.updateLink(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await announceToEdges(within, "link", id);
    await recordAudit(within, { action: "link.archived", subjectKind: "link", subjectId: id });
    await tell(within, "link.updated.v1", [id]);
    return {};
  });
}

import { keySkeleton, type UtmPreset, type UtmRule } from "@vouch/redirect";
import { likelyDateOrder, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { sampleTexts, takeTable, type ColumnTexts, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { creatorFinder } from "../../creators/service.ts";
import { destinationReader, loadDomains, type Domain } from "../../domains/service.ts";
import { programFinder, type ProgramFinder } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { linkFields, linkMappingFaults } from "./link-fields.ts";
import { readLinkRow, type LinkReading, type LinkRow } from "./link-row.ts";
import * as queries from "./queries.ts";

/** Makes one link, as everybody makes links. */
export type MakeLink = (
  within: WorkspaceContext,
  link: {
    readonly domain_id: string;
    readonly key: string;
    readonly destination: string;
    readonly creator_id: string | undefined;
    readonly program_id: string | undefined;
    readonly utm: UtmRule | undefined;
    readonly utm_preset: UtmPreset | undefined;
    readonly utm_precedence: "destination_incoming_link";
    readonly fallback_url: string | null;
    readonly expires_at: string | null;
  },
) => Promise<unknown>;

type Options = Readonly<Record<string, string>>;

async function readerOf(ctx: WorkspaceContext): Promise<(options: Options, texts: ColumnTexts) => LinkReading> {
  const { zone } = await loadWorkspace(ctx);
  const domains = await loadDomains(ctx);
  const own = {
    hosts: new Set([...domains.values()].map(({ host }) => host)),
    address: await destinationReader(ctx),
    zone: zoneReader(zone),
  };
  return (options, texts) => ({
    ...own,
    destination: options["destination"],
    order: (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("expires_at")),
  });
}

const valuesOf = ({ key, domain, destination, creator, program, expiresAt, fallbackUrl, utm }: LinkRow): Record<string, string> => ({
  key,
  destination,
  ...(domain === null ? {} : { domain }),
  ...(creator === null ? {} : { creator }),
  ...(program === null ? {} : { program }),
  ...(expiresAt === null ? {} : { expires_at: expiresAt.toISOString() }),
  ...(fallbackUrl === null ? {} : { fallback_url: fallbackUrl }),
  ...utm,
});

async function preview(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const readingOf = await readerOf(ctx);
  return previewTable(file, chosen, {
    fields: linkFields,
    required: ["key"],
    own: ["destination"],
    options: () => ({}),
    reader: ({ options }, texts) => {
      const how = readingOf(options, texts);
      return {
        read: (cells) => {
          const { row, faults } = readLinkRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row), faults };
        },
        notes: ["A link that is here already is left as it is; a row that says something else of it is refused."],
      };
    },
  });
}

type Found<T> = T | { readonly fault: string };

/** The domain that a text means, by its host or id; of a row that says none the workspace's, where it has just one. */
function domainFinder(domains: ReadonlyMap<string, Domain>, usual: string | undefined): (text: string | null) => Found<Domain> {
  const all = [...domains.values()];
  return (written) => {
    const text = written ?? usual?.trim().toLowerCase() ?? null;
    if (text === null) {
      if (all.length === 1) return all[0]!;
      const found = all.length === 0 ? "there is no short domain yet: add one first" : `there are ${all.length} short domains: say which`;
      return { fault: `is empty, and ${found}` };
    }
    const found = domains.get(parseId("dom", text) ?? "") ?? all.find(({ host }) => host === text);
    const known = all.map(({ host }) => host).slice(0, 5);
    return found ?? { fault: `${JSON.stringify(text.slice(0, 80))} is no short domain here; there are: ${known.join(", ") || "none"}` };
  };
}

/** One reading of a file. */
interface Pass {
  readonly ctx: WorkspaceContext;
  readonly domainOf: (text: string | null) => Found<Domain>;
  readonly programs: ProgramFinder;
  readonly options: Options;
  /** The row of each link that the file told, and its key, by domain and what its key looks like. */
  readonly told: Map<string, { readonly rowNumber: number; readonly key: string }>;
}

/** A row with all that it means. */
interface Meant extends StatedRow<LinkRow> {
  readonly domain: Domain;
  readonly creatorId: string | null;
  readonly programId: string | null;
  readonly looks: string;
}

type CreatorOf = Awaited<ReturnType<typeof creatorFinder>>;

function meantRow(pass: Pass, { rowNumber, row }: StatedRow<LinkRow>, creatorOf: CreatorOf): Meant | readonly FieldFault[] {
  const program = row.program ?? pass.options["program"] ?? null;
  const found = {
    domain: pass.domainOf(row.domain),
    creator: row.creator === null ? { id: null } : creatorOf(row.creator),
    program: program === null ? { id: null } : pass.programs.named(program),
  };
  const faults = Object.entries(found).flatMap(([field, each]) => ("fault" in each ? [{ field, message: each.fault }] : []));
  const { domain, creator, program: meant } = found;
  if ("fault" in domain || "fault" in creator || "fault" in meant) return faults;
  const looks = `${domain.id} ${keySkeleton(row.key)}`;
  const before = pass.told.get(looks);
  if (before !== undefined) {
    const same = before.key === row.key ? "is the same link" : `can be mistaken for ${before.key}`;
    return [{ field: "key", message: `${row.key} ${same} as row ${before.rowNumber}'s: keep one of the two` }];
  }
  pass.told.set(looks, { rowNumber, key: row.key });
  return { rowNumber, row, domain, creatorId: creator.id, programId: meant.id, looks };
}

type KnownLink = Awaited<ReturnType<typeof queries.linksLike>>[number];

/** What a row says otherwise than the link that is here under its key; what the row leaves open is no difference. */
function difference(known: KnownLink, { row, creatorId, programId }: Meant): { field: string; here: string } | undefined {
  const expiresAtMs = known.expires_at?.getTime();
  const said = [
    { field: "destination", here: `leads to ${known.destination}`, isOther: known.destination !== row.destination },
    { field: "creator", here: "belongs to somebody else", isOther: creatorId !== null && known.creator_id !== creatorId },
    { field: "program", here: "is not in that program", isOther: programId !== null && known.program_id !== programId },
    {
      field: "expires_at",
      here: `leads there until ${known.expires_at?.toISOString() ?? "somebody switches it off"}`,
      isOther: row.expiresAt !== null && expiresAtMs !== row.expiresAt.getTime(),
    },
    {
      field: "fallback_url",
      here: `then leads to ${known.fallback_url ?? "the domain's own page"}`,
      isOther: row.fallbackUrl !== null && known.fallback_url !== row.fallbackUrl,
    },
  ];
  return said.find(({ isOther }) => isOther);
}

/** Why a row is not the link that is here under its key, or one that looks like it; undefined: it is. */
function clash(known: KnownLink, meant: Meant): FieldFault | undefined {
  const { row, domain } = meant;
  const there = `${domain.host}/${known.key}`;
  if (known.key !== row.key) return { field: "key", message: `${row.key} can be mistaken for ${there}, which is here: choose another key` };
  if (known.archived_at !== null) return { field: "key", message: `${there} was archived, and its key is not given again: choose another` };
  const found = difference(known, meant);
  if (found === undefined) return undefined;
  return { field: found.field, message: `${there} is here and ${found.here}: correct the row, or change the link on its page` };
}

async function takeRows(
  pass: Pass,
  rows: readonly StatedRow<LinkRow>[],
  refuse: (rowNumber: number, faults: readonly FieldFault[]) => void,
): Promise<{ fresh: Meant[]; unchanged: number }> {
  const creatorOf = await creatorFinder(pass.ctx, [...new Set(rows.flatMap(({ row }) => row.creator ?? []))]);
  const meant = rows.flatMap((row) => {
    const found = meantRow(pass, row, creatorOf);
    if ("row" in found) return [found];
    refuse(row.rowNumber, found);
    return [];
  });
  if (meant.length === 0) return { fresh: [], unchanged: 0 };
  const like = await queries.linksLike(
    pass.ctx.db,
    pass.ctx.workspaceId,
    meant.map(({ row }) => keySkeleton(row.key)),
  );
  const here = new Map<string, KnownLink>();
  const keyed = (link: KnownLink): string => `${link.domain_id} ${link.key}`;
  for (const link of like) here.set(keyed(link), link).set(`like ${link.domain_id} ${link.key_skeleton}`, link);
  const fresh: Meant[] = [];
  let unchanged = 0;
  for (const one of meant) {
    const known = here.get(`${one.domain.id} ${one.row.key}`) ?? here.get(`like ${one.looks}`);
    const fault = known === undefined ? undefined : clash(known, one);
    if (fault !== undefined) refuse(one.rowNumber, [fault]);
    else if (known === undefined) fresh.push(one);
    else unchanged++;
  }
  return { fresh, unchanged };
}

const newLink = ({ row, domain, creatorId, programId }: Meant, options: Options): Parameters<MakeLink>[1] => ({
  domain_id: domain.id,
  key: row.key,
  destination: row.destination,
  creator_id: creatorId ?? undefined,
  program_id: programId ?? undefined,
  utm: row.utm ?? undefined,
  utm_preset: options["utm_preset"] as UtmPreset | undefined,
  utm_precedence: "destination_incoming_link",
  fallback_url: row.fallbackUrl,
  expires_at: row.expiresAt?.toISOString() ?? null,
});

async function passOver(
  ctx: WorkspaceContext,
  task: ImportTask,
  make: (link: Parameters<MakeLink>[1]) => Promise<void>,
): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { options } = task.mapping;
  const how = (await readerOf(ctx))(options, await sampleTexts(task.file, table));
  const domainOf = domainFinder(await loadDomains(ctx), options["domain"]);
  const pass: Pass = { ctx, domainOf, programs: await programFinder(ctx), options, told: new Map() };
  return takeTable<LinkRow>(task, table, {
    read: (texts) => readLinkRow(texts, how),
    take: async (rows, refuse) => {
      const { fresh, unchanged } = await takeRows(pass, rows, refuse);
      for (const each of fresh) await make(newLink(each, options));
      return { taken: fresh.length, unchanged };
    },
  });
}

/** Links from a table, taken whole or not at all; a link is known by its domain and key, and the same row again changes nothing. */
export const linkImportWith = (make: MakeLink): ImportKind => ({
  maxBytes: 16 * 1024 * 1024,
  preview,
  mappingFaults: linkMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, async () => {})),
  run: async (ctx, task) => {
    const take = (within: WorkspaceContext) => passOver(within, task, async (link) => void (await make(within, link)));
    return reported(task, await wholeOrNothing(ctx, `link import ${ctx.workspaceId}`, take));
  },
});

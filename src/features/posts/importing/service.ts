import { likelyDateOrder, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import type { StatedTime } from "../../../kernel/time.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { sampleTexts, takeTable, type ColumnTexts, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { campaignsNamed } from "../../campaigns/service.ts";
import { accountsNamed, creatorsCalled, markCreators } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { postMetrics, type PostMetric } from "../post-metric.ts";
import { insertPosts } from "../queries.ts";
import { insertSnapshots, snapshotsOf } from "../snapshots/queries.ts";
import type { NewPostRow, NewSnapshotRow, Post } from "../tables.ts";
import { postFields, postMappingFaults } from "./post-fields.ts";
import { accountKey, isTold, rowKey, whoseRow, type KnownPeople, type Whose } from "./post-plan.ts";
import { readPostRow, type PostReading, type PostRow } from "./post-row.ts";
import * as queries from "./queries.ts";

/** The source of posts and numbers that come from files. */
const fileSource = "file";

async function readingOf(ctx: WorkspaceContext, options: Readonly<Record<string, string>>, texts: ColumnTexts): Promise<PostReading> {
  const { zone } = await loadWorkspace(ctx);
  const day = options["observed_on"] ?? localDay(ctx.now(), zone);
  const observed: StatedTime = { atMs: startOfDay(day, zone), precision: "day" };
  const order = (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("posted_at"));
  return { order, zone: zoneReader(zone), zoneName: zone, nowMs: ctx.now(), observed };
}

function valuesOf(row: PostRow): Record<string, string> {
  const texts = {
    url: row.address?.url,
    creator: row.creator ?? undefined,
    handle: row.handle ?? undefined,
    platform: row.platform,
    format: row.format ?? undefined,
    title: row.title === "" ? undefined : row.title,
    posted_at: new Date(row.posted.atMs).toISOString(),
    sponsored: row.isSponsored === null ? undefined : row.isSponsored ? "yes" : "no",
    campaign: row.campaign ?? undefined,
    ...Object.fromEntries(postMetrics.map((metric) => [metric, row.counts?.[metric]?.toString()])),
    observed_at: row.counts === null ? undefined : new Date(row.observed.atMs).toISOString(),
  };
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function previewPosts(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const { zone } = await loadWorkspace(ctx);
  const today = localDay(ctx.now(), zone);
  const plain = await readingOf(ctx, {}, () => []);
  return previewTable(file, chosen, {
    fields: postFields,
    required: ["posted_at"],
    own: ["observed_on"],
    options: () => ({ observed_on: today }),
    reader: ({ options, columns }, texts) => {
      const day = options["observed_on"] ?? today;
      const order = (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("posted_at"));
      const how: PostReading = { ...plain, order, observed: { atMs: startOfDay(day, zone), precision: "day" } };
      return {
        read: (cells) => {
          const { row, faults } = readPostRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row), faults };
        },
        notes: [
          ...(columns["observed_at"] === undefined ? [`Numbers are taken as of ${day}: no column says when they were seen.`] : []),
          "A number that is missing is not known; it is not taken for zero.",
        ],
      };
    },
  });
}

/** One reading of a file. */
interface Pass {
  readonly ctx: WorkspaceContext;
  readonly task: ImportTask;
  readonly isWritten: boolean;
  /** The row of each post and time that the file told. */
  readonly told: Map<string, number>;
  /** Posts that the file makes, by what they are known again by. */
  readonly made: Map<string, string>;
}

async function peopleOf(ctx: WorkspaceContext, rows: readonly PostRow[]): Promise<KnownPeople> {
  const handles = rows.flatMap(({ platform, handle }) => (handle === null ? [] : [{ platform, handle }]));
  const accounts = await accountsNamed(ctx, handles);
  const written = rows.flatMap(({ creator }) => (creator === null ? [] : [creator.toLowerCase()]));
  const creators = written.length === 0 ? [] : await creatorsCalled(ctx, written);
  const campaigns = await campaignsNamed(
    ctx,
    rows.flatMap(({ campaign }) => (campaign === null ? [] : [campaign])),
  );
  const ids = (named: readonly { id: string; name: string }[]): ReadonlyMap<string, string[]> =>
    new Map([...groupBy(named, ({ name }) => name.toLowerCase())].map(([name, of]) => [name, of.map(({ id }) => id)]));
  return {
    accounts: new Map(
      accounts.map(({ platform, normalised, creatorId, id }) => [accountKey(platform, normalised), { creatorId, accountId: id }]),
    ),
    names: ids(creators),
    campaigns: ids(campaigns),
  };
}

interface Meant extends StatedRow<PostRow> {
  readonly whose: Whose;
  readonly key: string;
}

type Refuse = (rowNumber: number, faults: readonly FieldFault[]) => void;

function meantRow({ rowNumber, row }: StatedRow<PostRow>, known: KnownPeople, pass: Pass, refuse: Refuse): Meant[] {
  const whose = whoseRow(row, known);
  if (!("creatorId" in whose)) {
    refuse(rowNumber, whose);
    return [];
  }
  const key = rowKey(row, whose.creatorId);
  const time = `${key} ${row.observed.atMs}`;
  const before = pass.told.get(time);
  if (before !== undefined) {
    refuse(rowNumber, [{ field: "", message: `row ${before} tells the same post at the same time: keep one of the two` }]);
    return [];
  }
  pass.told.set(time, rowNumber);
  return [{ rowNumber, row, whose, key }];
}

const newPost = ({ ctx }: Pass, { row, whose }: Meant, id: string): NewPostRow => ({
  workspace_id: ctx.workspaceId,
  id,
  creator_id: whose.creatorId,
  account_id: whose.accountId,
  campaign_id: whose.campaignId,
  platform: row.platform,
  format: row.format ?? "unknown",
  url: row.address?.url ?? null,
  url_key: row.address?.key ?? null,
  external_id: row.externalId,
  title: row.title,
  posted_at: new Date(row.posted.atMs),
  posted_precision: row.posted.precision,
  is_sponsored: row.isSponsored,
  source: fileSource,
  created_at: nowAt(ctx),
  updated_at: nowAt(ctx),
});

/** What a row tells of a post that is here and of which that was not known; undefined: nothing. */
function fillOf({ row, whose }: Meant, post: Post): queries.PostFill | undefined {
  const fill = {
    id: post.id,
    format: post.format === "unknown" && row.format !== null && row.format !== "unknown" ? row.format : null,
    title: post.title === "" && row.title !== "" ? row.title : null,
    isSponsored: post.is_sponsored === null ? row.isSponsored : null,
    campaignId: post.campaign_id === null ? whose.campaignId : null,
  };
  const { id: _, ...told } = fill;
  return Object.values(told).every((value) => value === null) ? undefined : fill;
}

const newSnapshot = ({ ctx, task }: Pass, row: PostRow, postId: string): NewSnapshotRow => ({
  workspace_id: ctx.workspaceId,
  id: ctx.newId(),
  post_id: postId,
  observed_at: new Date(row.observed.atMs),
  observed_precision: row.observed.precision,
  source: fileSource,
  evidence: row.evidence === "" ? task.file.name : row.evidence,
  ...(row.counts as { [M in PostMetric]: bigint | null }),
  import_id: task.importId,
  recorded_by: ctx.actor.id,
  recorded_at: nowAt(ctx),
});

/** What a batch comes to. */
interface Batch {
  readonly posts: NewPostRow[];
  readonly fills: queries.PostFill[];
  readonly snapshots: NewSnapshotRow[];
  /** Whose posts change. */
  readonly creators: Set<string>;
  taken: number;
}

type Here = { readonly posts: ReadonlyMap<string, Post>; readonly snapshots: ReadonlyMap<string, Awaited<ReturnType<typeof snapshotsOf>>> };

async function loadHere({ ctx }: Pass, rows: readonly Meant[]): Promise<Here> {
  if (rows.length === 0) return { posts: new Map(), snapshots: new Map() };
  const marks = rows.map(({ row, whose, key }) => ({
    key,
    urlKey: row.address?.key ?? null,
    externalId: row.externalId,
    creatorId: whose.creatorId,
    platform: row.platform,
    postedAt: new Date(row.posted.atMs),
  }));
  const found = await queries.findMeant(ctx.db, ctx.workspaceId, fileSource, marks);
  const ids = [...new Set(found.map(({ id }) => id))];
  const snapshots = ids.length === 0 ? [] : await snapshotsOf(ctx.db, ctx.workspaceId, ids, fileSource);
  return { posts: new Map(found.map((post) => [post.key, post])), snapshots: groupBy(snapshots, (row) => row.post_id) };
}

/** The post that a row means: one that is here, one that the file made before, or a new one. */
function postOf(pass: Pass, meant: Meant, post: Post | undefined): { id: string; fill?: queries.PostFill | undefined; isNew: boolean } {
  const madeId = pass.made.get(meant.key);
  if (madeId !== undefined) return { id: madeId, isNew: false };
  if (post !== undefined) return { id: post.id, fill: fillOf(meant, post), isNew: false };
  const id = pass.ctx.newId();
  pass.made.set(meant.key, id);
  return { id, isNew: true };
}

function plan(pass: Pass, meant: Meant, here: Here, batch: Batch): FieldFault | undefined {
  const { row, whose, key } = meant;
  const post = here.posts.get(key);
  if (post !== undefined && post.creator_id !== whose.creatorId)
    return { field: "creator", message: "the post is here already, of another creator: correct the row, or put the post away" };
  const { id, fill, isNew } = postOf(pass, meant, post);
  const isSeen = isTold(row, here.snapshots.get(id) ?? []);
  if (isNew || fill !== undefined) batch.creators.add(whose.creatorId);
  if (isNew) batch.posts.push(newPost(pass, meant, id));
  if (fill !== undefined) batch.fills.push(fill);
  if (!isSeen) batch.snapshots.push(newSnapshot(pass, row, id));
  if (isNew || fill !== undefined || !isSeen) batch.taken++;
  return undefined;
}

async function takeRows(pass: Pass, rows: readonly StatedRow<PostRow>[], refuse: Refuse) {
  const { ctx } = pass;
  const people = await peopleOf(
    ctx,
    rows.map(({ row }) => row),
  );
  const meant = rows.flatMap((row) => meantRow(row, people, pass, refuse));
  const here = await loadHere(pass, meant);
  const batch: Batch = { posts: [], fills: [], snapshots: [], creators: new Set(), taken: 0 };
  let refused = 0;
  for (const each of meant) {
    const fault = plan(pass, each, here, batch);
    if (fault === undefined) continue;
    refuse(each.rowNumber, [fault]);
    refused++;
  }
  if (pass.isWritten) {
    if (batch.posts.length > 0) await insertPosts(ctx.db, batch.posts);
    if (batch.fills.length > 0) await queries.fillPosts(ctx.db, ctx.workspaceId, batch.fills, nowAt(ctx));
    if (batch.snapshots.length > 0) await insertSnapshots(ctx.db, batch.snapshots);
    await markCreators(ctx.db, ctx.workspaceId, [...batch.creators]);
  }
  return { taken: batch.taken, unchanged: meant.length - refused - batch.taken };
}

async function passOver(ctx: WorkspaceContext, task: ImportTask, isWritten: boolean): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const how = await readingOf(ctx, task.mapping.options, await sampleTexts(task.file, table));
  const pass: Pass = { ctx, task, isWritten, told: new Map(), made: new Map() };
  return takeTable<PostRow>(task, table, {
    read: (texts) => readPostRow(texts, how),
    take: (rows, refuse) => takeRows(pass, rows, refuse),
  });
}

/** Posts and their numbers from a table, taken whole or not at all; what is known stays, and numbers are added. */
export const postImport: ImportKind = {
  maxBytes: 64 * 1024 * 1024,
  preview: previewPosts,
  mappingFaults: postMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, false)),
  run: async (ctx, task) =>
    reported(task, await wholeOrNothing(ctx, `posts import ${ctx.workspaceId}`, (within) => passOver(within, task, true))),
};

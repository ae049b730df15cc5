import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { isConflict } from "../../../platform/db/database.ts";
import { tell } from "../../webhooks/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { CreatorRow } from "../importing/creator-row.ts";
import type { RowAccount, RowPrice } from "../importing/row-account.ts";
import * as queries from "../importing/queries.ts";
import { importSource } from "../importing/row-keys.ts";
import type { KnownPrice, RowChanges, RowPlan } from "../importing/row-plan.ts";
import { emailHash } from "../profiles/service.ts";
import type { Grade } from "../observing/observed.ts";
import { writeFigures, writeProfiles, type SeenFigures, type SeenProfile } from "../observing/service.ts";
import { markCreators } from "../queries.ts";
import type { NewCreatorRow } from "../tables.ts";

/** A row that makes or changes a creator. */
export interface PlannedRow {
  readonly rowNumber: number;
  readonly row: CreatorRow;
  readonly plan: Extract<RowPlan, { kind: "create" | "update" }>;
}

/** A price that a file states of a creator's content. */
interface StatedPrice {
  readonly creatorId: string;
  readonly platform: Platform;
  readonly price: RowPrice;
  readonly quotedOn: string;
  readonly source: string;
  readonly grade: Grade;
  readonly evidence: string;
  readonly importId: string;
}

/** Where prices of creators are kept. */
export interface PriceBook {
  /** What files of a source told of the prices of some creators, by creator, the last told last. */
  known(ctx: WorkspaceContext, creatorIds: readonly string[], source: string): Promise<ReadonlyMap<string, readonly KnownPrice[]>>;
  /** Keeps prices in the caller's transaction. */
  keep(within: WorkspaceContext, prices: readonly StatedPrice[]): Promise<void>;
}

/** Somebody else took a handle or an external id since the rows were planned. */
export class RaceLost extends Error {
  override name = "RaceLost";
}

/** What a planned row writes, table by table. */
interface Writes {
  readonly creatorId: string;
  readonly creator: NewCreatorRow | undefined;
  readonly change: queries.BulkChange | undefined;
  readonly accounts: readonly queries.NewAccountRow[];
  readonly figures: readonly SeenFigures[];
  readonly profiles: readonly SeenProfile[];
  readonly prices: readonly StatedPrice[];
}

/** Where the figures of a file come from. */
export interface FigureOrigin {
  readonly source: string;
  readonly grade: Grade;
  /** The day of figures whose row states none; null: today, which is no more than a guess. */
  readonly observedOn: string | null;
}

interface Shared {
  readonly importId: string;
  readonly at: Date;
  readonly origin: FigureOrigin;
  readonly book: PriceBook;
}

const newCreator = (ctx: WorkspaceContext, id: string, row: CreatorRow, at: Date): NewCreatorRow => ({
  workspace_id: ctx.workspaceId,
  id,
  name: row.name ?? row.accounts[0]!.handle.slice(0, 200),
  email: row.email,
  email_hash: row.email === null ? null : emailHash(ctx, row.email),
  country: row.country,
  notes: row.notes ?? "",
  source: row.source ?? importSource,
  external_id: row.externalId,
  metadata: row.metadata ?? {},
  created_at: at,
  updated_at: at,
});

const bulkChange = (ctx: WorkspaceContext, id: string, changes: RowChanges): queries.BulkChange => ({
  id,
  name: changes.name ?? null,
  email: changes.email ?? null,
  emailHash: changes.email === undefined ? null : emailHash(ctx, changes.email),
  country: changes.country ?? null,
  source: changes.source ?? null,
  externalId: changes.externalId ?? null,
  notes: changes.notes ?? null,
  metadata: changes.metadata === undefined ? null : JSON.stringify(changes.metadata),
});

const newAccount = (ctx: WorkspaceContext, creatorId: string, account: RowAccount): queries.NewAccountRow => ({
  id: ctx.newId(),
  creator_id: creatorId,
  platform: account.platform,
  handle: account.handle,
  handle_normalised: account.normalised,
  url: account.url,
});

/** The part of a record that says where it is from. */
const seenIn = ({ importId, origin }: Shared, rowNumber: number) => ({
  observedAt: null,
  source: origin.source,
  grade: origin.grade,
  evidence: `row ${rowNumber} of the file`,
  importId,
});

/** What is said of a month is known at its end, a price of the month that runs today. */
const begun = (day: string, today: string): string => (day > today ? today : day);

function writesOf(ctx: WorkspaceContext, entry: PlannedRow, shared: Shared, today: string): Writes {
  const { row, plan, rowNumber } = entry;
  const creatorId = plan.kind === "create" ? ctx.newId() : plan.creatorId;
  const added = plan.kind === "create" ? row.accounts : plan.accounts;
  const accounts = added.map((account) => newAccount(ctx, creatorId, account));
  const idOf = ({ accountId, account }: { accountId: string | null; account: RowAccount }): string =>
    accountId ?? accounts.find((each) => each.platform === account.platform && each.handle_normalised === account.normalised)!.id;
  const isChanged = plan.kind === "update" && Object.keys(plan.changes).length > 0;
  const seen = seenIn(shared, rowNumber);
  const day = shared.origin.observedOn;
  return {
    creatorId,
    creator: plan.kind === "create" ? newCreator(ctx, creatorId, row, shared.at) : undefined,
    change: isChanged ? bulkChange(ctx, creatorId, plan.changes) : undefined,
    accounts,
    figures: plan.records.figures.map((each) => ({
      ...seen,
      accountId: idOf(each),
      observedOn: each.observedOn ?? day ?? today,
      isDayAssumed: each.observedOn === null && day === null,
      figures: each.figures,
    })),
    profiles: plan.records.profiles.map((each) => ({
      ...seen,
      accountId: idOf(each),
      observedOn: row.followersOn ?? day ?? today,
      profile: each.profile,
    })),
    prices: plan.records.prices.map(({ account, observedOn, price }) => ({
      ...{ creatorId, platform: account.platform, price, quotedOn: begun(observedOn ?? day ?? today, today) },
      ...{ source: seen.source, grade: seen.grade, evidence: seen.evidence, importId: shared.importId },
    })),
  };
}

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

async function writeCreators(within: WorkspaceContext, writes: readonly Writes[], at: Date): Promise<void> {
  const creators = present(writes.map((each) => each.creator));
  if (creators.length > 0 && (await queries.insertCreators(within.db, creators)) < creators.length) throw new RaceLost();
  const changes = present(writes.map((each) => each.change));
  if (changes.length === 0) return;
  await queries.updateCreators(within.db, within.workspaceId, changes, at).catch((error: unknown) => {
    throw isConflict(error, "creators_external") ? new RaceLost() : error;
  });
}

/** Accounts in one order, so that two who add the same ones cannot wait for each other. */
const byHandle = (a: queries.NewAccountRow, b: queries.NewAccountRow): number =>
  `${a.platform} ${a.handle_normalised}` < `${b.platform} ${b.handle_normalised}` ? -1 : 1;

async function writeAccounts(within: WorkspaceContext, writes: readonly Writes[], at: Date): Promise<void> {
  const shared = { workspace_id: within.workspaceId };
  const accounts = writes.flatMap((each) => each.accounts).toSorted(byHandle);
  if (accounts.length > 0) {
    const added = await queries.insertAccounts(within.db, { ...shared, created_at: at }, accounts);
    if (added < accounts.length) throw new RaceLost();
  }
  await writeFigures(
    within,
    writes.flatMap((each) => each.figures),
  );
  await writeProfiles(
    within,
    writes.flatMap((each) => each.profiles),
  );
}

/**
 * Writes planned rows in the caller's transaction, and which row of which file each creator came from.
 *
 * @throws RaceLost when somebody else took a handle or an external id meanwhile
 */
export async function writeRows(within: WorkspaceContext, shared: Shared, rows: readonly PlannedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { importId, at } = shared;
  const today = localDay(at.getTime(), (await loadWorkspace(within)).zone);
  const writes = rows.map((entry) => writesOf(within, entry, shared, today));
  await writeCreators(within, writes, at);
  await writeAccounts(within, writes, at);
  await shared.book.keep(
    within,
    writes.flatMap(({ prices }) => prices),
  );
  const origins = rows.map(({ rowNumber, plan }, index) => ({
    id: within.newId(),
    creator_id: writes[index]!.creatorId,
    row_number: BigInt(rowNumber),
    outcome: plan.kind === "create" ? ("created" as const) : ("updated" as const),
  }));
  await queries.insertOrigins(within.db, { workspace_id: within.workspaceId, import_id: importId, recorded_at: at }, origins);
  await markCreators(
    within.db,
    within.workspaceId,
    writes.map((each) => each.creatorId),
  );
  for (const outcome of ["created", "updated"] as const)
    await tell(
      within,
      `creator.${outcome}.v1`,
      origins.filter((origin) => origin.outcome === outcome).map((origin) => origin.creator_id),
    );
}

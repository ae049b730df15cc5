import { likelyDecimalSign, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { formatId } from "../../../kernel/ids.ts";
import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds, loadCreator } from "../../creators/service.ts";
import { openAudienceMemory, shareText, wholePpb } from "./audience-row.ts";
import * as queries from "./queries.ts";

/** A part of an audience. */
export interface AudiencePart {
  readonly region: string;
  /** Parts per billion of the whole. */
  readonly ppb: number;
}

/** A creator's audience as it was told. */
export interface Audience {
  readonly creatorId: string;
  readonly name: string;
  readonly parts: readonly AudiencePart[];
}

type Row = Awaited<ReturnType<typeof queries.listShares>>[number];

function byCreator(rows: readonly Row[]): Map<string, Row[]> {
  const all = new Map<string, Row[]>();
  for (const row of rows) all.set(row.creator_id, [...(all.get(row.creator_id) ?? []), row]);
  return all;
}

/** An audience is told at once, so that each of its rows says from where. */
const sourceOf = ({ import_id: file, told_at: at }: Row) => ({
  import_id: file === null ? null : formatId("imp", file),
  told_at: at.toISOString(),
});

async function shown(ctx: WorkspaceContext, rows: readonly Row[]) {
  const grouped = byCreator(rows);
  const names = await creatorsByIds(ctx, [...grouped.keys()]);
  return [...grouped].map(([id, parts]) => ({
    creator_id: formatId("cre", id),
    creator_name: names.get(id)?.name ?? "a creator",
    shares: parts.map(({ region, share_ppb: ppb }) => ({ region, share: shareText(ppb) })),
    in_all: shareText(parts.reduce((sum, { share_ppb: ppb }) => sum + ppb, 0)),
    ...sourceOf(parts[0]!),
  }));
}

/** Where creators' audiences are, by the creator's name. */
export async function listAudiences(ctx: WorkspaceContext) {
  const data = await shown(ctx, await queries.listShares(ctx.db, ctx.workspaceId));
  return { data: data.toSorted((a, b) => a.creator_name.localeCompare(b.creator_name)) };
}

/** The audiences of some creators; of whom nothing was told, has no entry. */
export async function audiencesOf(ctx: WorkspaceContext, creatorIds: readonly string[]): Promise<Map<string, Audience>> {
  const grouped = byCreator(await queries.listShares(ctx.db, ctx.workspaceId, creatorIds));
  const names = await creatorsByIds(ctx, [...grouped.keys()]);
  return new Map(
    [...grouped].map(([id, rows]) => {
      const parts = rows.map(({ region, share_ppb: ppb }) => ({ region, ppb }));
      return [id, { creatorId: id, name: names.get(id)?.name ?? "a creator", parts }];
    }),
  );
}

/** Audiences to be written, and where they are from. */
interface Told {
  readonly audiences: ReadonlyMap<string, readonly AudiencePart[]>;
  readonly importId: string | null;
}

const isSame = (known: readonly Row[] | undefined, told: readonly AudiencePart[]): boolean =>
  known?.length === told.length && told.every(({ region, ppb }) => known.some((row) => row.region === region && row.share_ppb === ppb));

/** Writes whole audiences in the place of those that were told before; one that says the same stays as it is. */
export async function keepAudiences(within: WorkspaceContext, { audiences, importId }: Told): Promise<void> {
  const known = byCreator(await queries.listShares(within.db, within.workspaceId, [...audiences.keys()]));
  const changed = [...audiences].filter(([id, told]) => !isSame(known.get(id), told));
  if (changed.length === 0) return;
  const by = { import_id: importId, told_by: `${within.actor.kind}:${within.actor.id}`, told_at: nowAt(within) };
  await queries.deleteShares(
    within.db,
    within.workspaceId,
    changed.map(([id]) => id),
  );
  const rows = changed.flatMap(([creator_id, told]) =>
    told.map(({ region, ppb }) => ({ workspace_id: within.workspaceId, creator_id, region, share_ppb: ppb, ...by })),
  );
  for (let at = 0; at < rows.length; at += 5_000) await queries.insertShares(within.db, rows.slice(at, at + 5_000));
  const [first] = changed;
  const subject = importId === null ? { subjectKind: "creator", subjectId: first![0] } : { subjectKind: "import", subjectId: importId };
  await recordAudit(within, { action: "creator_audience.told", ...subject, detail: { creators: changed.length, shares: rows.length } });
}

/** What files and requests that tell audiences wait for each other on. */
export const audienceLock = (ctx: WorkspaceContext): string => `creator audiences ${ctx.workspaceId}`;

/** Tells one creator's audience, in the place of what was told before. */
export async function tellAudience(ctx: WorkspaceContext, creatorId: string, shares: readonly { region: string; share: string }[]) {
  const memory = openAudienceMemory();
  const parts = shares.map(({ region, share }) => ({ region: tidyText(region), ppb: Math.round(Number(share) * wholePpb) }));
  const faults = parts.flatMap((part, at) => {
    const fault = memory.look(
      creatorId,
      part,
      `shares[${parts.findIndex(({ region }) => region.toLowerCase() === part.region.toLowerCase())}]`,
    );
    return fault === undefined ? [] : [{ pointer: `/shares/${at}/${fault.field}`, detail: `${fault.field}: ${fault.message}` }];
  });
  if (faults.length > 0) throw invalidInput(faults);
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, creatorId);
    await lockOn(within.db, audienceLock(within));
    await keepAudiences(within, { audiences: new Map([[creatorId, parts]]), importId: null });
    const [one] = await shown(within, await queries.listShares(within.db, within.workspaceId, [creatorId]));
    return one!;
  });
}

/** How a file writes decimals: as is said, else as its first rows show. */
export const signOf = (options: Readonly<Record<string, string>>, shares: readonly string[]): DecimalSign =>
  ({ point: "." as const, comma: "," as const })[options["decimal"] ?? ""] ??
  likelyDecimalSign(shares.map((text) => text.replace("%", "")));

import { formatId } from "../../../kernel/ids.ts";
import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { lockOn } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { matchingProblems } from "../problems.ts";
import type { ProfileRow } from "../tables.ts";
import { profileFaults, type BuyerProfile } from "./profile.ts";
import * as queries from "./queries.ts";

type KnownProfile = NonNullable<Awaited<ReturnType<typeof queries.findProfile>>>;

/** What a profile asks of creators, with the version that it is. */
export interface AskedProfile {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly profile: BuyerProfile;
}

// It was written by this feature, from what its contract takes.
const documentOf = (row: KnownProfile): BuyerProfile => row.document as unknown as BuyerProfile;

const copied = ({ ages, price_band: band, tone, ...lists }: BuyerProfile) => ({
  ages: ages === null ? null : { ...ages },
  price_band: band === null ? null : { low: { ...band.low }, high: { ...band.high } },
  tone: { ...tone },
  price_level: lists.price_level,
  genders: [...lists.genders],
  countries: [...lists.countries],
  languages: [...lists.languages],
  platforms: [...lists.platforms],
  interests: [...lists.interests],
  problems: [...lists.problems],
  values: [...lists.values],
  avoid: [...lists.avoid],
  competitors: [...lists.competitors],
  product_kinds: [...lists.product_kinds],
});

const shown = (row: KnownProfile) => ({
  id: formatId("buy", row.id),
  name: row.name,
  version: row.shown_version,
  is_default: row.is_default,
  profile: copied(documentOf(row)),
  written_at: row.written_at.toISOString(),
  created_at: row.created_at.toISOString(),
  archived_at: row.archived_at?.toISOString() ?? null,
});

async function load(ctx: WorkspaceContext, id: string, version?: number): Promise<KnownProfile> {
  const row = await queries.findProfile(ctx.db, ctx.workspaceId, id, version);
  if (row === undefined) throw notFound("buyer profile", `${formatId("buy", id)}${version === undefined ? "" : ` in version ${version}`}`);
  return row;
}

async function openProfile(within: WorkspaceContext, id: string): Promise<ProfileRow> {
  const row = await queries.lockProfile(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("buyer profile", formatId("buy", id));
  return row;
}

const asked = (row: KnownProfile): AskedProfile => ({ id: row.id, name: row.name, version: row.shown_version, profile: documentOf(row) });

/** The profile that is named, else the default. @throws Problem not-found, profile-missing */
export async function profileFor(ctx: WorkspaceContext, id: string | undefined): Promise<AskedProfile> {
  if (id !== undefined) return asked(await load(ctx, id));
  const row = await queries.findDefault(ctx.db, ctx.workspaceId);
  if (row === undefined) throw new Problem(matchingProblems["profile-missing"], "None was named, and the workspace has no default.");
  return asked(row);
}

/** One profile, as it is or was. @throws Problem not-found */
export const getBuyerProfile = async (ctx: WorkspaceContext, id: string, query: { readonly version?: number | undefined }) =>
  shown(await load(ctx, id, query.version));

/** A page of profiles, newest first. */
export async function listBuyerProfiles(
  ctx: WorkspaceContext,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly archived: "true" | "false" },
) {
  const page = { limit: query.limit, after: parseCursor(query.cursor), isArchived: query.archived === "true" };
  const rows = await queries.listProfiles(ctx.db, ctx.workspaceId, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

/** What is written of a profile. */
export interface WrittenProfile {
  readonly name: string;
  readonly profile: BuyerProfile;
}

/** @throws Problem invalid-input */
function checked({ name, profile }: WrittenProfile): WrittenProfile {
  const faults = profileFaults(profile);
  if (faults.length > 0) throw invalidInput(faults);
  return { name: tidyText(name), profile };
}

async function writeVersion(within: WorkspaceContext, id: string, version: number, { name, profile }: WrittenProfile): Promise<void> {
  const written = { written_by: `${within.actor.kind}:${within.actor.id}`, written_at: nowAt(within) };
  await queries.insertVersion(within.db, { workspace_id: within.workspaceId, profile_id: id, version, document: profile, ...written });
  const action = version === 1 ? "buyer_profile.written" : "buyer_profile.changed";
  await recordAudit(within, { action, subjectKind: "buyer_profile", subjectId: id, detail: { name, version } });
}

/** Which is the default is decided by one at a time. */
const holdDefault = (within: WorkspaceContext): Promise<void> => lockOn(within.db, `buyer-profiles ${within.workspaceId}`);

/** Writes a first version; the first profile becomes the default. @throws Problem invalid-input */
export async function createBuyerProfile(ctx: WorkspaceContext, written: WrittenProfile) {
  const { name, profile } = checked(written);
  return inTransaction(ctx, async (within) => {
    await holdDefault(within);
    const isFirst = (await queries.findDefault(within.db, within.workspaceId)) === undefined;
    const [id, now] = [within.newId(), nowAt(within)];
    const row = { workspace_id: within.workspaceId, id, name, version: 1, is_default: isFirst, created_at: now, updated_at: now };
    await queries.insertProfile(within.db, row);
    await writeVersion(within, id, 1, { name, profile });
    return shown(await load(within, id));
  });
}

/** Writes the next version. @throws Problem not-found, profile-changed, invalid-input */
export async function changeBuyerProfile(ctx: WorkspaceContext, id: string, written: WrittenProfile & { readonly version: number }) {
  const { name, profile } = checked(written);
  return inTransaction(ctx, async (within) => {
    const before = await openProfile(within, id);
    if (before.version !== written.version)
      throw new Problem(matchingProblems["profile-changed"], `You changed version ${written.version}; the newest is ${before.version}.`);
    const version = before.version + 1;
    await queries.updateProfile(within.db, { workspaceId: within.workspaceId, id }, { name, version, updated_at: nowAt(within) });
    await writeVersion(within, id, version, { name, profile });
    return shown(await load(within, id));
  });
}

/** Makes it the one that is meant where none is named; one that was put away comes back. @throws Problem not-found */
export async function chooseBuyerProfile(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    await holdDefault(within);
    const before = await openProfile(within, id);
    if (before.is_default && before.archived_at === null) return shown(await load(within, id));
    await queries.clearDefault(within.db, within.workspaceId);
    const values = { is_default: true, archived_at: null, updated_at: nowAt(within) };
    await queries.updateProfile(within.db, { workspaceId: within.workspaceId, id }, values);
    await recordAudit(within, {
      action: "buyer_profile.chosen",
      subjectKind: "buyer_profile",
      subjectId: id,
      detail: { name: before.name },
    });
    return shown(await load(within, id));
  });
}

/** Puts it away. Doing it again changes nothing. @throws Problem not-found */
export async function archiveBuyerProfile(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await openProfile(within, id);
    if (before.archived_at === null) {
      const now = nowAt(within);
      await queries.updateProfile(
        within.db,
        { workspaceId: within.workspaceId, id },
        { is_default: false, archived_at: now, updated_at: now },
      );
      await recordAudit(within, {
        action: "buyer_profile.archived",
        subjectKind: "buyer_profile",
        subjectId: id,
        detail: { name: before.name },
      });
    }
    return shown(await load(within, id));
  });
}

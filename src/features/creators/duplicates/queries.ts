import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { hasLink, inUse, linkIn } from "../pairing/queries.ts";
import type { PairPlace } from "./pair-place.ts";

/** A reason why two creators may be one person. */
export interface LikelyReason {
  readonly one_id: string;
  readonly other_id: string;
  readonly reason: string;
  readonly evidence: string;
}

/** Two creators who may be one person, with all reasons. */
export interface LikelyPair {
  readonly one_id: string;
  readonly other_id: string;
  readonly reasons: readonly { readonly reason: string; readonly evidence: string }[];
}

const mostFound = 200;
/** Whether the last that was said of two creators is that they are two: their merge was taken back, or somebody said so. */
const isSaidDifferent = (
  one: ReturnType<typeof sql>,
  other: ReturnType<typeof sql>,
) => sql`coalesce((select m.action <> 'open' from creator_merges m
  where m.workspace_id = c.workspace_id and m.action in ('undo', 'different', 'open')
    and ((m.from_creator_id = ${one} and m.into_creator_id = ${other}) or (m.from_creator_id = ${other} and m.into_creator_id = ${one}))
  order by m.recorded_at desc, m.id desc limit 1), false)`;

/** Pairs of whom the last that was said is that they are two. */
const saidDifferent = (workspaceId: string) => sql`select s.one_id, s.other_id from (
  select distinct on (least(from_creator_id, into_creator_id), greatest(from_creator_id, into_creator_id))
    least(from_creator_id, into_creator_id) as one_id, greatest(from_creator_id, into_creator_id) as other_id, action
  from creator_merges where workspace_id = ${workspaceId} and action in ('undo', 'different', 'open')
  order by 1, 2, recorded_at desc, id desc) s where s.action <> 'open'`;

const isInUse = (id: string) =>
  sql`exists (select from creators c where c.workspace_id = p.workspace_id and c.id = ${sql.ref(id)} and ${inUse} offset 0)`;

/**
 * A page of pairs with the same e-mail address, handle, link in what an account says of itself, or the same name but for signs and case, and one
 * more: those with most reasons first. The open ones are read in their order; those that were answered are few, and are looked up.
 */
export async function listLikelyPairs(
  db: Database,
  workspaceId: string,
  { isDismissed, limit, after }: { readonly isDismissed: boolean; readonly limit: number; readonly after: PairPlace | undefined },
): Promise<LikelyPair[]> {
  const isAfter =
    after === undefined
      ? sql`true`
      : sql`(-p.reason_count, p.one_id, p.other_id) > (${-after.reasons}::int, ${after.one}::uuid, ${after.other}::uuid)`;
  const pairs = isDismissed
    ? sql`(${saidDifferent(workspaceId)}) s join creator_likely_pairs p on p.workspace_id = ${workspaceId} and p.one_id = s.one_id and p.other_id = s.other_id`
    : sql`creator_likely_pairs p`;
  const isOpen = isDismissed ? sql`true` : sql`(p.one_id, p.other_id) not in (${saidDifferent(workspaceId)})`;
  const found = await sql<LikelyPair>`
    select p.one_id, p.other_id, p.reasons from ${pairs}
    where p.workspace_id = ${workspaceId} and ${isAfter} and ${isOpen} and ${isInUse("p.one_id")} and ${isInUse("p.other_id")}
    order by -p.reason_count, p.one_id, p.other_id limit ${limit + 1}`.execute(db);
  return found.rows;
}

/** The last that was said of two creators, by whichever of both first; undefined: nothing. */
export async function lastSaid(db: Database, workspaceId: string, one: string, other: string): Promise<string | undefined> {
  const { rows } = await sql<{ action: string }>`select action from creator_merges
    where workspace_id = ${workspaceId} and action in ('undo', 'different', 'open')
      and ((from_creator_id = ${one} and into_creator_id = ${other}) or (from_creator_id = ${other} and into_creator_id = ${one}))
    order by recorded_at desc, id desc limit 1`.execute(db);
  return rows[0]?.action;
}

/** Who may be the same person as one creator, each looked up by an index, however many creators there are. */
export async function listLikelyOf(
  db: Database,
  workspaceId: string,
  creatorId: string,
  { platforms, isDismissed }: { readonly platforms: readonly string[]; readonly isDismissed: boolean },
): Promise<LikelyReason[]> {
  const found = await sql<LikelyReason>`
    select ${creatorId}::uuid as one_id, c.id as other_id, found.reason, found.evidence from (
      select 'email' as reason, o.id, o.email as evidence from creators m join creators o on o.workspace_id = m.workspace_id and o.email_hash = m.email_hash
        where m.workspace_id = ${workspaceId} and m.id = ${creatorId}
      union
      select 'handle', o.creator_id, m.handle_normalised from creator_accounts m
        cross join lateral (select a.creator_id from creator_accounts a where a.workspace_id = m.workspace_id and a.platform = any(${[...platforms]}::text[])
          and a.handle_normalised = m.handle_normalised and a.archived_at is null offset 0) as o
        where m.workspace_id = ${workspaceId} and m.creator_id = ${creatorId} and m.archived_at is null and length(m.handle_normalised) >= 4
      union
      select 'bio_link', a.creator_id, ${linkIn("m.bio")} from account_profiles m
        join creator_accounts own on own.workspace_id = m.workspace_id and own.id = m.account_id and own.creator_id = ${creatorId}
        join account_profiles o on o.workspace_id = m.workspace_id and ${linkIn("o.bio")} = ${linkIn("m.bio")} and ${hasLink("o.bio")}
        join creator_accounts a on a.workspace_id = o.workspace_id and a.id = o.account_id and a.archived_at is null
        where m.workspace_id = ${workspaceId} and ${hasLink("m.bio")}
      union
      (select 'name', o.id, o.name from creators m join creators o on o.workspace_id = m.workspace_id and o.name % m.name and similarity(o.name, m.name) >= 0.8
        where m.workspace_id = ${workspaceId} and m.id = ${creatorId} and length(m.name) >= 5 limit 20)) as found
    join creators c on c.workspace_id = ${workspaceId} and c.id = found.id
    where c.id <> ${creatorId} and ${inUse} and (${isSaidDifferent(sql`${creatorId}::uuid`, sql`c.id`)}) = ${isDismissed}
    limit ${mostFound}`.execute(db);
  return found.rows;
}

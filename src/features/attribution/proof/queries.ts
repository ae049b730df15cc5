import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

export interface CreditRow {
  conversion_id: string;
  touch_version: number;
  models: string[];
  shares: number[];
  unattributed: number[];
  occurred_at: Date[];
  channels: string[];
  kinds: string[];
  lengths_agree: boolean;
}

/** Credits with the touches they are of, a stretch at a time. */
export const listCredits = async (db: Database, workspaceId: string, after: string, limit: number) =>
  (
    await sql<CreditRow>`
      select c.conversion_id, c.touch_version, c.models, c.shares, c.unattributed, t.occurred_at, t.channels, t.kinds,
        cardinality(t.kinds) = cardinality(t.channels) and cardinality(t.kinds) = cardinality(t.creator_ids) and cardinality(t.kinds) = cardinality(t.source_ids)
          and cardinality(t.kinds) = cardinality(t.occurred_at) as lengths_agree
      from credits c join touches t on t.workspace_id = c.workspace_id and t.conversion_id = c.conversion_id and t.version = c.touch_version
      where c.workspace_id = ${workspaceId} and c.conversion_id > ${after}::uuid order by c.conversion_id limit ${limit}`.execute(db)
  ).rows;

export interface TouchFault {
  conversion_id: string;
  place: bigint;
  kind: string;
}

/** The first frozen click, visit or answer that is not what was recorded. */
export const findChangedTouch = async (db: Database, workspaceId: string) =>
  (
    await sql<TouchFault>`
      select t.conversion_id, u.place, u.kind
      from touches t
      cross join lateral unnest(t.kinds, t.occurred_at, t.channels, t.creator_ids, t.link_ids, t.code_ids, t.source_ids)
        with ordinality as u (kind, at, channel, creator_id, link_id, code_id, source_id, place)
      left join attribution_clicks c on u.kind = 'click' and c.workspace_id = t.workspace_id and c.occurred_at = u.at and c.id = u.source_id
      left join attribution_visits v on u.kind = 'visit' and v.workspace_id = t.workspace_id and v.occurred_at = u.at and v.id = u.source_id
      left join attribution_answers a on u.kind = 'survey' and a.workspace_id = t.workspace_id and a.answer_id = u.source_id
        and (a.conversion_id = t.conversion_id or exists (select from attribution_joined_orders j
          where j.workspace_id = t.workspace_id and j.conversion_id = t.conversion_id and j.into_id = a.conversion_id))
      where t.workspace_id = ${workspaceId} and case u.kind
        when 'click' then c.id is null or c.creator_id is distinct from u.creator_id or c.link_id is distinct from u.link_id or u.code_id is not null
          or u.channel <> case when u.creator_id is null then 'referral' else 'creator' end
        when 'visit' then v.id is null or v.channel <> u.channel or coalesce(u.creator_id, u.link_id, u.code_id) is not null
        when 'code' then u.channel <> 'creator' or u.code_id is distinct from u.source_id or u.creator_id is null or u.link_id is not null
        when 'survey' then a.answer_id is null or u.at < a.answered_at or coalesce(u.link_id, u.code_id) is not null or u.place <> cardinality(t.kinds)
          or case when u.creator_id is null then u.channel is distinct from a.channel and a.creator_id is null
            else u.channel <> 'creator' or not exists (select from attribution_answer_creators m
              where m.workspace_id = t.workspace_id and m.answer_id = u.source_id and m.creator_id = u.creator_id) end
        else true end
      limit 1`.execute(db)
  ).rows[0];

/** Whose each code was when it was frozen as a touch. */
export const listFrozenCodes = async (db: Database, workspaceId: string) =>
  (
    await sql<{ code_id: string; creator_id: string; conversion_id: string }>`
      select distinct on (u.code_id, u.creator_id) u.code_id, u.creator_id, t.conversion_id
      from touches t cross join lateral unnest(t.kinds, t.code_ids, t.creator_ids) as u (kind, code_id, creator_id)
      where t.workspace_id = ${workspaceId} and u.kind = 'code'
      order by u.code_id, u.creator_id`.execute(db)
  ).rows;

/** The first order whose touches have a gap in their versions, or whose credit is not that of its newest touches. */
export const findStaleCredit = async (db: Database, workspaceId: string) =>
  (
    await sql<{ conversion_id: string; versions: bigint | null; newest: number | null; credited: number | null }>`
      select conversion_id, t.versions, t.newest, c.touch_version as credited
      from (select conversion_id, count(*) as versions, max(version) as newest from touches where workspace_id = ${workspaceId} group by conversion_id) t
      full join (select conversion_id, touch_version from credits where workspace_id = ${workspaceId}) c using (conversion_id)
      where t.versions is distinct from t.newest or c.touch_version is distinct from t.newest or t.newest is null limit 1`.execute(db)
  ).rows[0];

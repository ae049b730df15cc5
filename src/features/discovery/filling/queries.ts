import { isUuid } from "../../../kernel/ids.ts";
import type { CopyConnection } from "../../../platform/db/copy-connection.ts";
import type { CardsPart } from "./cards-part.ts";

/** COPY takes no parameters, so ids are written into its text: only as what they are. */
const uuid = (text: string): string => {
  if (!isUuid(text)) throw new RangeError("an id in a COPY statement must be a uuid");
  return `'${text}'::uuid`;
};

const numbers =
  "followers, following, posts_count, avg_views, er_followers, er_views, er_reach, er_impressions, growth_30d, quality, price_minor";

/** Named and ordered as `copiedFields` has them; numbers as floating point, which holds each of them exactly. */
const columns = `creator_id, account_id, name_key, platform, country, city, language, category, account_state, status, source, decision,
  currency, list_ids, program_ids, ${numbers
    .split(", ")
    .map((name) => `${name}::float8`)
    .join(", ")}, last_post_on, added_on, is_verified, has_email, has_worked,
  case when audience <> '{}' then audience::text end as audience, document`;

type Take = (bytes: Buffer) => void | Promise<void>;

/** Every card of a part of a workspace's creators, those of a creator one after another. */
export const copyCards = (on: CopyConnection, { workspaceId, part }: { workspaceId: string; part: CardsPart }, take: Take) =>
  on.copyOut(
    `copy (select ${columns} from creator_cards where workspace_id = ${uuid(workspaceId)} and not is_gone
      and get_byte(uuid_send(creator_id), 15) % ${part.of.toFixed(0)} = ${part.number.toFixed(0)} order by creator_id, account_id)
      to stdout (format binary)`,
    take,
  );

/** The cards of some creators, those of one after another. */
export const copyCardsOf = (on: CopyConnection, of: { workspaceId: string; creatorIds: readonly string[] }, take: Take) =>
  on.copyOut(
    `copy (select ${columns} from creator_cards where workspace_id = ${uuid(of.workspaceId)} and not is_gone
      and creator_id in (${of.creatorIds.map(uuid).join(", ")}) order by creator_id, account_id) to stdout (format binary)`,
    take,
  );

/**
 * Begins a transaction that sees one state until {@link endReading}.
 *
 * @returns the highest revision in it; each that is lower is committed, since cards of a workspace are made one lot after another.
 */
export async function beginReading(on: CopyConnection, workspaceId: string): Promise<string> {
  await on.query("begin isolation level repeatable read read only");
  const [state] = await on.query<{ revision: string }>(
    "select coalesce(max(revision), 0)::text as revision from creator_cards where workspace_id = $1",
    [workspaceId],
  );
  return state!.revision;
}

export const endReading = (on: CopyConnection) => on.query("commit");

/** Changes after a revision, the earliest first. */
export const listChanges = (on: CopyConnection, workspaceId: string, { after, limit }: { after: string; limit: number }) =>
  on.query<{ revision: string; creator_id: string }>(
    "select revision::text, creator_id from creator_cards where workspace_id = $1 and revision > $2::bigint order by revision limit $3",
    [workspaceId, after, limit],
  );

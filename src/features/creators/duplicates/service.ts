import { formatId } from "../../../kernel/ids.ts";
import { platforms } from "../../../kernel/social/platform.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { accountsOf } from "../accounts/service.ts";
import { insertMerge } from "../merging/queries.ts";
import { keptOf, lockMerges, notPossible, personsOf } from "../merging/service.ts";
import { findCreators } from "../queries.ts";
import { byPlace, isAfter, pairCursor, pairPlace, type PairPlace } from "./pair-place.ts";
import * as queries from "./queries.ts";

type Reason = "email" | "handle" | "bio_link" | "name";

const placeOf = ({ one_id: one, other_id: other, reasons }: queries.LikelyPair): PairPlace => ({ reasons: reasons.length, one, other });

function placeFrom(cursor: string | undefined): PairPlace | undefined {
  const place = cursor === undefined ? undefined : pairPlace(cursor);
  if (cursor !== undefined && place === undefined)
    throw invalidInput([{ pointer: "/cursor", detail: "cursor must be the next_cursor of an earlier page of the same list" }]);
  return place;
}

interface PairsAsked {
  readonly limit: number;
  readonly after: PairPlace | undefined;
  readonly isDismissed: boolean;
}

/** A page of the pairs of one creator, and one more. */
async function pairsOf(ctx: WorkspaceContext, creatorId: string, { limit, after, isDismissed }: PairsAsked): Promise<queries.LikelyPair[]> {
  const found = await queries.listLikelyOf(ctx.db, ctx.workspaceId, creatorId, { platforms, isDismissed });
  return [...groupBy(found, (row) => row.other_id)]
    .map(([other_id, reasons]) => ({ one_id: creatorId, other_id, reasons }))
    .filter((pair) => after === undefined || isAfter(after, placeOf(pair)))
    .toSorted((a, b) => byPlace(placeOf(a), placeOf(b)))
    .slice(0, limit + 1);
}

/** What is asked of likely duplicates. */
export interface DuplicatesAsked {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly dismissed: "true" | "false";
}

/** A page of creators who may be one person, those with most reasons first. */
export async function listDuplicates(ctx: WorkspaceContext, { limit, cursor, creator_id: creatorId, dismissed }: DuplicatesAsked) {
  const asked = { limit, after: placeFrom(cursor), isDismissed: dismissed === "true" };
  const found =
    creatorId === undefined ? await queries.listLikelyPairs(ctx.db, ctx.workspaceId, asked) : await pairsOf(ctx, creatorId, asked);
  const pairs = found.slice(0, limit);
  const last = pairs.at(-1);
  if (last === undefined) return { data: [], next_cursor: null };
  const ids = [...new Set(pairs.flatMap((pair) => [pair.one_id, pair.other_id]))];
  const creators = new Map((await findCreators(ctx.db, ctx.workspaceId, ids)).map((row) => [row.id, row]));
  const person = await personsOf(ctx, ids, await accountsOf(ctx, ids));
  return {
    data: pairs.map(({ one_id: one, other_id: other, reasons }) => ({
      ...{ one: person(creators.get(one)!), other: person(creators.get(other)!) },
      reasons: reasons.map(({ reason, evidence }) => ({ reason: reason as Reason, evidence })),
    })),
    next_cursor: found.length > limit ? pairCursor(placeOf(last)) : null,
  };
}

/** What somebody says of two creators. */
export interface DuplicateAnswer {
  readonly one_id: string;
  readonly other_id: string;
  readonly answer: "different" | "open";
}

/** Says that two creators are two people, or takes that back. Saying it again changes nothing. @throws Problem not-found, creator-merge-not-possible */
export async function answerDuplicate(ctx: WorkspaceContext, { one_id, other_id, answer }: DuplicateAnswer) {
  return inTransaction(ctx, async (within) => {
    await lockMerges(within);
    const [one, other] = [await keptOf(within, one_id), await keptOf(within, other_id)];
    if (one.id === other.id) throw notPossible(`${one.name} and the other record are one creator already. Take the merge back first.`);
    const before = (await queries.lastSaid(within.db, within.workspaceId, one.id, other.id)) ?? "open";
    if ((before === "open") === (answer === "open")) return { answer, is_changed: false };
    await insertMerge(within.db, {
      ...{ workspace_id: within.workspaceId, id: within.newId(), from_creator_id: one.id, into_creator_id: other.id },
      ...{ action: answer, undoes_id: null, reason: "", actor: within.actor.id, recorded_at: nowAt(within) },
    });
    const action = answer === "different" ? "creator.told_apart" : "creator.not_told_apart";
    await recordAudit(within, { action, subjectKind: "creator", subjectId: one.id, detail: { other: formatId("cre", other.id) } });
    return { answer, is_changed: true };
  });
}

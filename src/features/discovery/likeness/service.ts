import { formatId } from "../../../kernel/ids.ts";
import { platforms } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { benchmarks, ladderOf } from "../../posts/service.ts";
import { followerOverlaps } from "../../vetting/service.ts";
import { findPage, listedCards, queryOf, showCards } from "../asking/service.ts";
import { membersOf } from "../lists/service.ts";
import type { Card } from "../query/card.ts";
import type { Condition } from "../query/creator-query.ts";
import { tierName } from "../query/matches.ts";
import type { CardRow } from "../tables.ts";
import { likenessOf, mostShared, sharedMakeUp, type Alike, type Likeness } from "./likeness.ts";
import { uniqueFollowers } from "./unique-followers.ts";
import * as queries from "./queries.ts";

const alikeOf = (row: CardRow): Alike => ({
  followers: row.followers === null ? null : Number(row.followers),
  erFollowers: row.er_followers === null ? null : Number(row.er_followers),
  category: row.category,
  topics: row.topics,
  country: row.country,
  language: row.language,
  audience: row.audience as Card["audience"],
});

async function requireCreators(ctx: WorkspaceContext, ids: readonly string[]) {
  const known = await creatorsByIds(ctx, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  return known;
}

const madeUp = ["countries", "cities", "genders", "ages", "languages", "interests"] as const;

type Told = Awaited<ReturnType<typeof followerOverlaps>>[number];

/** What samples of followers tell of two accounts; an account that is not in use any more has none. */
function shownTold(told: Told | undefined, accountIds: readonly string[]) {
  const showId = (id: string): string => formatId("acc", id);
  if (told === undefined) return { from_samples: null, not_known: { reason: "no_sample" as const, account_ids: accountIds.map(showId) } };
  const { overlap } = told;
  if (overlap.kind === "not_known")
    return { from_samples: null, not_known: { reason: overlap.reason, account_ids: overlap.accountIds.map(showId) } };
  const samples = overlap.sides.map(({ accountId, sample, named, followers, followersOn }) => ({
    ...{ id: formatId("fos", sample.id), account_id: showId(accountId), taken_on: sample.takenOn, source: sample.source },
    ...{ drawn: sample.drawn, named, followers, followers_on: followersOn },
  }));
  const { by, matches, shared, ofSmaller, warnings } = overlap;
  return { from_samples: { by, matches, shared, shared_of_smaller: ofSmaller, samples, warnings: [...warnings] }, not_known: null };
}

function overlapOf(a: CardRow, b: CardRow, told: Told | undefined) {
  const [one, other] = [alikeOf(a), alikeOf(b)];
  const most = mostShared(one, other);
  const smaller = Math.min(one.followers ?? 0, other.followers ?? 0);
  const shares = madeUp.flatMap((kind) => {
    const shared = sharedMakeUp(one.audience[kind], other.audience[kind]);
    return shared === null ? [] : [[kind, shared] as const];
  });
  return {
    account_ids: [formatId("acc", a.account_id), formatId("acc", b.account_id)],
    make_up: Object.fromEntries(shares),
    most_shared: most,
    most_shared_of_smaller: most === null || smaller === 0 ? null : most / smaller,
    ...shownTold(told, [a.account_id, b.account_id]),
  };
}

/** How far each two of the largest accounts overlap, and how many follow them together. */
async function overlapsOf(ctx: WorkspaceContext, largest: readonly CardRow[]) {
  const told = await followerOverlaps(
    ctx,
    largest.map((card) => card.account_id),
  );
  const pairs = largest.flatMap((a, at) =>
    largest.slice(at + 1).map((b, more) => {
      const pair = told.find(({ accountIds: [one, other] }) => one === a.account_id && other === b.account_id);
      return { between: [at, at + more + 1] as const, pair, shown: overlapOf(a, b, pair) };
    }),
  );
  const sidesOf = ({ pair }: (typeof pairs)[number]) => (pair?.overlap.kind === "estimated" ? pair.overlap.sides : []);
  const sampled = new Map(pairs.flatMap(sidesOf).map(({ accountId, followers }) => [accountId, followers]));
  const unique = uniqueFollowers({
    sizes: largest.map(({ account_id: id, followers }) => sampled.get(id) ?? (followers === null ? null : Number(followers))),
    pairs: pairs.map(({ between, pair, shown }) => ({ between, fromSamples: pair?.joint ?? null, most: shown.most_shared })),
  });
  return { overlaps: pairs.map(({ shown }) => shown), unique_followers: unique };
}

/** Some creators side by side. */
export async function compareCreators(ctx: WorkspaceContext, creatorIds: readonly string[]) {
  const ids = [...new Set(creatorIds)];
  if (ids.length < 2) throw invalidInput([{ pointer: "/creator_ids", detail: "creator_ids: name at least two creators, found one" }]);
  const creators = await requireCreators(ctx, ids);
  const cards = await queries.cardsOf(ctx.db, ctx.workspaceId, ids);
  const shown = groupBy(await showCards(ctx, cards), (card) => card.creator_id);
  const largest = ids.flatMap((id) => cards.find((card) => card.creator_id === id && card.platform !== null) ?? []);
  const { overlaps, unique_followers: unique } = await overlapsOf(ctx, largest);
  return {
    creators: ids.map((id) => {
      const key = formatId("cre", id);
      return { creator_id: key, name: creators.get(id)!.name, accounts: shown.get(key) ?? [] };
    }),
    overlaps,
    unique_followers: largest.length < ids.length ? null : unique,
  };
}

/** Accounts that are looked at on each platform. */
const mostCompared = 5_000;
const seedLimit = 50;

interface Near {
  readonly card: CardRow;
  readonly seed: CardRow;
  readonly how: Likeness;
}

async function nearOn(ctx: WorkspaceContext, platform: string, of: { seeds: readonly CardRow[]; without: readonly string[] }) {
  const sizes = of.seeds.flatMap(({ followers }) => (followers === null || followers === 0n ? [] : [Number(followers)]));
  if (sizes.length === 0) return { rows: [], isCut: false };
  const middle = Math.exp(sizes.reduce((sum, size) => sum + Math.log(size), 0) / sizes.length);
  const range = { from: Math.min(...sizes) / 10, to: Math.max(...sizes) * 10, middle };
  const rows = await queries.nearCards(ctx.db, ctx.workspaceId, { platform, ...range, without: of.without, limit: mostCompared + 1 });
  return { rows: rows.slice(0, mostCompared), isCut: rows.length > mostCompared };
}

function nearestSeed(card: CardRow, seeds: readonly CardRow[]): Near[] {
  const all = seeds.flatMap((seed): Near[] => {
    const how = likenessOf(alikeOf(seed), alikeOf(card));
    return how === null ? [] : [{ card, seed, how }];
  });
  return all.toSorted((a, b) => b.how.likeness - a.how.likeness).slice(0, 1);
}

const bestFirst = (a: Near, b: Near): number =>
  b.how.likeness - a.how.likeness || b.how.features.length - a.how.features.length || (a.card.creator_id < b.card.creator_id ? -1 : 1);

/** Of each creator the account that is most alike. */
function bestOfEach(near: readonly Near[]): Near[] {
  const seen = new Set<string>();
  return near.toSorted(bestFirst).filter(({ card }) => !seen.has(card.creator_id) && seen.add(card.creator_id));
}

async function showNear(ctx: WorkspaceContext, near: readonly Near[]) {
  const shown = await showCards(
    ctx,
    near.map(({ card }) => card),
  );
  return near.map(({ seed, how }, at) => ({
    creator: shown[at]!,
    like_creator_id: formatId("cre", seed.creator_id),
    like_name: seed.name,
    likeness: how.likeness,
    features: [...how.features],
  }));
}

/** Creators who are like some creators, or like those on a list. */
export async function listLookalikes(
  ctx: WorkspaceContext,
  asked: { creator_ids: readonly string[]; list_id?: string | undefined; limit: number },
) {
  const members = asked.list_id === undefined ? [] : await membersOf(ctx, asked.list_id);
  const ids = [...new Set([...asked.creator_ids, ...members])];
  if (ids.length === 0)
    throw invalidInput([{ pointer: "/creator_ids", detail: "creator_ids: name creators, or a list with creators on it" }]);
  await requireCreators(ctx, asked.creator_ids);
  const cards = await queries.cardsOf(ctx.db, ctx.workspaceId, ids);
  const seeds = cards.toSorted((a, b) => Number((b.followers ?? 0n) - (a.followers ?? 0n))).slice(0, seedLimit);
  const found: Near[] = [];
  let compared = 0;
  let isCut = false;
  for (const platform of platforms) {
    const own = seeds.filter((seed) => seed.platform === platform);
    const near = await nearOn(ctx, platform, { seeds: own, without: ids });
    compared += near.rows.length;
    isCut ||= near.isCut;
    found.push(...near.rows.flatMap((card) => nearestSeed(card, own)));
  }
  return { compared, is_cut: isCut, data: await showNear(ctx, bestOfEach(found).slice(0, asked.limit)) };
}

const mostPoints = 400;

function usualOn(platform: string, rate: "er_followers" | "er_views") {
  const fits = benchmarks.filter((one) => one.rate === rate && (one.platform === null || one.platform === platform));
  return fits.map(({ fromFollowers, toFollowers, low, high, source }) => ({
    from_followers: fromFollowers,
    to_followers: toFollowers,
    low,
    high,
    source: { ...source },
  }));
}

/** Where those who are found stand by size and engagement. */
export async function mapCreators(
  ctx: WorkspaceContext,
  asked: { text?: string | undefined; where?: Condition | undefined; platform: string; rate: "er_followers" | "er_views" },
) {
  const { text, where, platform, rate } = asked;
  const parts: Condition[] = [
    { field: "platform", in: [platform] },
    { known: rate, is: true },
    { field: "followers", from: 1 },
  ];
  const all: Condition = { and: [...(where === undefined ? [] : [where]), ...parts] };
  const query = queryOf({ text, where: all, sort: { by: "relevance", direction: "desc" } });
  const page = await findPage(ctx, query, { limit: mostPoints, after: null });
  const steps = (await ladderOf(ctx)).tiers;
  const points = (await listedCards(ctx, page.found)).map((card) => ({
    creator_id: formatId("cre", card.creator_id),
    name: card.name,
    followers: Number(card.followers),
    rate: card[rate]!,
    tier: tierName(Number(card.followers), steps),
  }));
  return { total: page.counts?.total ?? null, points, usual: usualOn(platform, rate) };
}

import { formatId, parseId } from "../../../kernel/ids.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds, listCreators, loadCreator, recordsOf, type CreatorRecords } from "../../creators/service.ts";
import { loadProgram } from "../../programs/service.ts";
import { qualityOf } from "../../vetting/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { profileFor, type AskedProfile } from "../profiles/service.ts";
import { heldRules, setRules, shownSetting, type HeldRules, type RulesSetting } from "../rules/service.ts";
import type { AccountEvidence, KnownShares, OrderEvidence, PostWords } from "./evidence.ts";
import { defaultFitRules, defaultFitSource, fitFormulas, fitVersion, type FitRules, type Grade } from "./fit-rules.ts";
import { accountFit, bestFit, type AccountFit } from "./fit-score.ts";
import * as queries from "./queries.ts";

const mostPosts = 60;
const orderDays = 365;
const mostRanked = 500;
const dayMs = 86_400_000;

/** Rules that were set before quality was a part of fits say nothing of it: it does not count in them. */
async function rulesHeld(ctx: WorkspaceContext): Promise<HeldRules<FitRules>> {
  const held = await heldRules(ctx, "fit", { value: defaultFitRules, source: defaultFitSource });
  const { weights, full_shares } = held.value;
  return { ...held, value: { weights: { ...weights, quality: (weights as Partial<typeof weights>).quality ?? 0 }, full_shares } };
}

interface KeptShares {
  readonly value: unknown;
  readonly source: string;
  readonly observed_on: string;
  readonly grade: Grade;
}

/** Shares by value, of each kind that is told by shares. */
function audienceOf(kept: unknown): Map<string, KnownShares> {
  const kinds = Object.entries(kept as Record<string, KeptShares>).filter(([, { value }]) => typeof value === "object" && value !== null);
  return new Map(
    kinds.map(([kind, { value, source, observed_on: observedOn, grade }]) => [
      kind,
      { shares: value as Record<string, number>, source, observedOn, grade },
    ]),
  );
}

type WordsRow = Awaited<ReturnType<typeof queries.wordsOf>>[number];

const postWords = (row: WordsRow, zone: string): PostWords => ({
  id: formatId("pos", row.post_id),
  text: [row.title, row.caption, ...row.hashtags].filter((part) => part !== "").join("\n"),
  caption: row.caption,
  language: row.language ?? undefined,
  postedOn: localDay(row.posted_at.getTime(), zone),
});

type AccountRow = Awaited<ReturnType<typeof queries.accountsOf>>[number];

function accountEvidence(row: AccountRow, posts: readonly WordsRow[], zone: string): AccountEvidence {
  const own = posts.filter(({ account_id, platform }) => (account_id === null ? platform === row.platform : account_id === row.account_id));
  const words = {
    ...{ source: row.profile_source ?? "", observedOn: row.profile_on ?? undefined, grade: (row.profile_grade ?? "E") as Grade },
    ...{ bio: row.bio ?? "", category: row.category ?? "", topics: (row.topics ?? []) as unknown as readonly string[] },
  };
  return {
    ...{ id: row.account_id!, platform: row.platform as Platform, handle: row.handle!, audience: audienceOf(row.audience) },
    words: row.profile_on === null ? undefined : words,
    posts: own.map((post) => postWords(post, zone)),
  };
}

/** Fits of every account of some creators, of all records of theirs, the best first; by the record that is kept. */
async function fitsOf(
  ctx: WorkspaceContext,
  records: CreatorRecords,
  asked: AskedProfile,
  rules: FitRules,
): Promise<Map<string, AccountFit[]>> {
  if (records.size === 0) return new Map();
  const { zone } = await loadWorkspace(ctx);
  const accounts = groupBy(await queries.accountsOf(ctx.db, ctx.workspaceId, records), (row) => row.creator_id);
  const posts = groupBy(await queries.wordsOf(ctx.db, ctx.workspaceId, records, mostPosts), (row) => row.creator_id);
  const quality = await qualityOf(
    ctx,
    [...accounts.values()].flatMap((own) => own.flatMap(({ account_id: id }) => id ?? [])),
  );
  const since = new Date(ctx.now() - orderDays * dayMs);
  const orders = groupBy(await queries.orderMedians(ctx.db, ctx.workspaceId, records, since), (row) => row.creator_id);
  return new Map(
    [...new Set(records.values())].map((id) => {
      const bought = (orders.get(id) ?? []).map((row): OrderEvidence => ({
        currency: row.currency,
        orders: Number(row.orders),
        medianMinor: Number(row.median_minor),
      }));
      const fits = (accounts.get(id) ?? []).map((row) =>
        accountFit(
          { ...accountEvidence(row, posts.get(id) ?? [], zone), quality: quality.get(row.account_id!) },
          bought,
          asked.profile,
          rules,
        ),
      );
      return [id, sortedFits(fits)];
    }),
  );
}

function sortedFits(fits: readonly AccountFit[]): AccountFit[] {
  const first = bestFit(fits);
  return first === undefined ? [] : [first, ...sortedFits(fits.filter((fit) => fit !== first))];
}

const basisOf = (asked: AskedProfile, rules: HeldRules<FitRules>) => ({
  profile_id: formatId("buy", asked.id),
  profile_name: asked.name,
  profile_version: asked.version,
  formula_version: fitVersion,
  rules_set_at: rules.setAt,
  formulas: { ...fitFormulas },
});

const rangeOf = ({ account, score, low, high, known }: AccountFit) => ({
  ...{ account_id: formatId("acc", account.id), platform: account.platform, handle: account.handle },
  ...{ score, low, high, known },
});

const shownPart = ({ reasons, missing, ...part }: AccountFit["parts"][number]) => ({
  ...part,
  reasons: reasons.map((reason) => ({ ...reason, quotes: reason.quotes.map((quote) => ({ ...quote })) })),
  missing: [...missing],
});

/** How well a creator fits. @throws Problem not-found, profile-missing */
export async function getCreatorFit(ctx: WorkspaceContext, id: string, query: { readonly profile_id?: string | undefined }) {
  await loadCreator(ctx, id);
  const asked = await profileFor(ctx, query.profile_id);
  const rules = await rulesHeld(ctx);
  const records = await recordsOf(ctx, [id]);
  const kept = records.get(id) ?? id;
  const fits = (await fitsOf(ctx, records, asked, rules.value)).get(kept) ?? [];
  return {
    creator_id: formatId("cre", kept),
    ...basisOf(asked, rules),
    accounts: fits.map((fit) => ({
      ...rangeOf(fit),
      parts: fit.parts.map(shownPart),
      warnings: fit.warnings.map((warning) => ({ ...warning, posts: [...warning.posts] })),
    })),
  };
}

function ranked(fit: AccountFit, creator: { readonly id: string; readonly name: string }) {
  const reasons = fit.parts.flatMap((part) =>
    part.reasons.map((reason) => ({ text: reason.text, counts: (reason.score ?? 0) * part.weight })),
  );
  return {
    ...{ creator_id: formatId("cre", creator.id), name: creator.name },
    ...rangeOf(fit),
    parts: fit.parts.map(({ key, is_asked, score, low, high }) => ({ key, is_asked, score, low, high })),
    best_reason: reasons.toSorted((a, b) => b.counts - a.counts)[0]?.text ?? null,
    missing: fit.parts.flatMap(({ missing }) => missing),
    competitors: fit.warnings.map(({ competitor }) => competitor),
  };
}

/** What is asked of a ranking. */
export interface RankingAsked {
  readonly profile_id?: string | undefined;
  readonly creator_ids?: readonly string[] | undefined;
  readonly program_id?: string | undefined;
}

/** Who takes part in a program now, the newest of them up to as many as are ranked at once. */
async function creatorsIn(ctx: WorkspaceContext, program_id: string): Promise<{ ids: string[]; isCut: boolean }> {
  await loadProgram(ctx, program_id);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCreators(ctx, { limit: 100, cursor, program_id, archived: "false" });
    ids.push(...page.data.flatMap(({ id }) => parseId("cre", id) ?? []));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && ids.length < mostRanked);
  return { ids, isCut: cursor !== undefined };
}

async function rankedIds(
  ctx: WorkspaceContext,
  { creator_ids = [], program_id }: RankingAsked,
): Promise<{ ids: string[]; isCut: boolean }> {
  const ofProgram = program_id === undefined ? { ids: [], isCut: false } : await creatorsIn(ctx, program_id);
  return { ids: [...new Set([...creator_ids, ...ofProgram.ids])], isCut: ofProgram.isCut };
}

/** Chosen creators by fit, the best first; those of equal fit by name. @throws Problem not-found, profile-missing */
export async function rankCreators(ctx: WorkspaceContext, asking: RankingAsked) {
  const asked = await profileFor(ctx, asking.profile_id);
  const rules = await rulesHeld(ctx);
  const { ids, isCut } = await rankedIds(ctx, asking);
  const creators = await creatorsByIds(ctx, ids);
  const unknown = ids.find((id) => !creators.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  const records = await recordsOf(ctx, ids);
  const fits = await fitsOf(ctx, records, asked, rules.value);
  const kept = [...new Set(ids.map((id) => records.get(id)!))];
  const names = await creatorsByIds(ctx, kept);
  const rows = kept.flatMap((id) => {
    const [best] = fits.get(id) ?? [];
    return best === undefined ? [] : [ranked(best, { id, name: names.get(id)?.name ?? "a creator" })];
  });
  const data = rows.toSorted(
    (a, b) => (b.score ?? 50) - (a.score ?? 50) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.creator_id < b.creator_id ? -1 : 1),
  );
  return { ...basisOf(asked, rules), without_account: kept.length - rows.length, is_cut: isCut, data };
}

async function shownRules(ctx: WorkspaceContext, held: HeldRules<FitRules>) {
  const { weights, full_shares } = held.value;
  const formula = { formula_version: fitVersion, formulas: { ...fitFormulas } };
  return { weights: { ...weights }, full_shares: { ...full_shares }, ...(await shownSetting(ctx, held)), ...formula };
}

/** The rules that hold. */
export const getFitRules = async (ctx: WorkspaceContext) => shownRules(ctx, await rulesHeld(ctx));

/** Sets the workspace's own. @throws Problem rules-changed */
export async function setFitRules(ctx: WorkspaceContext, { weights, full_shares, ...setting }: FitRules & RulesSetting) {
  await setRules(ctx, "fit", { weights, full_shares }, setting);
  return getFitRules(ctx);
}

import { formatId } from "../../../kernel/ids.ts";
import { exponentOf } from "../../../kernel/money.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { loadCreator, recordsOf, type CreatorRecords } from "../../creators/service.ts";
import { findExchangeRate } from "../../ledger/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import * as figures from "../prediction/queries.ts";
import { defaultPriceRules, priceKinds, type PriceKind, type PriceRules } from "../prices/price-rules.ts";
import * as queries from "../prices/queries.ts";
import type { PlannedFormat } from "../words/planned-format.ts";
import {
  contentPrice,
  priceFormulas,
  usePrice,
  type ContentPrice,
  type Deal,
  type PriceRange,
  type Scope,
  type UseDeal,
  type UsePrice,
} from "../prices/rate-card.ts";
import { heldRules, setRules, shownSetting, type HeldRules, type RulesSetting } from "../rules/service.ts";

const mostDeals = 300;

const rulesHeld = (ctx: WorkspaceContext): Promise<HeldRules<PriceRules>> =>
  heldRules(ctx, "prices", { value: defaultPriceRules, source: "Public tables; each range names its own" });

/** Turns amounts of other currencies into one; undefined: no rate is known. */
export interface Exchange {
  readonly to: string;
  readonly factor: (currency: string) => number | undefined;
  readonly words: string;
  /** The tables' currency was taken at par. */
  readonly isAtPar: boolean;
}

async function rateBetween(ctx: WorkspaceContext, from: string, to: string, on: string): Promise<number | undefined> {
  if (from === to) return 1;
  const direct = await findExchangeRate(ctx, { base: from, quote: to, on });
  if (direct !== undefined) return Number(direct.rate);
  const back = await findExchangeRate(ctx, { base: to, quote: from, on });
  return back === undefined ? undefined : 1 / Number(back.rate);
}

/** The rates of today into the workspace's currency from those that are met. */
async function exchangeInto(
  ctx: WorkspaceContext,
  { to, met, tables, on }: { readonly to: string; readonly met: readonly string[]; readonly tables: string; readonly on: string },
): Promise<Exchange> {
  const rates = new Map<string, number | undefined>();
  for (const currency of new Set([...met, tables])) rates.set(currency, await rateBetween(ctx, currency, to, on));
  const isAtPar = rates.get(tables) === undefined;
  const known = [...rates]
    .filter(([currency, rate]) => currency !== to && rate !== undefined)
    .map(([currency, rate]) => `1 ${currency} = ${rate!.toFixed(4)} ${to}`);
  const words = [
    ...(known.length === 0 ? [] : [`The newest rates up to ${on}: ${known.join(", ")}.`]),
    ...(isAtPar
      ? [
          `No rate from ${tables} to ${to} is known: public tables are read as if 1 ${tables} were 1 ${to}, and their interval is wider for it.`,
        ]
      : []),
  ];
  return { to, factor: (currency) => rates.get(currency), words: words.join(" ") || `Everything is in ${to}.`, isAtPar };
}

const inCurrency = (rules: PriceRules, { to, factor, isAtPar }: Exchange): PriceRules => {
  const by = isAtPar ? 1 : factor(rules.currency)!;
  return {
    currency: to,
    content: rules.content.map((range) => ({ ...range, low: range.low * by, high: range.high * by })),
    uses: rules.uses.map((use) => (use.by === "share" ? use : { ...use, low: use.low * by, high: use.high * by })),
  };
};

const whole = (minor: bigint, currency: string): number => Number(minor) / 10 ** exponentOf(currency);

interface Sizes {
  readonly followers: number | undefined;
  readonly rate: number | undefined;
}

/** Sizes and engagement of the largest account of each creator on each platform. */
async function sizesOf(ctx: WorkspaceContext, records: CreatorRecords): Promise<(creatorId: string, platform: string) => Sizes> {
  const rows = records.size === 0 ? [] : await figures.figuresOf(ctx.db, ctx.workspaceId, records);
  return (creatorId, platform) => {
    const own = rows.filter((row) => row.creator_id === creatorId && row.platform === platform);
    const row = own.toSorted((a, b) => Number(b.followers ?? -1n) - Number(a.followers ?? -1n))[0];
    if (row === undefined || row.followers === null || row.followers === 0n) return { followers: undefined, rate: undefined };
    const isKnown = row.avg_likes !== null && row.avg_comments !== null;
    return {
      followers: Number(row.followers),
      rate: isKnown ? (Number(row.avg_likes) + Number(row.avg_comments)) / Number(row.followers) : undefined,
    };
  };
}

const middleOf = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Engagement by the middle of accounts of the same platform and about the same size (a third to three times); undefined below five of them. */
async function relativeEngagement(ctx: WorkspaceContext, platform: Platform, { followers, rate }: Sizes): Promise<number | undefined> {
  if (followers === undefined || rate === undefined) return undefined;
  const span = { platform, from: Math.floor(followers / 3), before: followers * 3, looked: 20_000, most: 500 };
  const rows = await figures.figuresBetween(ctx.db, ctx.workspaceId, span);
  const rates = rows.flatMap((row) =>
    row.avg_likes === null || row.avg_comments === null ? [] : [(Number(row.avg_likes) + Number(row.avg_comments)) / Number(row.followers)],
  );
  const middle = rates.length < 5 ? undefined : middleOf(rates);
  return middle === undefined || middle <= 0 ? undefined : rate / middle;
}

type Quote = Awaited<ReturnType<typeof queries.standingQuotes>>[number];
type Fee = Awaited<ReturnType<typeof queries.feesPaid>>[number];

interface Known {
  readonly quotes: readonly Quote[];
  readonly fees: readonly Fee[];
  readonly records: CreatorRecords;
}

/** Own deals, those with a record that was merged under the one that is kept. */
async function loadDeals(ctx: WorkspaceContext): Promise<Known> {
  const byPeople = await queries.standingQuotes(ctx.db, ctx.workspaceId, "people", mostDeals);
  const allQuotes = [...byPeople, ...(await queries.standingQuotes(ctx.db, ctx.workspaceId, "files", mostDeals))];
  const allFees = await queries.feesPaid(ctx.db, ctx.workspaceId, mostDeals);
  const records = await recordsOf(ctx, [...new Set([...allQuotes, ...allFees].map((each) => each.creator_id))]);
  const kept = <R extends { readonly creator_id: string }>(row: R): R => ({
    ...row,
    creator_id: records.get(row.creator_id) ?? row.creator_id,
  });
  const [quotes, fees] = [allQuotes.map(kept), allFees.map(kept)];
  const paid = new Set(
    quotes.flatMap((each) =>
      each.kind === "content" && each.state === "paid" && each.campaign_id !== null ? [`${each.creator_id} ${each.campaign_id}`] : [],
    ),
  );
  return { quotes, records, fees: fees.filter((fee) => !paid.has(`${fee.creator_id} ${fee.campaign_id}`)) };
}

/** Own deals on content by piece, in one currency. */
function contentDeals({ quotes, fees }: Known, exchange: Exchange, sizes: (creatorId: string, platform: string) => Sizes): Deal[] {
  const deal = (
    of: { creator_id: string; platform: string; format: string | null; currency: string },
    minor: bigint,
    pieces: number,
    isAsked: boolean,
  ): Deal[] => {
    const factor = exchange.factor(of.currency);
    if (factor === undefined) return [];
    const scope = { creatorId: of.creator_id, platform: of.platform as Platform, format: of.format ?? undefined, engagement: undefined };
    return [
      { ...scope, followers: sizes(of.creator_id, of.platform).followers, price: (whole(minor, of.currency) * factor) / pieces, isAsked },
    ];
  };
  return [
    ...quotes
      .filter(({ kind }) => kind === "content")
      .flatMap((each) => deal(each, each.price_minor, each.quantity, each.state === "asked")),
    ...fees.flatMap((each) => deal(each, each.amount_minor, Number(each.posts), false)),
  ];
}

interface Estimator {
  readonly exchange: Exchange;
  readonly rules: PriceRules;
  readonly leftOut: number;
  readonly content: (scope: Scope) => ContentPrice;
  readonly use: (kind: Exclude<PriceKind, "content">, of: { creatorId: string; content: number | undefined }) => UsePrice;
}

/** Everything that prices of the workspace are told by. */
export async function priceEstimator(ctx: WorkspaceContext): Promise<Estimator> {
  const { currency, zone } = await loadWorkspace(ctx);
  const held = await rulesHeld(ctx);
  const known = await loadDeals(ctx);
  const met = [...known.quotes, ...known.fees].map((each) => each.currency);
  const exchange = await exchangeInto(ctx, { to: currency, met, tables: held.value.currency, on: localDay(ctx.now(), zone) });
  const rules = inCurrency(held.value, exchange);
  const sizes = await sizesOf(ctx, known.records);
  const deals = contentDeals(known, exchange, sizes);
  const content = (scope: Scope): ContentPrice => contentPrice(scope, deals, rules, exchange.isAtPar);
  const middle = (each: Quote): number | undefined => {
    const scope = {
      creatorId: each.creator_id,
      platform: each.platform as Platform,
      format: each.format ?? undefined,
      engagement: undefined,
    };
    const price = content({ ...scope, followers: sizes(each.creator_id, each.platform).followers });
    return price.kind === "known" ? price.range.middle : undefined;
  };
  const uses = (kind: PriceKind): UseDeal[] =>
    known.quotes
      .filter((each) => each.kind === kind && exchange.factor(each.currency) !== undefined)
      .map((each) => ({
        creatorId: each.creator_id,
        perMonth: (whole(each.price_minor, each.currency) * exchange.factor(each.currency)!) / each.quantity / Number(each.months),
        content: middle(each),
      }));
  const leftOut = [...known.quotes, ...known.fees].filter((each) => exchange.factor(each.currency) === undefined).length;
  return { exchange, rules, leftOut, content, use: (kind, of) => usePrice(kind, of, uses(kind), rules) };
}

/** Whole units of an estimate from twenty on: it is known no better. */
export const roughly = (units: number): number => (units < 20 ? units : Math.floor(units));

const money = (units: number, currency: string) => ({ amount: (roughly(units) * 10 ** exponentOf(currency)).toFixed(0), currency });
const endsOf = ({ low, middle, high }: PriceRange, currency: string, times = 1) => ({
  low: money(low * times, currency),
  middle: money(middle * times, currency),
  high: money(high * times, currency),
});

function shownPrice(kind: PriceKind, price: ContentPrice | UsePrice, currency: string, times: number) {
  const unit = kind === "content" ? ("piece" as const) : ("piece_and_month" as const);
  if (price.kind === "unknown") return { kind, unit, range: null, total: null, prior: null, deals: 0, own_deals: 0, why_not: price.why };
  const { range, prior, deals, ownDeals } = price;
  return {
    ...{ kind, unit, range: endsOf(range, currency), total: endsOf(range, currency, times) },
    prior:
      prior === undefined
        ? null
        : { ...endsOf(prior, currency), ranges: prior.ranges.map((each) => ({ ...endsOf(each, currency), source: each.source })) },
    ...{ deals, own_deals: ownDeals, why_not: null },
  };
}

/** What is asked of a range of prices. */
export interface PriceAsked {
  readonly platform?: Platform | undefined;
  readonly format?: PlannedFormat | undefined;
  readonly pieces: number;
  readonly months: number;
}

/** The five prices of a creator. @throws Problem not-found */
export async function getPriceRange(ctx: WorkspaceContext, askedId: string, { platform: asked, format, pieces, months }: PriceAsked) {
  const id = (await loadCreator(ctx, askedId)).merged_into_id ?? askedId;
  const records = await recordsOf(ctx, [id]);
  const accounts = (await figures.figuresOf(ctx.db, ctx.workspaceId, records)).toSorted(
    (a, b) => Number(b.followers ?? -1n) - Number(a.followers ?? -1n),
  );
  const platform = asked ?? ((accounts[0]?.platform ?? "instagram") as Platform);
  const sizes = (await sizesOf(ctx, records))(id, platform);
  const engagement = await relativeEngagement(ctx, platform, sizes);
  const estimator = await priceEstimator(ctx);
  const content = estimator.content({ creatorId: id, platform, format, followers: sizes.followers, engagement });
  const middle = content.kind === "known" ? content.range.middle : undefined;
  const { to } = estimator.exchange;
  const prices = priceKinds.map((kind) =>
    kind === "content"
      ? shownPrice(kind, content, to, pieces)
      : shownPrice(kind, estimator.use(kind, { creatorId: id, content: middle }), to, pieces * months),
  );
  return {
    ...{
      creator_id: formatId("cre", id),
      platform,
      format: format ?? null,
      followers: sizes.followers ?? null,
      engagement: engagement ?? null,
    },
    ...{
      pieces,
      months,
      currency: to,
      exchange: estimator.exchange.words,
      left_out: estimator.leftOut,
      prices,
      formulas: { ...priceFormulas },
    },
  };
}

async function shownRules(ctx: WorkspaceContext, held: HeldRules<PriceRules>) {
  const { currency, content, uses } = held.value;
  const ranges = { content: content.map((each) => ({ ...each })), uses: uses.map((each) => ({ ...each })) };
  return { currency, ...ranges, ...(await shownSetting(ctx, held)) };
}

/** The ranges that estimates start from. */
export const getPriceRules = async (ctx: WorkspaceContext) => shownRules(ctx, await rulesHeld(ctx));

/** Sets the workspace's own. @throws Problem rules-changed */
export async function setPriceRules(ctx: WorkspaceContext, { source, replaces, ...rules }: PriceRules & RulesSetting) {
  await setRules(ctx, "prices", rules, { source, replaces });
  return getPriceRules(ctx);
}

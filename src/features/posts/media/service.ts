import { isCurrency } from "../../../kernel/money.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { loadCampaign } from "../../campaigns/service.ts";
import type { PostFormat } from "../post-format.ts";
import { postsOfCampaign } from "../queries.ts";
import { loadPost } from "../service.ts";
import { chooseSetting, chosenSetting } from "../settings/service.ts";
import { countsOf } from "../snapshots/service.ts";
import type { Post } from "../tables.ts";
import { mediaMethods, type MediaMethod, type ValuedPost } from "./media-methods.ts";
import { mediaRates, rateBook, type RateBook } from "./media-rates.ts";
import { joinedMediaValue, mediaValueRange, mediaValueText } from "./media-value.ts";

/** What a workspace said of its rates. */
interface OwnRates {
  readonly currency: string;
  readonly rates: Readonly<Record<string, string | null>>;
}

/** The published rates are told in it. */
const publishedCurrency = "USD";

async function ratesOf(ctx: WorkspaceContext) {
  const chosen = await chosenSetting(ctx, "media_rates");
  const own = (chosen?.value ?? { currency: publishedCurrency, rates: {} }) as unknown as OwnRates;
  const numbers = Object.entries(own.rates).map(([key, text]): [string, number | null] => [key, text === null ? null : Number(text)]);
  return { own, book: rateBook(Object.fromEntries(numbers)), setAt: chosen?.set_at ?? null, source: chosen?.source ?? null };
}

/** The rates as published and as the workspace says. */
export async function listMediaRates(ctx: WorkspaceContext) {
  const { own, book, setAt, source } = await ratesOf(ctx);
  const data = mediaRates.map(({ key, label, published }) => ({
    key,
    label,
    published: published?.toString() ?? null,
    value: book.get(key)?.toString() ?? null,
  }));
  return { currency: own.currency, set_at: setAt?.toISOString() ?? null, source, data };
}

/** Says rates anew. */
export async function setMediaRates(ctx: WorkspaceContext, said: OwnRates & { readonly source: string }) {
  const known = new Set(mediaRates.map(({ key }) => key));
  const faults = [
    ...(isCurrency(said.currency) ? [] : [{ pointer: "/currency", detail: "currency: must be a currency of ISO 4217" }]),
    ...Object.keys(said.rates)
      .filter((key) => !known.has(key))
      .map((key) => ({ pointer: `/rates/${key}`, detail: `rates.${key}: is no rate of any method` })),
  ];
  if (faults.length > 0) throw invalidInput(faults);
  await chooseSetting(ctx, "media_rates", { currency: said.currency, rates: said.rates }, said.source);
  return listMediaRates(ctx);
}

function reasonOf(reasons: readonly string[], posts: number): string | null {
  if (posts === 0) return "there is no post";
  const [first] = reasons;
  if (first === undefined) return null;
  return posts === 1 ? first : `${reasons.length} of ${posts} posts left out: ${[...new Set(reasons)].slice(0, 2).join("; ")}`;
}

/** What a method says of some posts together. */
function told(method: MediaMethod, posts: readonly ValuedPost[], rates: RateBook) {
  const each = posts.map((post) => method.valuation(post, rates));
  const values = each.flatMap((one) => (one.kind === "valued" ? [one.value] : []));
  const reasons = each.flatMap((one) => (one.kind === "unknown" ? [one.reason] : []));
  return { method, values, joined: values.length === 0 ? undefined : joinedMediaValue(values), reason: reasonOf(reasons, posts.length) };
}

async function shown(ctx: WorkspaceContext, posts: readonly Post[]) {
  const { own, book, setAt } = await ratesOf(ctx);
  const counts = await countsOf(
    ctx,
    posts.map(({ id }) => id),
  );
  const valued = posts.map(({ id, platform, format }) => ({
    platform: platform as Platform,
    format: format as PostFormat,
    counts: counts.get(id) ?? new Map(),
  }));
  const all = mediaMethods.map((method) => told(method, valued, book));
  const whole = all.flatMap(({ values, joined }) => (joined !== undefined && values.length === posts.length ? [joined] : []));
  const range = mediaValueRange(whole);
  return {
    rates_currency: own.currency,
    rates_set_at: setAt?.toISOString() ?? null,
    posts: posts.length,
    methods: all.map(({ method: { id, name, version, formula, source }, values, joined, reason }) => ({
      ...{ id, name, version, formula, source, reason },
      value: joined === undefined ? null : mediaValueText(joined),
      posts_valued: values.length,
    })),
    low: range === undefined ? null : mediaValueText(range.low),
    high: range === undefined ? null : mediaValueText(range.high),
  };
}

/** A post's media value by every method. */
export const getPostMediaValue = async (ctx: WorkspaceContext, id: string) => shown(ctx, [await loadPost(ctx, id)]);

/** The media value of a campaign's posts by every method. */
export async function getCampaignMediaValue(ctx: WorkspaceContext, campaignId: string) {
  await loadCampaign(ctx, campaignId);
  return shown(ctx, await postsOfCampaign(ctx.db, ctx.workspaceId, campaignId));
}

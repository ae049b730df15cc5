import { exponentOf } from "../../../kernel/money.ts";
import { priceLevels, type BuyerProfile, type PriceLevel } from "../profiles/profile.ts";
import { hasTerm } from "../words/terms.ts";
import type { OrderEvidence } from "./evidence.ts";
import { postMargin } from "./fit-rules.ts";
import type { Answer } from "./part.ts";
import { originOf, quotesOf, type ReadAccount } from "./theme-answers.ts";

/** Words that speak of how dear something is, in the languages that most posts are in: data, to be added to. */
const levelWords: { readonly [L in Exclude<PriceLevel, "middle">]: readonly string[] } = {
  budget: [
    ...["budget", "cheap", "affordable", "bargain", "dupe", "dupes", "thrift", "on sale", "low cost", "discount"],
    ...["günstig", "billig", "schnäppchen", "preiswert", "sparen", "pas cher", "bon plan", "barato", "oferta", "economico", "sconto"],
  ],
  premium: [
    ...["premium", "high quality", "high end", "handmade", "investment piece", "well made", "craftsmanship"],
    ...["hochwertig", "handgemacht", "haut de gamme", "alta gama", "alta calidad", "alta qualita", "artigianale"],
  ],
  luxury: [
    ...["luxury", "luxurious", "designer", "haute couture", "five star", "first class", "exclusive"],
    ...["luxus", "luxuriös", "luxe", "lujo", "lusso", "exklusiv"],
  ],
};

const fewestWords = 3;
const orderMargin = (orders: number): number => (orders >= 30 ? 5 : orders >= 10 ? 10 : 20);

/** How far an amount lies outside of a band, in doublings; 0 within it. */
function doublingsOff(amount: number, band: { readonly low: number; readonly high: number }): number {
  if (amount < band.low) return Math.log2(band.low / amount);
  return amount > band.high ? Math.log2(amount / band.high) : 0;
}

function bandAnswer(orders: readonly OrderEvidence[], { low, high }: NonNullable<BuyerProfile["price_band"]>): Answer {
  const own = orders.find(({ currency }) => currency === low.currency);
  if (own === undefined || own.orders < fewestWords || own.medianMinor <= 0)
    return { kind: "unknown", missing: `Three orders or more in ${low.currency} that the creator had a part in` };
  const unit = 10 ** exponentOf(low.currency);
  const score = 100 * 0.5 ** doublingsOff(own.medianMinor, { low: Number(low.amount), high: Number(high.amount) });
  const shown = (minor: number): string => `${(minor / unit).toFixed(exponentOf(low.currency))} ${low.currency}`;
  const text = `${own.orders} orders with the creator’s part come to ${shown(own.medianMinor)} in the middle; the band is ${shown(Number(low.amount))} to ${shown(Number(high.amount))}`;
  return {
    kind: "known",
    score,
    offBy: orderMargin(own.orders),
    reason: { text, source: "orders", observed_on: null, grade: null, quotes: [] },
  };
}

/** The posts that speak of each level, the bio as one more. */
function spokenLevels(read: ReadAccount): { level: number; post: number | undefined; word: string }[] {
  return (Object.keys(levelWords) as (keyof typeof levelWords)[]).flatMap((key) =>
    levelWords[key].flatMap((word) => {
      const level = priceLevels.indexOf(key);
      const posts = read.posts.flatMap((text, post) => (hasTerm(text, word) ? [{ level, post, word }] : []));
      return hasTerm(read.bio, word) ? [...posts, { level, post: undefined, word }] : posts;
    }),
  );
}

function levelAnswer(read: ReadAccount, wanted: PriceLevel): Answer {
  const spoken = spokenLevels(read);
  if (spoken.length < fewestWords)
    return { kind: "unknown", missing: `Three words or more in bio and posts that speak of prices; there are ${spoken.length}` };
  const target = priceLevels.indexOf(wanted);
  const off = spoken.reduce((sum, { level }) => sum + Math.abs(level - target), 0) / spoken.length;
  const words = [...new Set(spoken.map(({ word }) => word))].slice(0, 6).join(", ");
  const text = `${spoken.length} words on prices, such as ${words}; the brand is ${wanted}`;
  const quotes = quotesOf(
    read,
    spoken.flatMap(({ post }) => post ?? []),
  );
  return { kind: "known", score: 100 - (100 / 3) * off, offBy: postMargin(read.posts.length), reason: { text, ...originOf(read), quotes } };
}

/** Whether what a creator's audience pays is what the brand asks. */
export const priceAnswers = (read: ReadAccount, orders: readonly OrderEvidence[], { price_band, price_level }: BuyerProfile): Answer[] => [
  ...(price_band === null ? [] : [bandAnswer(orders, price_band)]),
  ...(price_level === null ? [] : [levelAnswer(read, price_level)]),
];

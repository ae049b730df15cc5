import type { Part } from "../../reports/service.ts";
import type { Evidence, Sentence } from "./evidence.ts";
import { partKey } from "./figures.ts";
import { moneyWords, namesWords, numberWords, percentWords, rangeWords } from "./words.ts";

const kindHeads = { platform: "By platform", tier: "By size of audience", offer: "By program", way: "By kind of touch" } as const;
const costNames: Readonly<Record<string, string>> = {
  ...{ fee: "fees", product: "product given", shipping: "shipping", staff_time: "staff time", tools: "tools" },
  ...{ amplification: "paid amplification", commission: "commissions" },
};

const drove = (key: string, text: string, figures: readonly string[]): Sentence => ({ key: `drove/${key}`, part: "drove", text, figures });

function wholeSentence({ drivers }: Evidence): Sentence {
  const { whole, currency } = drivers;
  const figures = ["orders", "revenue", "cost", "roi"];
  if (whole.revenue === null) return drove("whole", "The whole revenue is not known: a currency has no rate of exchange.", figures);
  const brought = `${numberWords(whole.orders, 1)} orders brought ${moneyWords(whole.revenue.amount, currency)}`;
  if (whole.cost === null || whole.roi === null) return drove("whole", `${brought}. What they cost is not known.`, figures);
  const roi = `(revenue − cost) ÷ cost is ${numberWords(whole.roi, 2)}`;
  const range = whole.interval === null ? "" : ` (${rangeWords(whole.interval)}, 95 %)`;
  return drove("whole", `${brought} for ${moneyWords(whole.cost.amount, currency)} spent: ${roi}${range}.`, figures);
}

/** What is left of the revenue after the goods, beside what was spent; nothing where that is not known. */
function marginSentence({ drivers }: Evidence): Sentence[] {
  const { margin } = drivers.whole;
  if (margin.amount === null || margin.after_cost === null) return [];
  const after = BigInt(margin.after_cost.amount);
  const [size, word] = after < 0n ? [-after, "less"] : [after, "more"];
  const left = moneyWords(margin.amount.amount, drivers.currency);
  const text = `After the goods ${left} of the revenue is left, ${moneyWords(size.toString(), drivers.currency)} ${word} than was spent.`;
  return [drove("margin", text, ["margin", "cost"])];
}

/** A creator who had a visible share. */
function creatorSentence(part: Part, currency: string): Sentence {
  const head = `${part.name} brought ${percentWords(part.share ?? "0")} of the revenue, ${moneyWords(part.revenueMinor ?? "0", currency)}`;
  const own = part.perSpent;
  const back = own === null ? "" : `; 1 spent on them brought ${numberWords(own.estimate, 2)} (${rangeWords(own)}, 95 %)`;
  const figures = [partKey("revenue", part), ...(own === null ? [] : [partKey("return", part)])];
  return drove(`creator/${part.key}`, `${head}${back}.`, figures);
}

function groupSentence(kind: keyof typeof kindHeads, parts: readonly Part[]): Sentence[] {
  const own = parts.filter((part) => part.kind === kind && Number(part.share ?? 0) > 0).slice(0, 3);
  if (own.length === 0 || (own.length === 1 && kind !== "way")) return [];
  const texts = own.map(({ name, share, perSpent }) => {
    const back = perSpent === null ? "" : `, ${numberWords(perSpent.estimate, 2)} per 1 spent (${rangeWords(perSpent)})`;
    return `${name} ${percentWords(share!)}${back}`;
  });
  const figures = own.flatMap((part) => [partKey("revenue", part), ...(part.perSpent === null ? [] : [partKey("return", part)])]);
  return [drove(kind, `${kindHeads[kind]}, of the revenue: ${texts.join("; ")}.`, figures)];
}

function costSentence({ drivers }: Evidence): Sentence[] {
  const { whole, currency } = drivers;
  // Shares of a sum that is not known would be shares of a part of it.
  if (whole.cost === null) return [];
  const all = [...whole.costs, { kind: "commission", amount: whole.commission }];
  const known = all.filter(({ amount }) => amount !== null && BigInt(amount.amount) > 0n);
  const total = known.reduce((sum, { amount }) => sum + BigInt(amount!.amount), 0n);
  if (total === 0n) return [];
  const largest = known.toSorted((a, b) => Number(b.amount!.amount) - Number(a.amount!.amount)).slice(0, 3);
  const texts = largest.map(({ kind, amount }) => {
    const share = percentWords(Number(amount!.amount) / Number(total));
    return `${costNames[kind] ?? kind} ${moneyWords(amount!.amount, currency)} (${share})`;
  });
  return [
    drove(
      "cost",
      `It was spent on ${namesWords(texts)}.`,
      largest.map(({ kind }) => `cost/${kind}`),
    ),
  ];
}

/**
 * What drove the result: the whole, the creators with the largest shares, platforms, sizes, programs, kinds of touch, and costs.
 *
 * @param evidence what is known of the campaign.
 */
export function driverSentences(evidence: Evidence): Sentence[] {
  const { parts, currency } = evidence.drivers;
  const creators = parts.filter((part) => part.kind === "creator" && Number(part.share ?? 0) >= 0.05).slice(0, 3);
  return [
    wholeSentence(evidence),
    ...marginSentence(evidence),
    ...creators.map((part) => creatorSentence(part, currency)),
    ...(["platform", "tier", "offer", "way"] as const).flatMap((kind) => groupSentence(kind, parts)),
    ...costSentence(evidence),
  ];
}

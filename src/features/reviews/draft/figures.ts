import { formatMajor } from "../../../kernel/money.ts";
import type { Part } from "../../reports/service.ts";
import type { Evidence, Figure } from "./evidence.ts";

type Found = Omit<Figure, "source">;

const level = "0.95";
const orders = "credited orders and costs of the campaign, see its return";
const plain = { low: null, high: null, level: null };

/** The key of a part's figure. */
export const partKey = (what: "revenue" | "return", { kind, key }: Pick<Part, "kind" | "key">): string => `${what}/${kind}/${key}`;

const whole = (minor: string | null | undefined, currency: string): string | null =>
  minor === null || minor === undefined ? null : formatMajor(BigInt(minor), currency);

function goalFigures({ goal }: Evidence): Figure[] {
  if (goal === null) return [];
  const { value, low, high, level: sure, unit, source, target } = goal;
  const isRange = low !== high;
  const ends = isRange ? { low, high, level: sure } : plain;
  return [
    { key: "goal", label: "Goal, reached", value, unit, ...ends, source },
    { key: "target", label: "Goal, target", value: target, unit, ...plain, source: "the goal as signed" },
  ];
}

function wholeFigures({ drivers }: Evidence): Found[] {
  const { whole: all, currency, refunded } = drivers;
  const interval = all.interval === null ? plain : { low: all.interval.low, high: all.interval.high, level };
  return [
    { key: "orders", label: "Orders", value: all.orders, unit: "orders", ...plain },
    { key: "new_customers", label: "New customers", value: all.new_customers, unit: "customers", ...plain },
    { key: "revenue", label: "Revenue", value: whole(all.revenue?.amount, currency), unit: currency, ...plain },
    { key: "cost", label: "Full cost", value: whole(all.cost?.amount, currency), unit: currency, ...plain },
    { key: "roi", label: "(revenue − cost) ÷ cost", value: all.roi, unit: "times the cost", ...interval },
    { key: "margin", label: "Contribution margin", value: whole(all.margin.amount?.amount, currency), unit: currency, ...plain },
    { key: "refunded", label: "Paid back to customers", value: refunded?.toFixed(4) ?? null, unit: "of what was paid", ...plain },
    ...all.costs.map(({ kind, amount }) => ({
      ...{ key: `cost/${kind}`, label: `Cost: ${kind.replace("_", " ")}`, value: whole(amount?.amount, currency), unit: currency },
      ...plain,
    })),
    { key: "cost/commission", label: "Cost: commission", value: whole(all.commission?.amount, currency), unit: currency, ...plain },
  ];
}

const partFigures = (part: Part, currency: string): Found[] => [
  {
    ...{ key: partKey("revenue", part), label: `Revenue: ${part.name}`, value: whole(part.revenueMinor, currency), unit: currency },
    ...plain,
  },
  ...(part.perSpent === null
    ? []
    : [
        {
          ...{ key: partKey("return", part), label: `Revenue per 1 spent: ${part.name}`, value: part.perSpent.estimate },
          ...{ unit: "per 1 spent", low: part.perSpent.low, high: part.perSpent.high, level },
        },
      ]),
];

const lensFigures = ({ lenses }: Evidence): Figure[] =>
  lenses.flatMap(({ key, name, path, code, survey }) => {
    const of = (lens: string, label: string, value: number | null, source: string): Figure => ({
      ...{ key: `${lens}/${key}`, label: `${label}: ${name}`, value: value?.toString() ?? null, unit: "orders", ...plain, source },
    });
    return [
      of("path", "Credited by touches", path, "model “last, not direct”, orders of the campaign's days"),
      of("code", "With a code", code, "codes on orders of the campaign's days"),
      of("survey", "Named by customers", survey, "the survey after orders of the campaign's days"),
    ];
  });

/**
 * Every figure that a review can speak of, each with its unit, interval and source.
 *
 * @param evidence what is known of the campaign.
 * @returns in the order of a table: goal, whole, parts, lenses.
 */
export function reviewFigures(evidence: Evidence): Figure[] {
  const { drivers } = evidence;
  const counted = [...wholeFigures(evidence), ...drivers.parts.flatMap((part) => partFigures(part, drivers.currency))];
  return [...goalFigures(evidence), ...counted.map((figure) => ({ ...figure, source: orders })), ...lensFigures(evidence)];
}

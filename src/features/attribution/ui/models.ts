import type { components, paths } from "../../../web/api.gen.d.ts";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import { locale } from "../../../web/kit/value/locale.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import type { Measure } from "./comparison.ts";

/** What data-driven models say, as the API gives it. */
export type Modelled = components["schemas"]["ModelledCredit"];
export type ModelledResult = NonNullable<Modelled["result"]>;
export type ModelledRow = ModelledResult["rows"][number];
/** Among whom orders are divided. */
export type ModelLevel = NonNullable<paths["/v1/attribution/models"]["get"]["parameters"]["query"]>["level"];

const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

/** What a row has under one model: a number in the unit of the measure, the text beside it, and its interval. */
export interface ModelledCell {
  readonly value: number;
  readonly text: string;
  readonly ends: { readonly low: number; readonly high: number; readonly text: string } | null;
}

/** What a row has under a model; undefined where the model was not asked for. */
export function modelledCell(row: ModelledRow, model: string, measure: Measure): ModelledCell | undefined {
  const credit = row.credits.find((each) => each.model === model);
  if (credit === undefined) return undefined;
  const { orders, revenue, interval } = credit;
  if (measure === "orders") {
    const ends = interval && { low: Number(interval.orders.low), high: Number(interval.orders.high) };
    const text = ends && `${twoDigits.format(ends.low)} to ${twoDigits.format(ends.high)}`;
    return { value: Number(orders), text: twoDigits.format(Number(orders)), ends: ends && { ...ends, text: text! } };
  }
  const ends = interval && { low: Number(interval.revenue.low.amount), high: Number(interval.revenue.high.amount) };
  const text = interval && `${moneyText(interval.revenue.low)} to ${moneyText(interval.revenue.high)}`;
  return { value: Number(revenue.amount), text: moneyText(revenue), ends: ends && { ...ends, text: text! } };
}

/** Which rule model stands beside which data-driven one. */
export interface ModelPair {
  readonly rule: string;
  readonly data: string;
}

/** The pair that is shown: what was chosen where there is such a model, else the usual rule and the first data-driven model. */
export function shownPair({ models }: ModelledResult, chosen: Partial<Record<keyof ModelPair, string | undefined>>): ModelPair | undefined {
  const among = (isDriven: boolean, id: string | undefined) =>
    models.find((model) => model.is_data_driven === isDriven && model.id === id)?.id;
  const data = among(true, chosen.data) ?? models.find((model) => model.is_data_driven)?.id;
  return data === undefined ? undefined : { rule: among(false, chosen.rule) ?? "last_non_direct", data };
}

const nameOf = ({ models }: ModelledResult, id: string): string => models.find((model) => model.id === id)?.name ?? id;

/** Rows that are of somebody. */
const named = ({ rows }: ModelledResult): readonly ModelledRow[] => rows.filter(({ kind }) => kind !== "unattributed");

const mostRows = 8;

/** Those whom the picture shows: the first of the table. */
const drawn = (result: ModelledResult): readonly ModelledRow[] => named(result).slice(0, mostRows);

/**
 * The finding: whom the data-driven model moves most away from the rule, and whether its interval leaves the rule's figure out.
 * @returns a sentence without a full stop
 */
export function modelFinding(result: ModelledResult, { rule, data }: ModelPair, measure: Measure): string {
  const unit = measure === "orders" ? " orders" : "";
  const moves = drawn(result).flatMap((row) => {
    const [one, other] = [modelledCell(row, rule, measure), modelledCell(row, data, measure)];
    if (one === undefined || other === undefined) return [];
    const isOutside = other.ends !== null && (one.value < other.ends.low || one.value > other.ends.high);
    return [{ row, one, other, isOutside, by: Math.abs(other.value - one.value) }];
  });
  const [most] = moves.toSorted((a, b) => Number(b.isOutside) - Number(a.isOutside) || b.by - a.by);
  if (most === undefined) return "Nobody touched these orders";
  if (!most.isOutside) return `${nameOf(result, data)} does not surely differ from “${nameOf(result, rule)}” for anybody`;
  const { row, one, other } = most;
  const direction = other.value > one.value ? "more" : "less";
  return `${row.name}: ${direction} by ${nameOf(result, data)}: ${other.text}${unit} (${other.ends!.text}), where “${nameOf(result, rule)}” says ${one.text}`;
}

/** The rows of the picture, each with the rule's figure and the model's with its interval. */
export function modelDots(result: ModelledResult, { rule, data }: ModelPair, measure: Measure): DotRow[] {
  return drawn(result).map((row) => {
    const dot = (model: string) => {
      const cell = modelledCell(row, model, measure);
      if (cell === undefined) return {};
      const { value, text, ends } = cell;
      return { [model]: { value, text, ...(ends === null ? {} : { low: ends.low, high: ends.high }) } };
    };
    return { key: `${row.kind} ${row.creator_id ?? row.name}`, label: row.name, dots: { ...dot(rule), ...dot(data) } };
  });
}

/** How long ago something was, in words: "3 hours ago". */
export function ageText(at: string, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 60_000));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  if (minutes < 1) return "just now";
  if (minutes < 60) return format.format(-minutes, "minute");
  return minutes < 48 * 60 ? format.format(-Math.round(minutes / 60), "hour") : format.format(-Math.round(minutes / 1_440), "day");
}

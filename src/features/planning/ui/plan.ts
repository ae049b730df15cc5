import type { components, paths } from "../../../web/api.gen.d.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";
import { locale } from "../../../web/kit/value/locale.ts";

/** A plan as the API gives it. */
export type BudgetPlan = components["schemas"]["BudgetPlan"];
export type PlanForecast = components["schemas"]["PlanForecast"];
export type PlannedCreator = components["schemas"]["PlannedCreator"];
export type PlanRange = components["schemas"]["PlanRange"];
/** Past forecasts beside what came. */
export type Calibration = paths["/v1/forecast-calibration"]["get"]["responses"][200]["content"]["application/json"];

/** Where a plan stands, in words. */
export const planStates: { readonly [S in BudgetPlan["state"]]: { readonly label: string; readonly tone: Tone } } = {
  working: { label: "Being worked out", tone: "neutral" },
  ready: { label: "Open", tone: "accent" },
  failed: { label: "No result", tone: "bad" },
  locked: { label: "Forecast locked", tone: "good" },
};

/** Where a creator stands between a test and a share of the budget. */
export const stageWords: { readonly [S in PlannedCreator["stage"]]: { readonly label: string; readonly tone: Tone } } = {
  test: { label: "Test", tone: "accent" },
  scale: { label: "Scale", tone: "good" },
  stop: { label: "Stop", tone: "bad" },
};

/** Whose lessons a prior rests on. */
export const sourceWords: { readonly [S in PlannedCreator["prior"]["source"]]: string } = {
  own: "own lessons",
  tier: "creators of this size",
  all: "all creators",
  assumed: "assumed",
};

/** How the times may be for all creators together. */
export const scenarioWords: { readonly [S in PlanForecast["scenarios"][number]["name"]]: string } = {
  weak: "Weak times",
  expected: "As expected",
  strong: "Strong times",
};

/** Sizes of audience, in words. */
export const tierWords = (tier: string | null): string => (tier === null ? "Size not known" : `${tier[0]!.toUpperCase()}${tier.slice(1)}`);

/**
 * An estimate of money in whole units: it is known no better.
 *
 * @example
 * import { unitsText } from "./plan.ts";
 * unitsText(12345.6, "EUR"); // => "€12,346"
 */
export const unitsText = (units: number, currency: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(units).replace("-", "−");

/** A return: revenue per unit spent. */
export const perSpentText = (value: number): string => value.toFixed(2);

/** A share in whole percent. */
export const shareText = (share: number): string => `${Math.round(share * 100)} %`;

/** A range in words. */
export const rangeText = ({ low, high }: Pick<PlanRange, "low" | "high">, text: (value: number) => string): string =>
  `${text(low)} to ${text(high)}`;

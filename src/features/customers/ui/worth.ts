import type { components } from "../../../web/api.gen.d.ts";

/** What customers are worth, as the API gives it. */
export type Worth = components["schemas"]["CustomersWorth"];
export type Result = NonNullable<Worth["result"]>;
export type Cohort = components["schemas"]["CustomerCohort"];
export type Subscribers = components["schemas"]["Subscribers"];

/** How customers came, as screens call it. */
export const cohortNames: { readonly [C in Cohort["cohort"]]: string } = {
  all: "All customers",
  creators: "Brought by creators",
  others: "All others",
};

/** What is asked for besides the orders themselves. */
export interface AskedWorth {
  /** The last day that is looked at; empty: yesterday. */
  readonly until: string;
  /** How many weeks from then on are forecast. */
  readonly weeks: number | undefined;
  /** What a year's wait costs, from 0 to 1. */
  readonly yearly_discount: string | undefined;
}

/** What is asked for again: as far as the last time, and until yesterday, since new orders are why one asks again. */
export const askedAgain = (result: Pick<Result, "weeks" | "yearly_discount"> | null | undefined): AskedWorth => ({
  until: "",
  weeks: result?.weeks ?? 52,
  yearly_discount: result?.yearly_discount ?? "0.1",
});

/** The request's body; what is missing is left to the API. */
export const worthBody = ({ until, weeks, yearly_discount: discount }: AskedWorth) => ({
  ...(until === "" ? {} : { until }),
  weeks: weeks ?? 52,
  yearly_discount: discount ?? "0.1",
});

type Fit = Pick<NonNullable<Cohort["fit"]>, "bg_nbd" | "gamma_gamma">;

const parametersText = (parameters: Readonly<Record<string, number>>, names: readonly string[]): string =>
  names.map((name) => `${name} ${(parameters[name] ?? NaN).toPrecision(4)}`).join(", ");

/** The models behind a forecast with their parameters: how often customers order, and what they spend. */
export function modelsText({ bg_nbd: orders, gamma_gamma: spends }: Fit): string {
  const often = `BG/NBD: ${parametersText(orders.parameters, ["r", "alpha", "a", "b"])}, log likelihood ${orders.log_likelihood.toFixed(2)}`;
  if (spends === null) return `${often}; Gamma-Gamma: the spends do not tell`;
  return `${often}; Gamma-Gamma: ${parametersText(spends.parameters, ["p", "q", "v"])}, log likelihood ${spends.log_likelihood.toFixed(2)}`;
}

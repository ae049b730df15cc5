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

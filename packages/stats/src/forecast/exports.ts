export { cohortForecast, type CohortForecast, type CohortUnit } from "./cohort-forecast.ts";
export { countForecast, type CountForecast } from "./count-forecast.ts";
export { linearPosterior, type LinearPosterior, type LinearPrior } from "./linear-posterior.ts";

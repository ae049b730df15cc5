export { gaussLegendre, type QuadratureRule } from "./gauss-legendre.ts";
export { integral, type IntegralOptions, type IntegralOutcome } from "./integral.ts";

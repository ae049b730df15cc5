export { betaDistribution, fDistribution } from "./beta.ts";
export { binomialDistribution, poissonDistribution } from "./counts.ts";
export type { Distribution } from "./distribution.ts";
export { chiSquareDistribution, gammaDistribution } from "./gamma.ts";
export { normalDistribution } from "./normal.ts";
export { studentTDistribution } from "./student-t.ts";

export { binomialVariate, multinomialVariate, poissonVariate } from "./count-variate.ts";
export { betaVariate, dirichletVariate, gammaVariate } from "./gamma-variate.ts";
export { Generator, generatorOf, generatorsOf } from "./generator.ts";
export { exponentialVariate, normalVariate } from "./normal-variate.ts";
export { permutation, sampleWithoutReplacement, shuffled } from "./order.ts";

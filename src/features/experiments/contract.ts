export { analyseExperiment, changeExperiment, createExperiment, getExperiment, listExperiments, lockPlan } from "./plan/contract.ts";
export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/contract.ts";

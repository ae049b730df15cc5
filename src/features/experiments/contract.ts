export {
  analyseExperiment,
  changeExperiment,
  createExperiment,
  getExperiment,
  keepResult,
  listExperiments,
  lockPlan,
  studyPower,
  undoKeptResult,
} from "./plan/contract.ts";
export { getLatestMarkets, selectMarkets } from "./markets/contract.ts";
export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/contract.ts";

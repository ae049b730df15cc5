export {
  analyseExperiment,
  changeExperiment,
  createExperiment,
  getExperiment,
  listExperiments,
  lockPlan,
  studyPower,
} from "./plan/contract.ts";
export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/contract.ts";

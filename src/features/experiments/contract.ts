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
export {
  analyseCreatorExperiment,
  changeCreatorExperiment,
  createCreatorExperiment,
  getCreatorExperiment,
  listCreatorExperiments,
  lockCreatorPlan,
  recordDeviation,
  studyCreatorPower,
} from "./designs/contract.ts";
export { listAudiences, tellAudience } from "./audiences/contract.ts";
export {
  analyseDoseExperiment,
  changeDoseExperiment,
  createDoseExperiment,
  getDoseExperiment,
  keepDoseResult,
  listDoseExperiments,
  lockDoseExperiment,
  studyDosePower,
  undoKeptDoseResult,
} from "./dose/contract.ts";
export { takeRecords } from "./records/contract.ts";
export { analyseReveal, changeReveal, countReveal, createReveal, getReveal, listReveals, lockReveal } from "./reveal/contract.ts";

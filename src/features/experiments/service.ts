export {
  analyseExperiment,
  analysisComputation,
  changeExperiment,
  createExperiment,
  getExperiment,
  keepResult,
  lockPlan,
  studyPower,
  undoKeptResult,
} from "./analysis/service.ts";
export { listAudiences, tellAudience } from "./audiences/service.ts";
export { audienceImport } from "./audience-import/service.ts";
export { salesImport } from "./importing/service.ts";
export { getLatestMarkets, marketsComputation, selectMarkets } from "./markets/service.ts";
export { powerComputation } from "./power/service.ts";
export { listExperiments } from "./plan/service.ts";
export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/service.ts";
export { listCreatorExperiments } from "./designs/service.ts";
export {
  analyseCreatorExperiment,
  changeCreatorExperiment,
  createCreatorExperiment,
  designComputation,
  designPowerComputation,
  getCreatorExperiment,
  lockCreatorPlan,
  recordDeviation,
  studyCreatorPower,
} from "./outcomes/service.ts";
export { listDoseExperiments } from "./dose/service.ts";
export {
  analyseDoseExperiment,
  changeDoseExperiment,
  createDoseExperiment,
  doseComputation,
  dosePowerComputation,
  getDoseExperiment,
  keepDoseResult,
  lockDoseExperiment,
  studyDosePower,
  undoKeptDoseResult,
} from "./dosing/service.ts";
export { takeRecords } from "./records/service.ts";
export { analyseReveal, changeReveal, countReveal, createReveal, getReveal, listReveals, lockReveal } from "./reveal/service.ts";

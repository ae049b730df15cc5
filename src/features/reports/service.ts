export { creditOf } from "./credit/service.ts";
export { askedReport, covered, onCover, shownPeriod, type AskedReport, type CoveredReport, type PeriodQuery } from "./asking/service.ts";
export { campaignReport, loadFigures, type CampaignFigures } from "./campaign/service.ts";
export { campaignDrivers, type Drivers, type Part } from "./drivers/service.ts";
export { countOrdersUpTo, orderEvidence, type OrderEvidence } from "./evidence/service.ts";
export { standingOn, type Standing } from "./goal/service.ts";
export { compareLenses } from "./lenses/service.ts";
export { modelName } from "./model-words.ts";
export { sumDifference } from "./rollups/service.ts";

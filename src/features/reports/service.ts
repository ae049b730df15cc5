export { creditOf } from "./credit/service.ts";
export { askedReport, shownPeriod, type AskedReport, type PeriodQuery } from "./asking/service.ts";
export { campaignReport, loadFigures, type CampaignFigures } from "./campaign/service.ts";
export { campaignDrivers, type Drivers, type Part } from "./drivers/service.ts";
export { tierOf } from "./drivers/tier.ts";
export { standingOn, type Standing } from "./goal/service.ts";
export { compareLenses } from "./lenses/service.ts";

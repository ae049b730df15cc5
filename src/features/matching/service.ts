export { getPlatformAdvice, getPlatformRules, setPlatformRules } from "./advice/service.ts";
export { predictionCalibration } from "./calibration/service.ts";
export { eraseQuotes } from "./erasing/service.ts";
export { getCreatorFit, getFitRules, rankCreators, setFitRules } from "./fit/service.ts";
export { getCreatorMix, getMixRules, setMixRules } from "./mix/service.ts";
export { listPredictions, lockPrediction, predictCreator } from "./prediction/service.ts";
export { getPriceRange, getPriceRules, setPriceRules } from "./pricing/service.ts";
export {
  archiveBuyerProfile,
  changeBuyerProfile,
  chooseBuyerProfile,
  createBuyerProfile,
  getBuyerProfile,
  listBuyerProfiles,
} from "./profiles/service.ts";
export { listRulesChanges, resetRules } from "./rules/service.ts";
export { addQuote, listQuotes, priceBook, voidQuote } from "./quoting/service.ts";

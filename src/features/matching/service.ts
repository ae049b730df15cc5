export { getCreatorFit, getFitRules, rankCreators, setFitRules } from "./fit/service.ts";
export {
  archiveBuyerProfile,
  changeBuyerProfile,
  chooseBuyerProfile,
  createBuyerProfile,
  getBuyerProfile,
  listBuyerProfiles,
} from "./profiles/service.ts";

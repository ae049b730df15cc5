export {
  accountsNamed,
  accountsOf,
  addAccount,
  archiveAccount,
  mainAccountsOf,
  updateAccount,
  type MainAccount,
} from "./accounts/service.ts";
export { answerDuplicate, listDuplicates } from "./duplicates/service.ts";
export { statusAt } from "./creator-status.ts";
export { parseHandle, platformOfAddress } from "./handle.ts";
export { exportCreators } from "./exporting/service.ts";
export { changeCreatorStatus, creatorStatusesOf, listCreatorStatuses, listTimeline } from "./history/service.ts";
export { creatorImport } from "./importing/service.ts";
export type { KnownPrice } from "./importing/row-plan.ts";
export type { PriceBook } from "./writing/service.ts";
export { creatorFinder } from "./naming/service.ts";
export { markCreators, markedOf, markedWorkspaces, takeMarks } from "./queries.ts";
export {
  accountsByIds,
  accountsOnPlatform,
  creatorsWithEmail,
  followersOfAccounts,
  noteExternalId,
  recordsOf,
  type AskableAccount,
  type CreatorRecords,
} from "./asking/service.ts";
export {
  createCreator,
  creatorsCalled,
  creatorsByIds,
  emailHash,
  getCreator,
  holdCreator,
  listCreators,
  loadCreator,
  setCreatorArchived,
  updateCreator,
} from "./profiles/service.ts";
export { noFigures, noProfile, recordFigures, recordProfiles } from "./observing/service.ts";
export { addProfile, addSnapshot, figuresOf, listProfiles, listSnapshots } from "./records/service.ts";
export { listCreatorRecords, mergeCreators, undoCreatorMerge } from "./merging/service.ts";
export { keepLikelyPairs, likelyPairDifference } from "./pairing/service.ts";
export { recogniseAccount } from "./recognising/service.ts";
export {
  addDoNotContact,
  eraseCreator,
  idleCreators,
  listDoNotContact,
  offTheList,
  removeDoNotContact,
  unwantedAmong,
} from "./forgetting/service.ts";

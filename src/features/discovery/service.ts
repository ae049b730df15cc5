export { cardDifference } from "./cards/service.ts";
export { forgetWords } from "./forgetting/service.ts";
export { createCreatorList, listCreatorLists } from "./lists/service.ts";
export { listSearches, saveSearch } from "./saved/service.ts";

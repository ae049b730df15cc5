export { cardDifference } from "./cards/service.ts";
export { forgetWords } from "./forgetting/service.ts";

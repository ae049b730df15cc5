export { cardDifference } from "./cards/service.ts";

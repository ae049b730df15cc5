export { apportioned, WHOLE_PPB } from "./largest-remainder.ts";
export { firstTouch, lastNonDirect, lastTouch, linear, positionBased, ruleCredit, timeDecay } from "./rule-credit.ts";
export type { Credit, CreditOutcome, Touch } from "./rule-credit.ts";
export { MODELS } from "./rule-models.ts";
export type { ModelId, NamedModel, RuleModel } from "./rule-models.ts";
export { creditsInto } from "./packed-credit.ts";
export type { PackedTouches, Span } from "./packed-credit.ts";
export { inTouchOrder } from "./touch-order.ts";

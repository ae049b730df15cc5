export {
  bootstrapAttribution,
  type AttributionEstimate,
  type AttributionBootstrapOptions,
  type AttributionBootstrapOutcome,
} from "./bootstrap/bootstrap-attribution.ts";
export { creditParts, type ChannelCredit } from "./journeys/channel-credit.ts";
export { packedJourneys, type Journey, type Journeys, type PackedJourneys, type Unattributed } from "./journeys/journeys.ts";
export { apportioned, WHOLE_PPB } from "./largest-remainder.ts";
export { markovAttribution, type MarkovCredit, type MarkovOutcome } from "./markov/markov-attribution.ts";
export { transitionMatrix, type Transition, type TransitionOptions } from "./markov/transition-matrix.ts";
export { shapleyAttribution, type ShapleyCredit, type ShapleyOptions, type ShapleyOutcome } from "./shapley/shapley-attribution.ts";
export { shapleyValues } from "./shapley/shapley-values.ts";
export { firstTouch, lastNonDirect, lastTouch, linear, positionBased, ruleCredit, timeDecay } from "./rule-credit.ts";
export type { Credit, CreditOutcome, Touch } from "./rule-credit.ts";
export { MODELS } from "./rule-models.ts";
export type { ModelId, NamedModel, RuleModel } from "./rule-models.ts";
export { creditsInto } from "./packed-credit.ts";
export type { PackedTouches, Span } from "./packed-credit.ts";
export { inTouchOrder } from "./touch-order.ts";

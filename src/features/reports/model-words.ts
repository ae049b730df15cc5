import { MODELS, type ModelId } from "@vouch/stats";

/** The model that reports show where they show one. */
export const defaultModel: ModelId = "last_non_direct";

const words: Readonly<Record<ModelId, string>> = {
  first: "All credit goes to the earliest touch: who made the customer aware.",
  last: "All credit goes to the latest touch: who was there just before the order, direct visits included.",
  last_non_direct: "All credit goes to the latest touch that is not a direct visit: the common default of web analytics.",
  linear: "Every touch gets the same share.",
  position_40_20_40: "40 % to the first touch, 40 % to the last, the rest shared by those between.",
  time_decay_7d: "The closer to the order, the more: a touch counts half as much for every 7 days it lies further back.",
};

/** A model as a report lists it. */
export interface ShownModel {
  readonly id: string;
  readonly name: string;
  readonly explanation: string;
}

/** Every model with its name and what it does in one sentence, in the order in which reports show them. */
export const shownModels: readonly ShownModel[] = MODELS.map(({ id, name }) => ({ id, name, explanation: words[id] }));

/**
 * What a model is called; the id itself of one that there is no more.
 * @example
 * import { modelName } from "./model-words.ts";
 * modelName("linear"); // => "Linear"
 */
export const modelName = (id: string): string => shownModels.find((model) => model.id === id)?.name ?? id;

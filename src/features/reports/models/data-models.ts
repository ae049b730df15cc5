import type { ShownModel } from "../model-words.ts";

/** The models that learn from journeys, in the order in which reports show them. */
export const dataModelIds = ["markov_1", "markov_2", "shapley"] as const;
/** One of {@link dataModelIds}. */
export type DataModelId = (typeof dataModelIds)[number];

/** Every data-driven model with its name and what it does in one sentence. */
export const dataModels: readonly (ShownModel & { readonly id: DataModelId })[] = [
  {
    id: "markov_1",
    name: "Markov, one touch",
    explanation:
      "Orders in proportion to what a chain of touches would lose without each creator or channel, where the next step depends on the last touch alone.",
  },
  {
    id: "markov_2",
    name: "Markov, two touches",
    explanation: "The same, where the next step depends on the last two touches: needs many more journeys to be sure.",
  },
  {
    id: "shapley",
    name: "Shapley",
    explanation:
      "What each adds to the share of journeys that end in an order, averaged over every order in which they could have joined. One who goes with lower shares gets less than nothing.",
  },
];

/** What the number of samples is chosen by. */
export interface WorkSize {
  /** Orders and journeys without one, drawn anew for each sample. */
  readonly journeys: number;
  /** Touches of journeys that differ. */
  readonly touches: number;
  readonly models: number;
  /** Of the chain of two touches, where it is asked for; zero where not. */
  readonly states: number;
}

/** The most states of a chain of two touches: it is solved for each sample, in a time that grows with their third power. */
export const mostStates = 600;

const [fewest, most] = [100, 500];
/** Journeys drawn, touches looked at and steps of the solution in all: some minutes of one thread. */
const budget = 2e9;

/**
 * How often journeys are drawn again where nobody says: so often that a run takes minutes, between 100 and 500 times.
 *
 * @param size of one sample
 * @example
 * import { chosenReplicates } from "./data-models.ts";
 * chosenReplicates({ journeys: 1_000, touches: 3_000, models: 3, states: 60 }) // => 500
 */
export function chosenReplicates({ journeys, touches, models, states }: WorkSize): number {
  const each = journeys + 20 * touches * models + states ** 3 / 10;
  return Math.max(fewest, Math.min(most, Math.floor(budget / Math.max(1, each))));
}

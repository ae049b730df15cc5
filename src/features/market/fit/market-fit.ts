import { presets, type PresetName } from "../dials/presets.ts";
import type { Turning } from "../dials/turning.ts";
import { fittedDials, type FittedDial } from "./fitted-dials.ts";
import type { MarketFacts } from "./market-facts.ts";
import { playableDials } from "./playable-dials.ts";

/** What dials are fitted from: what the rows say, and the ready-made business for the rest. */
export interface FitInput {
  readonly preset: PresetName;
  readonly zone: string;
  readonly facts: MarketFacts;
}

/** A business fitted to one's own rows, as the API shows it. */
export interface MarketFit {
  readonly preset: PresetName;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly orders: number;
  readonly dials: Turning;
  readonly fitted: readonly FittedDial[];
}

/**
 * A business like one's own: the dials that its rows tell, and those of the ready-made business where they tell nothing; made
 * small enough to be played.
 *
 * @param input what the rows say, and which business stands in.
 */
export function marketFit({ preset, zone, facts }: FitInput): MarketFit {
  const { from, to, orders } = facts;
  return { preset, from, to, zone, orders, ...playableDials(fittedDials(facts, presets[preset]), preset) };
}

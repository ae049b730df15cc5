import { creatorEffects, type CreatorEffects, type EffectsInput } from "../creator-effects.ts";

/** What the thread does. */
export const workOut = (input: EffectsInput, report: (share: number) => void): Promise<CreatorEffects> =>
  Promise.resolve(creatorEffects(input, report));

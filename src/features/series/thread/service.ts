import { seriesEffectOf, type SeriesEffect } from "../effect/effect.ts";
import type { EffectTask } from "../effect/service.ts";

/** Works out what a post did to a series; nothing in it waits. */
export const workOut = ({ studied, seed }: EffectTask): Promise<SeriesEffect> => Promise.resolve(seriesEffectOf(studied, seed));

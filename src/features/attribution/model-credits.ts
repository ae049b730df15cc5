import { creditsInto, MODELS, WHOLE_PPB } from "@vouch/stats";

/** The credit of one conversion under every model, as it is stored. */
export interface ModelCredits {
  /** Model ids, in the order of the blocks in `shares`. */
  readonly models: readonly string[];
  /** Parts per billion, model by model and within it touch by touch; none for what a customer said. */
  readonly shares: readonly number[];
  /** Parts per billion that no touch has, one for each model. */
  readonly unattributed: readonly number[];
}

/**
 * Divides one conversion's credit over the touches that were seen, under every rule model. What the customer said afterwards is no part of it.
 *
 * @param touches oldest first, as `foundTouches` gives them
 * @returns for each model shares and an unattributed part that sum to exactly one billion; where nothing was seen all is unattributed
 * @example
 * import { modelCredits } from "./model-credits.ts";
 * modelCredits([]).unattributed[0] // => 1000000000
 */
export function modelCredits(touches: readonly { readonly kind: string; readonly atMs: number; readonly channel: string }[]): ModelCredits {
  const said = touches.at(-1)?.kind === "survey" ? 1 : 0;
  const count = touches.length - said;
  const packed = { timesMs: new Float64Array(count), isDirect: new Uint8Array(count) };
  for (let index = 0; index < count; index++) {
    packed.timesMs[index] = touches[index]!.atMs;
    packed.isDirect[index] = touches[index]!.channel === "direct" ? 1 : 0;
  }
  const out = new Int32Array(Math.max(1, count));
  const shares: number[] = [];
  for (const { rule } of MODELS) {
    creditsInto(rule, packed, { from: 0, to: count }, out);
    for (let index = 0; index < count; index++) shares.push(out[index]!);
    if (said === 1) shares.push(0);
  }
  return { models: MODELS.map((model) => model.id), shares, unattributed: MODELS.map(() => (count === 0 ? WHOLE_PPB : 0)) };
}

import type { Generator } from "./generator.ts";

const LAYERS = 128;
/** Where the tail begins, and the area of each layer, for 128 of them. */
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;

const height = (x: number): number => Math.exp(-0.5 * x * x);

/** The right edges of the layers, the widest first; the last is zero. */
const EDGES = layerEdges();
const RATIOS = Float64Array.from({ length: LAYERS }, (_, at) => (EDGES[at + 1] ?? 0) / (EDGES[at] ?? 1));

function layerEdges(): Float64Array {
  const edges = new Float64Array(LAYERS + 1);
  edges[0] = AREA / height(TAIL);
  edges[1] = TAIL;
  for (let at = 2; at < LAYERS; at++) {
    const before = edges[at - 1] ?? 0;
    edges[at] = Math.sqrt(-2 * Math.log(AREA / before + height(before)));
  }
  return edges;
}

/** Marsaglia's method for what lies beyond the last layer. */
function tailVariate(generator: Generator): number {
  for (;;) {
    const x = -Math.log(1 - generator.uniform()) / TAIL;
    const y = -Math.log(1 - generator.uniform());
    if (2 * y >= x * x) return TAIL + x;
  }
}

/**
 * A standard normal variate.
 *
 * Doornik's ziggurat: 128 layers of equal area, so that 98 of 100 variates cost one uniform number and one product; the layer is chosen by
 * bits that the number does not use. About 10 ns.
 *
 * @param generator the source, which moves on.
 * @returns any number; multiply by the standard deviation and add the mean.
 * @see Doornik (2005), An improved ziggurat method to generate normal random samples
 * @example
 * import { generatorOf } from "./generator.ts";
 * import { normalVariate } from "./normal-variate.ts";
 * Math.abs(normalVariate(generatorOf(1))) < 6; // => true
 */
export function normalVariate(generator: Generator): number {
  for (;;) {
    const u = 2 * generator.uniform() - 1;
    const layer = generator.spareBits() & (LAYERS - 1);
    const x = u * (EDGES[layer] ?? 0);
    if (Math.abs(u) < (RATIOS[layer] ?? 0)) return x;
    if (layer === 0) return u > 0 ? tailVariate(generator) : -tailVariate(generator);
    const [outer, inner] = [height(EDGES[layer] ?? 0), height(EDGES[layer + 1] ?? 0)];
    if (outer + generator.uniform() * (inner - outer) < height(x)) return x;
  }
}

/**
 * An exponential variate with rate 1: the wait for the next event where one is expected a unit of time.
 *
 * @param generator the source, which moves on.
 * @returns at least zero; divide by the rate.
 * @example
 * import { generatorOf } from "./generator.ts";
 * import { exponentialVariate } from "./normal-variate.ts";
 * exponentialVariate(generatorOf(1)) > 0; // => true
 */
export function exponentialVariate(generator: Generator): number {
  return -Math.log1p(-generator.uniform());
}

import type { Answers } from "../../../../test/known-answers.ts";
import { Generator } from "./generator.ts";

const halves = (word: bigint): number[] => [Number(word >> 32n), Number(word & 0xffffffffn)];

/** The next words, each as its two halves, which are doubles. */
const wordsOf = (generator: Generator, count: number): number[] => Array.from({ length: count }, () => generator.word()).flatMap(halves);

/** Bits are compared with the published vectors; what is drawn from them is held by calibration in `random.test.ts`. */
export const answers: readonly Answers[] = [
  {
    of: "Generator",
    reference: "xoshiro256plusplus.c of Blackman and Vigna, state 1, 2, 3, 4, as published with rand_xoshiro",
    tolerance: 1e-16,
    answers: [
      {
        call: "the first ten words",
        expected: [
          41943041n,
          58720359n,
          3588806011781223n,
          3591011842654386n,
          9228616714210784205n,
          9973669472204895162n,
          14011001112246962877n,
          12406186145184390807n,
          15849039046786891736n,
          10450023813501588000n,
        ].flatMap(halves),
        actual: () => wordsOf(new Generator([1n, 2n, 3n, 4n]), 10),
      },
    ],
  },
  {
    of: "Generator",
    part: "jumped",
    reference: "the same program's jump from state 0, 0, 0, 1, as published with xoshiro-fortran",
    tolerance: 1e-16,
    answers: [
      {
        call: "the first four words after a jump",
        expected: [0x88f9a31afdb439f5n, 0x38134a20dfa1a232n, 0x21d6a25a297797c7n, 0xfca0846cc616d4f8n].flatMap(halves),
        actual: () => wordsOf(new Generator([0n, 0n, 0n, 1n]).jumped(), 4),
      },
    ],
  },
  { of: "generatorOf", heldBy: "a seed is spread over all bits as splitmix64 spreads it" },
  { of: "generatorsOf", heldBy: "streams are 2^128 steps apart and do not depend on how many there are" },
  ...["normalVariate", "exponentialVariate", "gammaVariate", "betaVariate"].map((of) => ({
    of,
    heldBy: "%s has the distribution it is named after",
  })),
  ...["poissonVariate", "binomialVariate"].map((of) => ({ of, heldBy: "%s has the masses it is named after" })),
  { of: "dirichletVariate", heldBy: "each share of a Dirichlet variate is a beta variate" },
  { of: "multinomialVariate", heldBy: "a multinomial variate deals out everything, each cell binomially" },
  { of: "shuffled", heldBy: "every order of four things comes equally often" },
  { of: "permutation", heldBy: "every order of four things comes equally often" },
  { of: "sampleWithoutReplacement", heldBy: "every set of two out of five comes equally often, in either order" },
];

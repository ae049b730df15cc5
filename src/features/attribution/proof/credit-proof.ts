const whole = 1_000_000_000;
const hourMs = 3_600_000;
const halfLifeMs = 7 * 24 * hourMs;

/** The touches of one conversion, oldest first. */
export interface ProofTouch {
  readonly atMs: number;
  readonly isDirect: boolean;
  /** Said by the customer afterwards, not seen: no model gives it a share. */
  readonly isSaid: boolean;
}

type Weights = (touches: readonly ProofTouch[]) => readonly number[];

const oneAt = (count: number, winner: number): number[] => Array.from({ length: count }, (_, index) => (index === winner ? 1 : 0));

const position: Weights = ({ length }) => {
  if (length === 1) return [1];
  if (length === 2) return [0.5, 0.5];
  return Array.from({ length }, (_, index) => (index === 0 || index === length - 1 ? 0.4 : 0.2 / (length - 2)));
};

// Written from the models' definitions alone, as shares in floating point; it shares no code with what computes the stored credit.
const definitions: Readonly<Record<string, Weights>> = {
  first: (touches) => oneAt(touches.length, 0),
  last: (touches) => oneAt(touches.length, touches.length - 1),
  last_non_direct: (touches) => {
    const found = touches.findLastIndex((touch) => !touch.isDirect);
    return oneAt(touches.length, found === -1 ? touches.length - 1 : found);
  },
  linear: (touches) => touches.map(() => 1 / touches.length),
  position_40_20_40: position,
  time_decay_7d: (touches) => {
    const newest = touches.at(-1)?.atMs ?? 0;
    const weights = touches.map((touch) => Math.pow(2, -(newest - touch.atMs) / halfLifeMs));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  },
};

/**
 * What is wrong with one model's stored credit, worked out from the model's definition by arithmetic of its own.
 *
 * @param model a model's id
 * @param touches oldest first
 * @param sharesPpb the stored parts per billion, one a touch
 * @param unattributedPpb the stored part that no touch has
 * @returns the fault in words, or undefined when the parts sum to exactly one billion and each is within two of its definition
 * @example
 * import { creditFault } from "./credit-proof.ts";
 * creditFault("linear", [{ atMs: 0, isDirect: false, isSaid: false }], [1_000_000_000], 0) // => undefined
 */
export function creditFault(
  model: string,
  touches: readonly ProofTouch[],
  sharesPpb: readonly number[],
  unattributedPpb: number,
): string | undefined {
  const define = definitions[model];
  if (define === undefined) return `the model ${model} is not known`;
  if (sharesPpb.length !== touches.length) return `${model} has ${sharesPpb.length} shares for ${touches.length} touches`;
  if (sharesPpb.some((share) => !Number.isInteger(share) || share < 0)) return `${model} has a share that is no whole part per billion`;
  const sum = sharesPpb.reduce((total, share) => total + share, unattributedPpb);
  if (sum !== whole) return `${model} sums to ${sum} parts per billion`;
  const seen = touches.filter((touch) => !touch.isSaid);
  const shared = define(seen);
  const expected = touches.map((touch) => (touch.isSaid ? 0 : shared[seen.indexOf(touch)]!));
  const wrong = expected.findIndex((share, index) => Math.abs(share * whole - sharesPpb[index]!) > 2);
  return wrong === -1
    ? undefined
    : `${model} gives touch ${wrong + 1} ${sharesPpb[wrong]} parts per billion instead of about ${Math.round(expected[wrong]! * whole)}`;
}

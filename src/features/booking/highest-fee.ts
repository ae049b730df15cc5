/**
 * The highest fee at which a campaign with a creator still brings the return that is asked for: (margin − fee − other costs) ÷ (fee + other
 * costs) is the return, so the fee is margin ÷ (1 + return) − other costs.
 *
 * @param margin the expected contribution margin before cost, in any unit of money.
 * @param of the return asked for, above −1 (0: the costs come back, 0.5: half as much again), and the other costs in the same unit.
 * @returns the fee; undefined where none is left for it.
 * @example
 * import { highestFee } from "./highest-fee.ts";
 * highestFee(1_500, { targetReturn: 0.5, otherCost: 200 }); // => 800
 * highestFee(100, { targetReturn: 0, otherCost: 200 }); // => undefined
 */
export function highestFee(margin: number, of: { readonly targetReturn: number; readonly otherCost: number }): number | undefined {
  const fee = margin / (1 + of.targetReturn) - of.otherCost;
  return fee > 0 ? fee : undefined;
}

import { formatId } from "../../kernel/ids.ts";

/** A commission as it is kept, as far as it is told to others. */
export interface KeptCommission {
  readonly id: string;
  readonly conversion_id: string;
  readonly creator_id: string;
  readonly program_id: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly earned_at: Date;
  readonly hold_until: Date;
}

/** Where a commission may stand, from what the ledger holds of it. */
export const commissionStates = ["on_hold", "payable", "reversed", "replaced"] as const;
/** One of `commissionStates`. */
export type CommissionState = (typeof commissionStates)[number];

/**
 * A commission in the form in which the API and webhooks tell it.
 *
 * @param row the stored commission
 * @example
 * import { shownCommission } from "./shown-commission.ts";
 * const id = "01890a5d-ac96-774b-bcce-b302099a8057";
 * const row = { id, conversion_id: id, creator_id: id, program_id: id, currency: "EUR", amount_minor: 100n };
 * shownCommission({ ...row, earned_at: new Date(0), hold_until: new Date(0) }).amount.amount // => "100"
 */
export const shownCommission = (row: KeptCommission) => ({
  id: formatId("com", row.id),
  conversion_id: formatId("ord", row.conversion_id),
  creator_id: formatId("cre", row.creator_id),
  program_id: formatId("prg", row.program_id),
  amount: { amount: row.amount_minor.toString(), currency: row.currency },
  earned_at: row.earned_at.toISOString(),
  hold_until: row.hold_until.toISOString(),
});

/**
 * The state of a commission in one word.
 *
 * @param state what its transfers say: minor units on hold and payable, and which final steps were booked
 * @returns `replaced` when a later decision took its place, `reversed` when nothing is left, else where the money is
 * @example
 * import { commissionState } from "./shown-commission.ts";
 * commissionState({ pendingMinor: 5n, payableMinor: 0n, isMatured: false, isSuperseded: false }) // => "on_hold"
 */
export function commissionState(state: {
  pendingMinor: bigint;
  payableMinor: bigint;
  isMatured: boolean;
  isSuperseded: boolean;
}): CommissionState {
  if (state.isSuperseded) return "replaced";
  if (state.pendingMinor + state.payableMinor === 0n) return "reversed";
  return state.isMatured ? "payable" : "on_hold";
}

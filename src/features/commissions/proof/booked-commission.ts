/** A commission, as far as its transfers follow from it. */
export interface BookedCommission {
  readonly creatorId: string;
  readonly workspaceId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** What was taken back of it, by its place from 1; below zero where something was earned again. */
  readonly reversalsMinor: readonly bigint[];
}

/** A transfer of a commission, with the kinds and owners of its two accounts. */
export interface BookedMove {
  readonly step: string;
  readonly from_kind: string;
  readonly from_owner: string;
  readonly to_kind: string;
  readonly to_owner: string;
  readonly amount_minor: bigint;
  readonly currency: string;
}

const text = ({ from_kind, from_owner, to_kind, to_owner, amount_minor, currency }: BookedMove): string =>
  `${amount_minor} ${currency} from ${from_kind} of ${from_owner} to ${to_kind} of ${to_owner}`;

/** Which of the creator's accounts a reversal moved: read from the transfer itself, because it depends on when the commission matured. */
const accountOf = (move: BookedMove | undefined): string =>
  [move?.from_kind, move?.to_kind].includes("creator_payable") ? "creator_payable" : "creator_pending";

/**
 * What is wrong with the transfers of a commission, each worked out from the commission and what was taken back of it.
 *
 * Earned goes from the workspace's expense to what the creator has on hold. Taken back goes the other way, from where the money then was.
 * Maturing moves all that was left on hold to payable, being replaced moves it back. Nothing else is ever booked for a commission.
 *
 * @param commission what it earned, and what was taken back.
 * @param moves its transfers, in any order.
 * @returns the first fault in words, or undefined.
 */
export function bookedFault(commission: BookedCommission, moves: readonly BookedMove[]): string | undefined {
  const { creatorId, workspaceId, currency, amountMinor, reversalsMinor } = commission;
  const byStep = new Map(moves.map((move) => [move.step, move]));
  if (byStep.size !== moves.length) return "one of its steps has two transfers";
  const expected = new Map<string, string>();
  const expect = (step: string, accounts: [string, string], minor: bigint): void => {
    if (minor === 0n) return;
    const [from, to] = minor > 0n ? accounts : accounts.toReversed();
    const owner = (kind: string | undefined): string => (kind === "commission_expense" ? workspaceId : creatorId);
    const [from_kind, to_kind] = [from ?? "", to ?? ""];
    const size = minor > 0n ? minor : -minor;
    const move = { step, from_kind, from_owner: owner(from), to_kind, to_owner: owner(to), amount_minor: size, currency };
    expected.set(step, text(move));
  };
  expect("earned", ["commission_expense", "creator_pending"], amountMinor);
  let onHoldMinor = amountMinor;
  for (const [index, minor] of reversalsMinor.entries()) {
    const step = `reversed-${index + 1}`;
    const account = accountOf(byStep.get(step));
    expect(step, [account, "commission_expense"], minor);
    if (account === "creator_pending") onHoldMinor -= minor;
  }
  if (byStep.has("matured")) expect("matured", ["creator_pending", "creator_payable"], onHoldMinor);
  if (byStep.has("superseded")) expect("superseded", ["creator_pending", "commission_expense"], onHoldMinor);
  return differenceOf(expected, moves);
}

function differenceOf(expected: ReadonlyMap<string, string>, moves: readonly BookedMove[]): string | undefined {
  const wrong = moves.find((move) => expected.get(move.step) !== text(move));
  if (wrong !== undefined) return `its step ${wrong.step} moved ${text(wrong)} instead of ${expected.get(wrong.step) ?? "nothing"}`;
  const booked = new Set(moves.map((move) => move.step));
  const missing = [...expected].find(([step]) => !booked.has(step));
  return missing === undefined ? undefined : `its step ${missing[0]} did not move ${missing[1]}`;
}

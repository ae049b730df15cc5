import { formatId } from "../../kernel/ids.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { onSnapshot } from "../../platform/db/database.ts";
import { creditDifference } from "../attribution/service.ts";
import { auditDifference } from "../audit/service.ts";
import { commissionDifference } from "../commissions/service.ts";
import { likelyPairDifference } from "../creators/service.ts";
import { cardDifference } from "../discovery/service.ts";
import { payloadDifference } from "../integrations/service.ts";
import { ledgerDifference } from "../ledger/service.ts";
import { orderDifference } from "../orders/service.ts";
import { ruleDifference } from "../programs/service.ts";
import { sumDifference } from "../reports/service.ts";
import { scoreDifference } from "../vetting/service.ts";
import { listAllWorkspaces } from "../workspaces/service.ts";

/** One thing that is recomputed, and what came out. */
export interface Verified {
  readonly workspace: string;
  readonly what:
    | "payloads"
    | "orders"
    | "credit"
    | "pay rules"
    | "ledger"
    | "sums"
    | "commissions"
    | "cards"
    | "likely pairs"
    | "scores"
    | "audit chain";
  /** The first difference; undefined when there is none. */
  readonly difference: string | undefined;
}

type Check = readonly [what: Verified["what"], run: (ctx: WorkspaceContext) => Promise<string | undefined>];

const checks: readonly Check[] = [
  ["audit chain", auditDifference],
  ["payloads", payloadDifference],
  ["orders", orderDifference],
  ["credit", creditDifference],
  ["pay rules", ruleDifference],
  ["ledger", ledgerDifference],
  ["commissions", commissionDifference],
  ["sums", sumDifference],
  ["cards", cardDifference],
  ["likely pairs", likelyPairDifference],
  ["scores", scoreDifference],
];

/** Checks one workspace on one snapshot of the database, so that bookings made meanwhile do not matter; stops at the first difference. */
const verifyWorkspace = (ctx: WorkspaceContext, workspace: string): Promise<Verified[]> =>
  onSnapshot(ctx, async (within) => {
    const results: Verified[] = [];
    for (const [what, run] of checks) {
      const difference = await run(within);
      results.push({ workspace, what, difference });
      if (difference !== undefined) break;
    }
    return results;
  });

/**
 * Recomputes every order, balance, credit sum, commission, kept sum, card, pair of likely duplicates, score and audit hash of the installation
 * from its evidence, and opens every kept payload. Stops at the first difference, which is then the last entry.
 */
export async function* verifyInstallation(ctx: Context): AsyncGenerator<Verified> {
  for (const row of await listAllWorkspaces(ctx)) {
    const results = await verifyWorkspace(asSystem(ctx, row.id, "verify"), `${row.slug} (${formatId("ws", row.id)})`);
    yield* results;
    if (results.some(({ difference }) => difference !== undefined)) return;
  }
}

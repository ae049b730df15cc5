import { formatId } from "../../kernel/ids.ts";
import { asSystem, type Context } from "../../platform/context.ts";
import { creditDifference } from "../attribution/service.ts";
import { verifyAuditChain } from "../audit/service.ts";
import { commissionDifference } from "../commissions/service.ts";
import { ledgerDifference } from "../ledger/service.ts";
import { listAllWorkspaces } from "../workspaces/service.ts";

/** One thing that is recomputed, and what came out. */
export interface Verified {
  readonly workspace: string;
  readonly what: "ledger" | "credit" | "commissions" | "audit chain";
  /** The first difference; undefined when there is none. */
  readonly difference: string | undefined;
}

/**
 * Recomputes every balance, credit sum, commission and audit hash of the installation from its evidence. Stops at the first difference,
 * which is then the last entry.
 */
export async function* verifyInstallation(ctx: Context): AsyncGenerator<Verified> {
  for (const row of await listAllWorkspaces(ctx)) {
    const within = asSystem(ctx, row.id, "verify");
    const checks = [
      ["ledger", () => ledgerDifference(within)],
      ["credit", () => creditDifference(within)],
      ["commissions", () => commissionDifference(within)],
      ["audit chain", () => verifyAuditChain(ctx, row.id)],
    ] as const;
    for (const [what, run] of checks) {
      const difference = await run();
      yield { workspace: `${row.slug} (${formatId("ws", row.id)})`, what, difference };
      if (difference !== undefined) return;
    }
  }
}

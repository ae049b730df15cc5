import { verifyInstallation } from "../../features/verification/service.ts";
import type { Overrides } from "../../platform/config/config.ts";
import { withRuntime } from "./with-runtime.ts";

/** `vouch verify`: recomputes what is shown from the evidence; prints one line a check, and exits 1 at the first difference. */
export async function runVerify(overrides: Overrides): Promise<void> {
  await withRuntime("verify", overrides, async ({ ctx }) => {
    let checks = 0;
    for await (const { workspace, what, difference } of verifyInstallation(ctx)) {
      checks++;
      console.log(`${difference === undefined ? "same " : "DIFFERS"}  ${what.padEnd(12)} ${workspace}`);
      if (difference === undefined) continue;
      console.error(difference);
      process.exitCode = 1;
    }
    if (checks === 0) console.log("There is no workspace yet: nothing to verify.");
  });
}

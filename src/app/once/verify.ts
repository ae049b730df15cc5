import { verifyInstallation } from "../../features/verification/service.ts";
import type { Overrides } from "../../platform/config/config.ts";
import { withRuntime } from "./with-runtime.ts";

/** `vouch verify`: recomputes what is shown from the evidence; prints one line a check, and exits 1 at the first difference. */
export async function runVerify(overrides: Overrides): Promise<void> {
  await withRuntime("verify", overrides, async ({ ctx }) => {
    for await (const { workspace, what, difference } of verifyInstallation(ctx)) {
      console.log(`${difference === undefined ? "same " : "DIFFERS"}  ${what.padEnd(12)} ${workspace}`);
      if (difference === undefined) continue;
      console.error(difference);
      process.exitCode = 1;
    }
  });
}

import { listEdges, retireEdge } from "../../features/tracking/service.ts";
import type { Overrides } from "../../platform/config/config.ts";
import { withRuntime } from "./with-runtime.ts";

/** `vouch edges`: which edges decisions wait for, and up to when each has shipped; `--retire` takes one out whose machine is gone. */
export async function runEdges(overrides: Overrides, options: { retire?: string | undefined }): Promise<void> {
  await withRuntime("edges", overrides, async ({ ctx }) => {
    if (options.retire !== undefined && !(await retireEdge(ctx, options.retire))) {
      console.error(`There is no live edge with the id ${options.retire}.`);
      process.exitCode = 1;
    }
    for (const edge of await listEdges(ctx))
      console.log(`${edge.id}  ${edge.name}  shipped to ${edge.shipped_to?.toISOString() ?? "nothing yet"}`);
  });
}

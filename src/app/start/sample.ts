import { createWorkspace } from "../../features/workspaces/service.ts";
import type { Context } from "../../platform/context.ts";

/** Fills an empty installation with a small brand to look at; the person with this id owns it. */
export async function loadSample(ctx: Context, ownerUserId: string): Promise<void> {
  const brand = { name: "Sample brand", slug: "sample", zone: "Europe/Berlin", currency: "EUR", storeKind: "shopify" } as const;
  await createWorkspace(ctx, { ...brand, isSample: true, ownerUserId });
}

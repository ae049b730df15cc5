import { signGoal } from "../src/features/campaigns/service.ts";
import { parseId } from "../src/kernel/ids.ts";
import type { TestApp, TestWorkspace } from "./app.ts";
import { must } from "./builders.ts";
import type { ReportWorld } from "./report-world.ts";

/** The days of a campaign and the last day of its goal. */
export interface CampaignDays {
  readonly starts_on: string;
  readonly ends_on: string;
  readonly deadline_on: string;
}

/** The first three days of the world's month. */
export const inMay: CampaignDays = { starts_on: "2026-05-01", ends_on: "2026-05-04", deadline_on: "2026-05-03" };

/** A campaign of Ana and Ben whose goal of 100 its owner has signed; launched. Gives its id. */
export async function launchCampaign(
  t: TestApp,
  w: TestWorkspace,
  { world, days: { deadline_on, ...days } }: { readonly world: ReportWorld; readonly days: CampaignDays },
): Promise<string> {
  const creator_ids = [world.ana.publicId, world.ben.publicId];
  const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days, creator_ids });
  const { data } = await must<{ data: { id: string }[] }>(w, "GET", "/v1/members");
  const member = await t.ctx.db.selectFrom("members").select("user_id").where("workspace_id", "=", w.id).executeTakeFirstOrThrow();
  const goal = { metric: "attributed_revenue", target: "100", deadline_on, stakeholder_ids: [data[0]!.id] };
  const { goal: set } = await must<{ goal: { digest: string } }>(w, "PUT", `/v1/campaigns/${id}/goal`, goal);
  await signGoal({ ...w.ctx, actor: { kind: "user", id: member.user_id } }, parseId("cmp", id)!, set.digest);
  await must(w, "POST", `/v1/campaigns/${id}/launch`);
  return id;
}

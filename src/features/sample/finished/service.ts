import { daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { createCampaign, launchCampaign, setGoal, setMarginRate, signGoal } from "../../campaigns/service.ts";
import { findMemberOf } from "../../members/service.ts";

/** What the sample's campaign is made of. */
export interface SampleCampaign {
  readonly ownerUserId: string;
  readonly programId: string;
  readonly creatorIds: readonly string[];
  readonly zone: string;
  /** When the story begins. */
  readonly beganAtMs: number;
}

/** What is left of the sample's revenue after goods and delivery: without it nobody could say what a creator may be paid. */
const marginRate = "0.55";

/** A campaign over the whole story that ended yesterday, its goal signed by the owner as it began: its review is there to be read and closed. Gives its id. */
export async function makeSampleCampaign(ctx: WorkspaceContext, of: SampleCampaign): Promise<string> {
  const then: WorkspaceContext = { ...ctx, now: () => of.beganAtMs, actor: { kind: "user", id: of.ownerUserId } };
  await setMarginRate(then, marginRate);
  const endsOn = localDay(ctx.now(), of.zone);
  const { id: publicId } = await createCampaign(then, {
    name: "Autumn on the trail",
    starts_on: localDay(of.beganAtMs, of.zone),
    ends_on: endsOn,
    store_id: null,
    program_ids: [of.programId],
    creator_ids: of.creatorIds,
  });
  const id = parseId("cmp", publicId)!;
  const owner = (await findMemberOf(then, then.workspaceId, of.ownerUserId))!;
  const { goal } = await setGoal(then, id, {
    metric: "attributed_revenue",
    target: "5000",
    deadline_on: daysLater(endsOn, -1),
    stakeholder_ids: [owner.id],
  });
  await signGoal(then, id, goal!.digest);
  await launchCampaign(then, id);
  return id;
}

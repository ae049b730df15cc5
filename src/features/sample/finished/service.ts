import { DAY_MS, daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { createCampaign, launchCampaign, setGoal, setMarginRate, signGoal } from "../../campaigns/service.ts";
import { findMemberOf } from "../../members/service.ts";
import { campaignDays, sampleCampaigns, type SampleCampaign } from "../sample-story.ts";

/** What the sample's campaigns are made of. */
export interface CampaignsOf {
  readonly ownerUserId: string;
  readonly programId: string;
  /** In the order of the story's cast. */
  readonly creatorIds: readonly string[];
  readonly zone: string;
  /** When the story begins. */
  readonly beganAtMs: number;
}

/** What is left of the sample's revenue after goods and delivery: without it nobody could say what a creator may be paid. */
const marginRate = "0.55";

/** A campaign is set up so many days before its first. */
const daysBefore = 10;

async function makeCampaign(ctx: WorkspaceContext, of: CampaignsOf, { name, firstDay, cast, goalMinor }: SampleCampaign): Promise<string> {
  const startsAtMs = of.beganAtMs + firstDay * DAY_MS;
  const then: WorkspaceContext = { ...ctx, now: () => startsAtMs - daysBefore * DAY_MS, actor: { kind: "user", id: of.ownerUserId } };
  const endsOn = localDay(startsAtMs + campaignDays * DAY_MS, of.zone);
  const { id: publicId } = await createCampaign(then, {
    name,
    starts_on: localDay(startsAtMs, of.zone),
    ends_on: endsOn,
    store_id: null,
    program_ids: [of.programId],
    creator_ids: cast.map((place) => of.creatorIds[place]!),
  });
  const id = parseId("cmp", publicId)!;
  const owner = (await findMemberOf(then, then.workspaceId, of.ownerUserId))!;
  const { goal } = await setGoal(then, id, {
    metric: "attributed_revenue",
    target: String(goalMinor / 100n),
    deadline_on: daysLater(endsOn, -1),
    stakeholder_ids: [owner.id],
  });
  await signGoal(then, id, goal!.digest);
  await launchCampaign(then, id);
  return id;
}

/**
 * The campaigns of the story, each with a goal that the owner signed before it began: the last ended yesterday, and its review is there to be
 * read and closed.
 *
 * @returns their ids, the oldest first.
 */
export async function makeSampleCampaigns(ctx: WorkspaceContext, of: CampaignsOf): Promise<string[]> {
  await setMarginRate({ ...ctx, now: () => of.beganAtMs - daysBefore * DAY_MS, actor: { kind: "user", id: of.ownerUserId } }, marginRate);
  const ids: string[] = [];
  for (const campaign of sampleCampaigns) ids.push(await makeCampaign(ctx, of, campaign));
  return ids;
}

import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound, platformProblems } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { findMemberOf, listMembers } from "../../members/service.ts";
import { lockCampaign } from "../finding/service.ts";
import { campaignProblems } from "../problems.ts";
import { shortDecimal } from "../short-decimal.ts";
import type { Campaign, Goal } from "../tables.ts";
import { goalMetrics, metricDefinition, metricUnit, type GoalMetric } from "./goal-metric.ts";
import * as queries from "./queries.ts";

/** Every metric with its definition and unit, where it has them by itself. */
export const shownMetrics = goalMetrics.map((metric) => ({
  metric,
  definition: metricDefinition(metric) ?? null,
  unit: metricUnit(metric, "", "") || null,
}));

/** A goal to set. */
export interface NewGoal {
  readonly metric: GoalMetric;
  readonly definition?: string | undefined;
  readonly target: string;
  readonly unit?: string | undefined;
  readonly deadline_on: string;
  readonly stakeholder_ids: readonly string[];
}

async function namesOfMembers(ctx: WorkspaceContext): Promise<Map<string, string>> {
  return new Map((await listMembers(ctx)).data.map((member) => [member.id, member.name === "" ? member.email : member.name]));
}

/** The goal of each campaign as the API shows it, with who has signed it as it stands. */
export async function shownGoals(ctx: WorkspaceContext, campaignIds: readonly string[]) {
  const goals = campaignIds.length === 0 ? [] : await queries.goalsOf(ctx.db, ctx.workspaceId, campaignIds);
  if (goals.length === 0) return new Map<string, never>();
  const [signatures, names] = [await queries.signaturesOf(ctx.db, ctx.workspaceId, campaignIds), await namesOfMembers(ctx)];
  const shown = goals.map((goal) => {
    const valid = signatures.filter((each) => each.campaign_id === goal.campaign_id && each.digest.equals(goal.digest));
    const signedAt = new Map(valid.map((each) => [each.member_id, each.signed_at.toISOString()]));
    return {
      metric: goal.metric as GoalMetric,
      definition: goal.definition,
      target: shortDecimal(goal.target),
      unit: goal.unit,
      deadline_on: goal.deadline_on,
      digest: goal.digest.toString("hex"),
      stakeholders: goal.stakeholders.map((id) => ({
        member_id: formatId("mem", id),
        name: names.get(formatId("mem", id)) ?? "a former member",
        signed_at: signedAt.get(id) ?? null,
      })),
      set_at: goal.set_at.toISOString(),
    };
  });
  return new Map(goals.map((goal, index) => [goal.campaign_id, shown[index]!]));
}

async function requireMembers(within: WorkspaceContext, ids: readonly string[]): Promise<void> {
  const names = await namesOfMembers(within);
  const unknown = ids.map((id) => formatId("mem", id)).find((id) => !names.has(id));
  if (unknown !== undefined) throw notFound("member", unknown);
}

function refuseGoal(campaign: Campaign, goal: NewGoal): void {
  const faults = [
    ...(goal.metric === "other" && goal.definition === undefined
      ? [{ pointer: "/definition", detail: "definition: must say exactly what is counted, because the metric is other" }]
      : []),
    ...(goal.metric !== "other" && goal.definition !== undefined
      ? [{ pointer: "/definition", detail: `definition: ${goal.metric} has its own; leave it out, or choose the metric other` }]
      : []),
    ...(goal.deadline_on < campaign.starts_on
      ? [{ pointer: "/deadline_on", detail: `deadline_on: must not lie before the campaign's first day, ${campaign.starts_on}` }]
      : []),
  ];
  if (faults.length > 0) throw invalidInput(faults);
}

/** What is signed: the goal and the frame it is judged in, in one canonical text. */
const goalDigest = (
  campaign: Campaign,
  goal: Pick<Goal, "metric" | "definition" | "target" | "unit" | "deadline_on" | "stakeholders">,
): Buffer =>
  sha256(
    Buffer.from(
      canonicalJson({
        campaign: formatId("cmp", campaign.id),
        starts_on: campaign.starts_on,
        ends_on: campaign.ends_on,
        currency: campaign.currency,
        store: campaign.store_id,
        metric: goal.metric,
        definition: goal.definition,
        target: goal.target,
        unit: goal.unit,
        deadline_on: goal.deadline_on,
        stakeholders: [...goal.stakeholders].toSorted(),
      }),
    ),
  );

/** A target with the four decimals that the database keeps, so that a digest is the same before and after. */
const fullTarget = (text: string): string => {
  const [whole, fraction = ""] = text.split(".");
  return `${BigInt(whole!).toString()}.${fraction.padEnd(4, "0")}`;
};

/** Sets the one goal of a campaign. @throws Problem goal-locked after the launch */
export async function setGoal(ctx: WorkspaceContext, campaignId: string, goal: NewGoal): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const campaign = await lockCampaign(within, campaignId);
    if (campaign.launched_at !== null)
      throw new Problem(campaignProblems["goal-locked"], `It was locked at ${campaign.launched_at.toISOString()}, at the launch.`);
    const stakeholders = [...new Set(goal.stakeholder_ids)];
    await requireMembers(within, stakeholders);
    refuseGoal(campaign, goal);
    await keepGoal(within, campaign, {
      metric: goal.metric,
      definition: metricDefinition(goal.metric) ?? goal.definition!,
      target: fullTarget(goal.target),
      unit: metricUnit(goal.metric, campaign.currency, goal.unit),
      deadline_on: goal.deadline_on,
      stakeholders,
    });
  });
}

type GoalFields = Parameters<typeof goalDigest>[1];

async function keepGoal(within: WorkspaceContext, campaign: Campaign, fields: GoalFields): Promise<void> {
  const digest = goalDigest(campaign, fields);
  const own = { workspace_id: within.workspaceId, campaign_id: campaign.id };
  await queries.upsertGoal(within.db, { ...own, ...fields, digest, set_by: within.actor.id, set_at: nowAt(within) });
  const detail = { ...fields, digest: digest.toString("hex") };
  await recordAudit(within, { action: "goal.set", subjectKind: "campaign", subjectId: campaign.id, detail });
}

/** After a change of the days, which are part of what is signed, the goal has another digest: everybody signs again. */
export async function restateGoal(within: WorkspaceContext, campaign: Campaign): Promise<void> {
  const goal = await loadGoal(within, campaign.id);
  if (goal === undefined || goal.digest.equals(goalDigest(campaign, goal))) return;
  const { metric, definition, target, unit, deadline_on, stakeholders } = goal;
  await keepGoal(within, campaign, { metric, definition, target, unit, deadline_on, stakeholders });
}

/** The goal of a campaign; undefined: none is set. */
export const loadGoal = async (ctx: WorkspaceContext, campaignId: string): Promise<Goal | undefined> =>
  (await queries.goalsOf(ctx.db, ctx.workspaceId, [campaignId]))[0];

async function signingMember(within: WorkspaceContext): Promise<string | undefined> {
  if (within.actor.kind !== "user") return undefined;
  return (await findMemberOf(within, within.workspaceId, within.actor.id))?.id;
}

/** Signs the goal as the member who asks. Doing it again changes nothing. @throws Problem no-stakeholder, conflict */
export async function signGoal(ctx: WorkspaceContext, campaignId: string, digest: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    await lockCampaign(within, campaignId);
    const goal = await loadGoal(within, campaignId);
    if (goal === undefined) throw new Problem(campaignProblems["goal-missing"], "There is nothing to sign yet: set the goal first.");
    const memberId = await signingMember(within);
    if (memberId === undefined || !goal.stakeholders.includes(memberId))
      throw new Problem(campaignProblems["no-stakeholder"], "The goal names other members. Ask one of them, or name yourself in the goal.");
    if (goal.digest.toString("hex") !== digest)
      throw new Problem(platformProblems.conflict, "The goal was changed since you read it. Read it again, then sign.");
    const row = { workspace_id: within.workspaceId, campaign_id: campaignId, member_id: memberId, digest: goal.digest };
    const signed = await queries.insertSignature(within.db, { ...row, signed_at: nowAt(within) });
    if (signed === undefined) return;
    await recordAudit(within, {
      action: "goal.signed",
      subjectKind: "campaign",
      subjectId: campaignId,
      detail: { member: memberId, digest },
    });
  });
}

/** The digest of a goal that everybody named has signed as it stands. @throws Problem goal-missing, goal-unsigned */
export async function requireSigned(within: WorkspaceContext, campaignId: string): Promise<string> {
  const goal = (await shownGoals(within, [campaignId])).get(campaignId);
  if (goal === undefined) throw new Problem(campaignProblems["goal-missing"], "Set the goal before the launch.");
  const open = goal.stakeholders.filter((each) => each.signed_at === null).map((each) => each.name);
  if (open.length > 0) throw new Problem(campaignProblems["goal-unsigned"], `Not signed yet by ${open.join(", ")}.`);
  return goal.digest;
}

import { DAY_MS } from "../../kernel/civil.ts";
import { parseId, uuidV7 } from "../../kernel/ids.ts";
import { localDay } from "../../kernel/zone.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { enqueueJob } from "../../platform/jobs/jobs.ts";
import { writeOutbox } from "../../platform/outbox/outbox.ts";
import { sha256 } from "../../platform/crypto/secrets.ts";
import { createCode } from "../codes/service.ts";
import { matureJob } from "../commissions/service.ts";
import { createCreator } from "../creators/service.ts";
import { createDomain } from "../domains/service.ts";
import { createLink } from "../links/service.ts";
import { recordArrivals, type Arrival } from "../orders/service.ts";
import { enterChannelCost } from "../channel-costs/service.ts";
import { createProgram, enrollCreators, publishPayRule } from "../programs/service.ts";
import { recordTold } from "../tracking/service.ts";
import { createWorkspace } from "../workspaces/service.ts";
import { askCustomers } from "./asked/service.ts";
import { tellPosts } from "./posted/service.ts";
import { makeSampleCampaigns } from "./finished/service.ts";
import { measureSample } from "./measured/service.ts";
import { enterSampleCosts } from "./spent/service.ts";
import { sampleArrivals, tellStory } from "./told/service.ts";
import type { World } from "../market/service.ts";
import type { SamplePlaces } from "./placing/service.ts";
import { sampleCreators, storyDays, type SampleStory } from "./sample-story.ts";

export { placeSample, type SamplePlaces } from "./placing/service.ts";

/** An edge that starts at the same time may not have said yet how far it is: until then nothing matures. */
const secondLookMs = 5000;

/** Most of a sample's holds are over when it is told: they end as soon as its orders are decided, so that what is owed shows at once. */
export async function endHolds(ctx: Context): Promise<void> {
  await enqueueJob(ctx.db, matureJob, {});
  await enqueueJob(ctx.db, matureJob, {}, { runAt: new Date(ctx.now() + secondLookMs) });
}

/** The outbox topic of a sample that is told, with whose it is and its program; its row comes after those of its orders. */
export const loadedTopic = "sample.loaded";

const brand = { name: "Nordlicht Outdoor", slug: "sample", zone: "Europe/Berlin", currency: "EUR" } as const;
/** The program is set up a week before its story begins. */
const weekMs = 7 * DAY_MS;

/** A creator of the sample with what was made for them. */
interface Made {
  readonly creatorId: string;
  readonly linkId: string;
}

const uuid = (prefix: Parameters<typeof parseId>[0], id: string): string => parseId(prefix, id)!;

/** The same place in the story gives the same id, so that the story can be told in pieces. */
const storyUuid = (name: string, atMs: number): string => uuidV7(atMs, sha256(`sample ${name}`).subarray(0, 10));

const ten = { kind: "percent", rate: "0.1" } as const;

const rule = {
  level: "order",
  base: { discount: "after", tax: false, shipping: false, tip: false, gift_card_payment: true, gift_card_items: false },
  groups: [
    {
      id: "tents",
      name: "Tents",
      conditions: { skus: ["TENT-2"] },
      values: { new_customer: { kind: "percent", rate: "0.06" }, returning_customer: { kind: "percent", rate: "0.04" } },
    },
  ],
  otherwise: { new_customer: { kind: "percent", rate: "0.12" }, returning_customer: ten },
  recurrence: { kind: "all" },
  window_days: { link: 30, code: 30, visit: 30 },
  hold_days: 14,
  cap: { money: { amount: "50000", currency: "EUR" }, per: "month" },
  after_end: "earlier_touches_pay",
} as const;

async function makeProgram(ctx: WorkspaceContext, beganAt: string) {
  const program = await createProgram(ctx, { name: "Friends of the trail", kind: "influencer", store_id: null, currency: null });
  const programId = uuid("prg", program.id);
  await publishPayRule(ctx, programId, { document: rule, effective_at: beganAt });
  return programId;
}

async function makeCreators(
  ctx: WorkspaceContext,
  of: { programId: string; domainId: string; beganAt: string; shopUrl: string; world: World },
): Promise<Made[]> {
  const made: Made[] = [];
  for (const [at, each] of sampleCreators.entries()) {
    const followers = each.isCounted ? of.world.cast.creators[at]!.followers : null;
    const accounts = [{ platform: each.platform, handle: each.handle, followers, observed_on: of.beganAt.slice(0, 10) }];
    const creator = await createCreator(ctx, {
      name: each.name,
      email: each.email,
      country: each.country,
      notes: "",
      source: "sample",
      external_id: each.key,
      metadata: {},
      accounts,
    });
    const creatorId = uuid("cre", creator.id);
    await enrollCreators(ctx, of.programId, { creator_ids: [creatorId], started_at: of.beganAt });
    const link = await createLink(ctx, {
      domain_id: of.domainId,
      key: each.key,
      destination: of.shopUrl,
      creator_id: creatorId,
      program_id: of.programId,
      utm_preset: "ga4_influencer",
      utm_precedence: "destination_incoming_link",
      fallback_url: null,
      expires_at: null,
    });
    await createCode(ctx, {
      code: each.code,
      creator_id: creatorId,
      program_id: of.programId,
      purpose: "public",
      policy: "always",
      valid_from: of.beganAt,
      valid_until: null,
    });
    made.push({ creatorId, linkId: uuid("lnk", link.id) });
  }
  return made;
}

function toldTracking(ctx: WorkspaceContext, story: SampleStory, of: { made: readonly Made[]; domainId: string; storeId: string }) {
  const edgeId = storyUuid("edge", 0);
  const shared = (atMs: number, visitor: number, visitorClass: string) => ({
    workspace_id: ctx.workspaceId,
    occurred_at: new Date(atMs),
    edge_id: edgeId,
    visitor_id: storyUuid(`visitor ${visitor}`, 0),
    visitor_class: visitorClass,
    class_reason: "sample",
    country: "DE",
    consent: "granted",
  });
  const clicks = story.touches.flatMap((touch, index) => {
    const made = touch.creator === null ? undefined : of.made[touch.creator];
    if (made === undefined) return [];
    const id = storyUuid(`click ${index}`, touch.atMs);
    return [
      {
        ...shared(touch.atMs, touch.visitor, touch.visitorClass),
        id,
        link_id: made.linkId,
        creator_id: made.creatorId,
        domain_id: of.domainId,
        outcome: "redirected",
      },
    ];
  });
  const visits = story.touches.flatMap((touch, index) =>
    touch.creator === null
      ? [
          {
            ...shared(touch.atMs, touch.visitor, touch.visitorClass),
            id: storyUuid(`visit ${index}`, touch.atMs),
            store_id: of.storeId,
            channel: touch.channel,
            channel_rules_version: 1,
            landing_path: "/",
          },
        ]
      : [],
  );
  return { clicks, visits };
}

async function recordStretches(
  ctx: WorkspaceContext,
  arrivals: { orders: readonly Arrival[]; adjustments: Parameters<typeof recordArrivals>[1]["adjustments"] },
): Promise<void> {
  await recordArrivals(ctx, { orders: arrivals.orders, adjustments: [] });
  await recordArrivals(ctx, { orders: [], adjustments: arrivals.adjustments });
}

/**
 * Fills an empty installation with a small made-up brand to look at: six creators, half a year of clicks and orders in three campaigns, and what it
 * measured. Orders come in by the same door as the API's; the worker attributes and pays them, tells what each campaign taught the next, and
 * tells of more creators and judges them. All of it is there, or, when the start is cut short, nothing.
 */
export const loadSample = (ctx: Context, ownerUserId: string, places: SamplePlaces): Promise<void> =>
  inTransaction(ctx, (within) => tellSample(within, ownerUserId, places));

async function tellSample(ctx: Context, ownerUserId: string, places: SamplePlaces): Promise<void> {
  const { workspaceId, storeId } = await createWorkspace(ctx, { ...brand, storeKind: "shopify", isSample: true, ownerUserId });
  const within = asSystem(ctx, workspaceId, "sample");
  const beganAtMs = ctx.now() - storyDays * DAY_MS;
  const beganAt = new Date(beganAtMs - weekMs).toISOString();
  const domain = await createDomain(within, {
    host: places.edgeHost,
    click_param: "vclid",
    fallback_url: null,
    consent_mode: "never_required",
    consent_countries: [],
  });
  const domainId = uuid("dom", domain.id);
  const programId = await makeProgram(within, beganAt);
  const { world, story } = tellStory(ctx.now());
  const made = await makeCreators(within, { programId, domainId, beganAt, shopUrl: places.shopUrl, world });
  const creatorIds = made.map(({ creatorId }) => creatorId);
  const { zone, currency } = brand;
  const campaignIds = await makeSampleCampaigns(within, { ownerUserId, programId, creatorIds, zone, beganAtMs });
  await enterSampleCosts(within, world, { programId, creatorIds, zone, currency, beganAtMs });
  await enterChannelCost(within, {
    channel: "paid",
    from_on: localDay(ctx.now() - 30 * DAY_MS, brand.zone),
    to_on: localDay(ctx.now() + DAY_MS, brand.zone),
    amount: { amount: "24000", currency: brand.currency },
    note: "Search and social ads of the last 30 days",
  });
  await recordTold(within, toldTracking(within, story, { made, domainId, storeId }));
  await recordStretches(
    within,
    sampleArrivals(story, { storeId, currency: brand.currency, visitorId: (visitor) => storyUuid(`visitor ${visitor}`, 0) }),
  );
  await askCustomers(within, story.orders, { storeId, creatorIds });
  await tellPosts(within, world, { creatorIds, campaignIds, endMs: within.now() });
  await measureSample(within, { ownerUserId, zone, beganAtMs, dials: world.dials });
  await writeOutbox(within, [{ topic: loadedTopic, key: workspaceId, payload: { ownerUserId, programId } }]);
}

import { DAY_MS } from "../../../kernel/civil.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { World } from "../../market/service.ts";
import { enterCost } from "../../programs/service.ts";
import { campaignAt, sampleCampaigns } from "../sample-story.ts";

/** Whose costs are entered where, and when the story begins. */
export interface SpentFor {
  readonly programId: string;
  /** In the order of the story's cast. */
  readonly creatorIds: readonly string[];
  readonly zone: string;
  readonly currency: string;
  readonly beganAtMs: number;
}

const notes: Readonly<Record<CostKind, string>> = {
  fee: "Fees for their posts",
  product: "A tent to keep",
  shipping: "The tent's way there",
  staff_time: "Briefs, approvals, answers",
  amplification: "Their posts shown as ads",
  tools: "Editing licence",
};

/** What a campaign cost for somebody; a creator's place in the cast, or null for nobody in particular. */
interface Spent {
  readonly kind: CostKind;
  readonly creator: number | null;
  readonly amountMinor: bigint;
}

/** What one campaign cost, creator by creator: the market's costs of its days, and for each who takes part goods and their way there. */
function spentIn(world: World, campaign: number): Spent[] {
  const of = (kind: World["costs"][number]["kind"], creator?: number): bigint =>
    world.costs
      .filter((cost) => cost.kind === kind && cost.creator === creator && campaignAt(world, cost.atMs) === campaign)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const { product, shipping } = world.dials.costs;
  const own = sampleCampaigns[campaign]!.cast.flatMap((creator): Spent[] => [
    { kind: "fee", creator, amountMinor: of("fee", creator) },
    { kind: "product", creator, amountMinor: BigInt(product) },
    { kind: "shipping", creator, amountMinor: BigInt(shipping) },
    { kind: "staff_time", creator, amountMinor: of("staff", creator) },
    { kind: "amplification", creator, amountMinor: of("amplification", creator) },
  ]);
  return [...own, { kind: "tools", creator: null, amountMinor: of("tools") }];
}

/** Enters all six costs of each campaign of the story on its first day. */
export async function enterSampleCosts(ctx: WorkspaceContext, world: World, of: SpentFor): Promise<void> {
  for (const [at, { firstDay }] of sampleCampaigns.entries()) {
    const incurred_on = localDay(of.beganAtMs + firstDay * DAY_MS, of.zone);
    for (const { kind, creator, amountMinor } of spentIn(world, at))
      await enterCost(ctx, of.programId, {
        ...{ kind, incurred_on, note: notes[kind] },
        amount: { amount: String(amountMinor), currency: of.currency },
        creator_id: creator === null ? null : of.creatorIds[creator]!,
      });
  }
}

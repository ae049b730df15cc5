import type { WorkspaceContext } from "../../../platform/context.ts";
import { creatorsByIds, mainAccountsOf } from "../../creators/service.ts";
import { programsByIds } from "../../programs/service.ts";
import { campaignReturn } from "../campaign/campaign-return.ts";
import type { CampaignFigures, TouchPart } from "../campaign/service.ts";
import { shownReturn } from "../campaign/shown-return.ts";
import { partsOf, rekeyed, retouched, type Part } from "./parts.ts";
import { tierOf, tiers } from "./tier.ts";

export type { Part } from "./parts.ts";

const ways = new Map([
  ["link", "Clicks on links"],
  ["code", "Codes"],
  ["other", "Visits without a link"],
]);

/** Of whose orders so many have nothing of them but the code. */
export interface CodeOnly {
  readonly creatorId: string;
  readonly orders: number;
  readonly codeOnly: number;
}

function codeOnlyOf(touches: readonly TouchPart[]): CodeOnly[] {
  const byCreator = new Map<string, Map<string, Set<string>>>();
  for (const { creatorId, orderId, way } of touches) {
    const orders = byCreator.get(creatorId) ?? new Map<string, Set<string>>();
    byCreator.set(creatorId, orders.set(orderId, (orders.get(orderId) ?? new Set<string>()).add(way)));
  }
  return [...byCreator].map(([creatorId, orders]) => ({
    creatorId,
    orders: orders.size,
    codeOnly: [...orders.values()].filter((all) => all.size === 1 && all.has("code")).length,
  }));
}

/** What share of what was paid with shares of the campaign went back. */
function refundedShare({ data }: CampaignFigures, beforeMs: number): number | null {
  let [total, kept] = [0, 0];
  for (const order of data.orders.filter((each) => each.atMs < beforeMs)) {
    const share = Number([...order.sharesPpb.values()].reduce((sum, each) => sum + each, 0n)) / 1e9;
    total += Number(order.totalMinor) * share;
    kept += Number(order.keptMinor) * share;
  }
  return total === 0 ? null : (total - kept) / total;
}

/** What drove a campaign, over orders placed before an instant: the whole, and its parts by creator, platform, tier, offer and way. */
export async function campaignDrivers(ctx: WorkspaceContext, figures: CampaignFigures, beforeMs: number) {
  const { measured, data, touches } = figures;
  const { creatorIds, campaign } = measured;
  const [creators, accounts] = [await creatorsByIds(ctx, creatorIds), await mainAccountsOf(ctx, creatorIds)];
  const offers = [...new Set(touches.flatMap((touch) => (touch.programId === null ? [] : [touch.programId])))];
  const programs = await programsByIds(ctx, offers);
  const whole = campaignReturn(data, { beforeMs, scope: undefined });
  const platformOf = (id: string): string => accounts.get(id)?.platform ?? "none";
  const tierKeyOf = (id: string): string => tierOf(accounts.get(id)?.followers ?? null) ?? "none";
  const keys = (keyOf: (id: string) => string): string[] => [...new Set(creatorIds.map(keyOf))].filter((key) => key !== "none");
  const tierNames = new Map<string, string>(tiers.map(({ key, name }) => [key, name]));
  const named = (all: readonly string[], nameOf: (key: string) => string | undefined) =>
    new Map(all.map((key) => [key, nameOf(key) ?? key]));
  const of = (kind: Part["kind"], told: typeof data, names: ReadonlyMap<string, string>): Part[] =>
    partsOf(told, { kind, names, beforeMs }, whole.revenueMinor);
  const byOffer = touches.flatMap(({ orderId, programId, sharePpb }) =>
    programId === null ? [] : [{ orderId, key: programId, sharePpb }],
  );
  const byWay = touches.map(({ orderId, way, sharePpb }) => ({ orderId, key: way, sharePpb }));
  return {
    currency: campaign.currency,
    whole: shownReturn(whole, campaign.currency),
    parts: [
      ...of(
        "creator",
        data,
        named(creatorIds, (id) => creators.get(id)?.name),
      ),
      ...of(
        "platform",
        rekeyed(data, platformOf),
        named(keys(platformOf), () => undefined),
      ),
      ...of(
        "tier",
        rekeyed(data, tierKeyOf),
        named(keys(tierKeyOf), (key) => tierNames.get(key)),
      ),
      ...of(
        "offer",
        retouched(data, byOffer),
        named(offers, (id) => programs.get(id)?.name),
      ),
      ...of("way", retouched(data, byWay), new Map([...ways].filter(([way]) => byWay.some(({ key }) => key === way)))),
    ],
    refunded: refundedShare(figures, beforeMs),
    codeOnly: codeOnlyOf(touches),
    missingRates: figures.conversion.used().missing,
  };
}

/** What drove a campaign. */
export type Drivers = Awaited<ReturnType<typeof campaignDrivers>>;

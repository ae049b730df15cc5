import { platformNames, type Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { creatorsByIds, mainAccountsOf } from "../../creators/service.ts";
import { ladderOf, sizeLabel, sizeOf } from "../../posts/service.ts";
import { programsByIds } from "../../programs/service.ts";
import { campaignReturn, sumOfPpb, type Measured, type Scope } from "../campaign/campaign-return.ts";
import type { OrderCell } from "../campaign/order-cell.ts";
import * as queries from "../campaign/queries.ts";
import type { CampaignFigures } from "../campaign/service.ts";
import { shownReturn } from "../campaign/shown-return.ts";
import { partsOf, rekeyed, type Part } from "./parts.ts";

export type { Part } from "./parts.ts";

const ways = new Map([
  ["link", "Clicks on links"],
  ["code", "Codes"],
  ["other", "Visits without a link"],
]);

/** What share of what was paid with shares of the campaign, in its currency and before a day, went back. */
function refundedShare({ data, measured }: CampaignFigures, beforeOn: string): number | null {
  const cells = (data.orders.get(undefined) ?? []).filter((cell) => cell.day < beforeOn && cell.currency === measured.campaign.currency);
  const [total, kept] = [sumOfPpb(cells, (cell) => cell.totalPpb), sumOfPpb(cells, (cell) => cell.keptPpb)];
  return total === 0n ? null : Number(total - kept) / Number(total);
}

/** Cells of one kind of part, by what stands after its name. */
const cellsNamed = (cells: readonly OrderCell[], kind: string): Measured["orders"] =>
  groupBy(
    cells.filter(({ scope }) => scope?.startsWith(`${kind}:`) === true),
    ({ scope }): Scope => scope!.slice(kind.length + 1),
  );

/** What drove a campaign, over orders placed before a day: the whole, and its parts by creator, platform, tier, offer and way. */
export async function campaignDrivers(ctx: WorkspaceContext, figures: CampaignFigures, beforeOn: string) {
  const { measured, data, reach, model } = figures;
  const { creatorIds, campaign } = measured;
  const [creators, accounts] = [await creatorsByIds(ctx, creatorIds), await mainAccountsOf(ctx, creatorIds)];
  const platformOf = (id: string): string => accounts.get(id)?.platform ?? "none";
  const ladder = await ladderOf(ctx);
  const tierKeyOf = (id: string): string => sizeOf(ladder, accounts.get(id)?.followers ?? null) ?? "none";
  const groups = creatorIds.flatMap((creatorId) => [
    { creatorId, key: `platform:${platformOf(creatorId)}` },
    { creatorId, key: `tier:${tierKeyOf(creatorId)}` },
  ]);
  const cells = creatorIds.length === 0 ? [] : await queries.partCells(ctx.db, reach, { model, groups });
  const told = (kind: string) => cellsNamed(cells, kind);
  const programs = await programsByIds(ctx, [...told("offer").keys()].map(String));
  const whole = campaignReturn(data, { beforeOn, scope: undefined });
  const keys = (keyOf: (id: string) => string): string[] => [...new Set(creatorIds.map(keyOf))].filter((key) => key !== "none");
  const named = (all: readonly string[], nameOf: (key: string) => string | undefined) =>
    new Map(all.map((key) => [key, nameOf(key) ?? key]));
  const of = (kind: Part["kind"], own: Measured, names: ReadonlyMap<string, string>): Part[] =>
    partsOf(own, { kind, names, beforeOn }, whole.revenueMinor);
  const touched = (kind: string): Measured => ({ ...data, orders: told(kind), commissions: new Map(), costs: [] });
  const namesOf = (kind: string, nameOf: (key: string) => string | undefined) => named([...told(kind).keys()].map(String), nameOf);
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
        rekeyed(data, told("platform"), platformOf),
        named(keys(platformOf), (key) => platformNames[key as Platform]),
      ),
      ...of(
        "tier",
        rekeyed(data, told("tier"), tierKeyOf),
        named(keys(tierKeyOf), (key) => sizeLabel(ladder, key)),
      ),
      ...of(
        "offer",
        touched("offer"),
        namesOf("offer", (id) => programs.get(id)?.name),
      ),
      ...of(
        "way",
        touched("way"),
        namesOf("way", (way) => ways.get(way)),
      ),
    ],
    refunded: refundedShare(figures, beforeOn),
    codeOnly: creatorIds.length === 0 ? [] : await queries.countCodeOnly(ctx.db, reach, model),
    missingRates: figures.conversion.used().missing,
  };
}

/** What drove a campaign. */
export type Drivers = Awaited<ReturnType<typeof campaignDrivers>>;

import type { ListRow } from "../../../web/api.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";

/** Channels side by side, as the API gives them. */
export type Channels = paths["/v1/attribution/channels"]["get"]["responses"][200]["content"]["application/json"];
export type ChannelRow = Channels["rows"][number];

/** What a channel cost, as somebody entered it. */
export type ChannelCost = ListRow<"/v1/channel-costs">;
export type CostedChannel = ChannelCost["channel"];

/** Channels whose costs can be entered, in words. */
export const channelNames: Readonly<Record<CostedChannel, string>> = {
  paid: "Paid advertising",
  organic_search: "Organic search",
  organic_social: "Organic social",
  email: "E-mail",
  referral: "Referrals",
  word_of_mouth: "Friends or family",
  offline: "TV, radio or print",
};

/**
 * The finding: what a new customer costs with creators, beside the dearest other channel of which that is known.
 * @returns a sentence without a full stop
 */
export function channelFinding({ rows }: Channels): string {
  const creators = rows.find(({ channel }) => channel === "creator");
  if (creators === undefined) return "No creator touched these orders";
  if (creators.cost_per_new_customer === null) return "What a new customer costs with creators is not known";
  const own = `A new customer costs ${moneyText(creators.cost_per_new_customer)} with creators`;
  const others = rows.filter(({ channel, cost_per_new_customer: cost }) => channel !== "creator" && cost !== null);
  const [dearest] = others.toSorted(
    (one, other) => Number(other.cost_per_new_customer!.amount) - Number(one.cost_per_new_customer!.amount),
  );
  if (dearest === undefined) return `${own}; what other channels cost is not entered`;
  return `${own}, ${moneyText(dearest.cost_per_new_customer!)} by ${dearest.name.toLowerCase()}`;
}

const names: Readonly<Record<string, string>> = {
  creator: "Creators, not known which",
  paid: "Paid advertising",
  organic_search: "Organic search",
  organic_social: "Organic social",
  email: "E-mail",
  referral: "Referrals",
  direct: "Direct visits",
  word_of_mouth: "Friends or family",
  offline: "TV, radio or print",
};

/**
 * A channel of touches in words.
 *
 * @param channel as touches keep it; one that rules may add later is shown as it is written.
 * @example
 * import { channelName } from "./channel-name.ts";
 * channelName("organic_search"); // => "Organic search"
 */
export const channelName = (channel: string): string => names[channel] ?? channel.replaceAll("_", " ");

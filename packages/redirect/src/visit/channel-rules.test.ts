import { describe, expect, it } from "vitest";
import { channelRules } from "./channel-rule-set.ts";
import { channelOf, hostMatches, type VisitOrigin } from "./channel-rules.ts";
import { marketingParameters } from "./marketing-parameters.ts";

const origin = (referrerHost: string | undefined, query = "", rest: Partial<VisitOrigin> = {}): VisitOrigin => ({
  referrerHost,
  parameters: marketingParameters(query),
  hasClick: false,
  ownHosts: [".shop.example"],
  ...rest,
});
const channel = (...given: Parameters<typeof origin>): string => channelOf(origin(...given), channelRules).channel;

describe("E27 a payment page as referrer", () => {
  it("takes no touch, whatever else the address carries", () => {
    for (const host of [
      "www.paypal.com",
      "checkout.stripe.com",
      "pay.klarna.com",
      "shop.app",
      "pay.shopify.com",
      "www.sandbox.paypal.com",
    ]) {
      expect(channel(host)).toBe("none");
      expect(channel(host, "utm_source=x&utm_medium=cpc&gclid=1", { hasClick: true })).toBe("none");
    }
  });

  it("is told from a page of the same company that sells nothing, and from one that only sounds alike", () => {
    expect(channel("stripe.com")).toBe("referral");
    expect(channel("notpaypal.com")).toBe("referral");
    expect(channel("paypal.com.evil.example")).toBe("referral");
    expect(channel("google.com")).toBe("organic_search");
    expect(channel("pay.google.com")).toBe("none");
  });
});

describe("the channel of a visit", () => {
  it("is creator with a click id of ours, also when a network's referrer or a UTM parameter is there", () => {
    expect(channel("l.instagram.com", "utm_medium=cpc&gclid=1", { hasClick: true })).toBe("creator");
  });

  it("is paid by an ad click id or a medium that says so, and not by fbclid", () => {
    expect(channel("www.google.com", "gclid=1")).toBe("paid");
    for (const medium of ["cpc", "PPC", "paid_social", "paidsearch", "display"])
      expect(channel(undefined, `utm_source=x&utm_medium=${medium}`)).toBe("paid");
    expect(channel("l.facebook.com", "fbclid=1")).toBe("organic_social");
    expect(channel(undefined, "fbclid=1")).toBe("direct");
  });

  it("is organic search from an engine's result page or by its medium", () => {
    for (const host of [
      "www.google.com",
      "google.co.uk",
      "www.google.de",
      "www.bing.com",
      "duckduckgo.com",
      "search.yahoo.com",
      "uk.search.yahoo.com",
      "yandex.ru",
    ])
      expect(channel(host)).toBe("organic_search");
    expect(channel(undefined, "utm_medium=organic&utm_source=x")).toBe("organic_search");
  });

  it("is not search from an engine's other pages or a host that begins alike", () => {
    for (const host of ["accounts.google.com", "google.evil.example", "google.com.evil.example", "notgoogle.com"])
      expect(channel(host)).toBe("referral");
  });

  it("is organic social from a network, its short addresses and apps, by source or by medium", () => {
    for (const host of [
      "l.instagram.com",
      "lm.facebook.com",
      "www.tiktok.com",
      "t.co",
      "www.youtube.com",
      "youtu.be",
      "out.reddit.com",
      "de.pinterest.com",
      "www.pinterest.co.uk",
      "com.instagram.android",
    ])
      expect(channel(host)).toBe("organic_social");
    expect(channel(undefined, "utm_source=instagram")).toBe("organic_social");
    expect(channel(undefined, "utm_source=x1&utm_medium=social")).toBe("organic_social");
  });

  it("is e-mail by medium, by source, or from a mail page", () => {
    expect(channel(undefined, "utm_medium=email&utm_source=spring")).toBe("email");
    expect(channel(undefined, "utm_source=klaviyo")).toBe("email");
    expect(channel("mail.google.com")).toBe("email");
    expect(channel("outlook.live.com")).toBe("email");
  });

  it("is referral from any other site, from an affiliate medium without our click id, and from a source that no rule knows", () => {
    expect(channel("blog.example")).toBe("referral");
    expect(channel("l.instagram.com", "utm_source=instagram&utm_medium=influencer")).toBe("referral");
    expect(channel(undefined, "utm_source=gazette")).toBe("referral");
  });

  it("is direct without referrer, or with the shop's own", () => {
    expect(channel(undefined)).toBe("direct");
    expect(channel("")).toBe("direct");
    expect(channel("www.shop.example")).toBe("direct");
    expect(channel("SHOP.example")).toBe("direct");
  });

  it("comes with the rule that named it and the version of the rules", () => {
    expect(channelOf(origin("blog.example"), channelRules)).toEqual({ channel: "referral", rule: "otherwise", version: 1 });
    expect(channelOf(origin("t.co"), { version: 7, rules: [] })).toEqual({ channel: "referral", rule: "otherwise", version: 7 });
    expect(channelOf(origin(undefined, "gclid=1"), channelRules).rule).toBe("ad_click");
  });
});

describe("a host pattern", () => {
  it("names itself and its www, with a dot in front everything below, with a star in the end one or two labels", () => {
    expect(hostMatches("shop.example", "shop.example")).toBe(true);
    expect(hostMatches("www.shop.example", "shop.example")).toBe(true);
    expect(hostMatches("a.shop.example", "shop.example")).toBe(false);
    expect(hostMatches("a.b.shop.example", ".shop.example")).toBe(true);
    expect(hostMatches("ashop.example", ".shop.example")).toBe(false);
    expect(hostMatches("google.com.br", "google.*")).toBe(true);
    expect(hostMatches("google.", "google.*")).toBe(false);
    expect(hostMatches("google.example", "google.*")).toBe(false);
    expect(hostMatches("google.com.evil", "google.*")).toBe(false);
  });
});

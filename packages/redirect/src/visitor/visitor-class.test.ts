import { readFileSync } from "node:fs";
import { isbot } from "isbot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { previewFetchers } from "./preview-fetchers.ts";
import { isByHand, maxUserAgentLength, userAgentVerdict, visitorVerdict, type VisitorClass } from "./visitor-class.ts";

const agents = (file: string): string[] =>
  Object.values(
    parse(readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), "utf8"), { logLevel: "silent" }) as Record<string, unknown[]>,
  )
    .flat()
    .map(String);
const browsers = agents("user-agents-browsers.yml");
const crawlers = agents("user-agents-crawlers.yml");
const classOf = (agent: string | undefined): VisitorClass => userAgentVerdict(agent, isbot).class;
const firefox = userAgentVerdict("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", isbot);

describe("E29 user agents seen in the wild", () => {
  it("are taken for people in every one of the 555 browsers", () => {
    expect(browsers.length).toBe(555);
    expect(browsers.filter((agent) => classOf(agent) !== "human")).toEqual([]);
  });

  it("are recognised in at least 99 of 100 of the 626 crawlers", () => {
    expect(crawlers.length).toBe(626);
    const missed = crawlers.filter((agent) => !["declared_bot", "preview"].includes(classOf(agent)));
    expect(missed.length / crawlers.length).toBeLessThanOrEqual(0.01);
  });

  it("are people in the in-app browsers of the networks where creators post", () => {
    const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    const android =
      "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0.6045.66 Mobile Safari/537.36";
    const apps = [
      `${iphone} Instagram 302.0.0.23.113 (iPhone14,5; iOS 17_0; en_US; scale=3.00; 1170x2532)`,
      `${iphone} [FBAN/FBIOS;FBAV/438.0.0.30.112;FBDV/iPhone14,5;FBLC/en_US]`,
      `${iphone} Snapchat/12.58.0.39 (like Safari/604.1)`,
      `${iphone} LinkedInApp/9.29.1`,
      `${iphone} Safari/604.1 [Pinterest/iOS]`,
      `${iphone} Twitter for iPhone/10.12`,
      `${android} musical_ly_2023107030 JsSdk/1.0 AppName/musical_ly BytedanceWebview/d8a21c6`,
      `${android} WhatsApp/2.23`,
      `${android} Telegram-Android/11.3.4 (Google Pixel 8; Android 14)`,
      `${android};KAKAOTALK 2410430`,
      "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36",
    ];
    expect(apps.filter((agent) => classOf(agent) !== "human")).toEqual([]);
  });
});

describe("E29 a preview fetcher", () => {
  it("is told from other robots, by name", () => {
    const fetched = {
      "WhatsApp/2.23.20.0 A": "preview_whatsapp",
      "TelegramBot (like TwitterBot)": "preview_telegram",
      "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)": "preview_slack",
      "Slackbot 1.0 (+https://api.slack.com/robots)": "preview_slack",
      "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)": "preview_discord",
      "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)": "preview_facebook",
      "facebookexternalhit/1.1;kakaotalk-scrap/1.0;": "preview_kakaotalk",
      "Twitterbot/1.0": "preview_twitter",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0":
        "preview_imessage",
    };
    for (const [agent, reason] of Object.entries(fetched)) expect(userAgentVerdict(agent, isbot)).toEqual({ class: "preview", reason });
  });

  it("is listed in lower case, with a source that can be read", () => {
    for (const { token, source } of previewFetchers) {
      expect(token).toBe(token.toLowerCase());
      expect(source).toMatch(/^https:\/\//);
    }
  });
});

describe("E29 the class of a request", () => {
  const verdict = (method: string, purpose: string | undefined, hosting: boolean, agent = firefox): string => {
    const given = visitorVerdict(method, purpose, agent, hosting);
    return `${given.class} ${given.reason}`;
  };

  it("is human for a browser from a network that people use", () => {
    expect(verdict("GET", undefined, false)).toBe("human browser_user_agent");
  });

  it("is head for HEAD, whoever asks", () => {
    expect(verdict("HEAD", "prefetch", true)).toBe("head head_request");
  });

  it("is prefetch or preview when a purpose header says so", () => {
    for (const purpose of ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", "Prefetch", "prerender"])
      expect(verdict("GET", purpose, false)).toBe("prefetch prefetch_header");
    expect(verdict("GET", "preview", true)).toBe("preview preview_header");
    expect(verdict("GET", "navigate", false)).toBe("human browser_user_agent");
    expect(verdict("GET", "", false)).toBe("human browser_user_agent");
  });

  it("is hosting for a browser from a hosting network, and for no user agent from there", () => {
    expect(verdict("GET", undefined, true)).toBe("hosting hosting_network");
    expect(verdict("GET", undefined, true, userAgentVerdict("", isbot))).toBe("hosting hosting_network");
  });

  it("stays what a robot declares, from any network", () => {
    expect(verdict("GET", undefined, true, userAgentVerdict("Googlebot/2.1", isbot))).toBe("declared_bot declared_user_agent");
    expect(verdict("GET", undefined, true, userAgentVerdict("Twitterbot/1.0", isbot))).toBe("preview preview_twitter");
  });

  it("is unknown without a user agent, or with one that no browser sends for its length", () => {
    expect(verdict("GET", undefined, false, userAgentVerdict(undefined, isbot))).toBe("unknown no_user_agent");
    expect(verdict("GET", undefined, false, userAgentVerdict("", isbot))).toBe("unknown no_user_agent");
    const never = (): boolean => {
      throw new Error("looked at a long user agent");
    };
    expect(verdict("GET", undefined, false, userAgentVerdict("a".repeat(maxUserAgentLength + 1), never))).toBe("unknown long_user_agent");
  });
});

describe("a touch by itself", () => {
  it("can be what a person made or what nothing is known of, and nothing else", () => {
    const all: VisitorClass[] = ["human", "declared_bot", "prefetch", "preview", "head", "hosting", "unknown"];
    expect(all.filter(isByHand)).toEqual(["human", "unknown"]);
  });
});

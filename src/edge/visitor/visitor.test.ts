import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseShortUuid, shortUuid, uuidTimeMs } from "../../kernel/ids.ts";
import { dayOf, saltOf } from "./address-salts.ts";
import { idBytes, idText, makeId, openIdSource } from "./click-id.ts";
import { consentOf, mayStore } from "./consent.ts";
import { consentAnswer, cookieValue } from "./cookies.ts";
import { deviceOf } from "./device.ts";
import { referrerHost } from "./referrer-host.ts";

describe("ids", () => {
  it("are uuids of version 7 with their millisecond, no two alike, in the kernel's short form", () => {
    const source = openIdSource();
    const seen = new Set<string>();
    for (let index = 0; index < 5000; index++) {
      makeId(source, 1_700_000_000_000 + index);
      const uuid = parseShortUuid(idText(source))!;
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(uuidTimeMs(uuid)).toBe(1_700_000_000_000 + index);
      expect(shortUuid(uuid)).toBe(idText(source));
      seen.add(uuid);
    }
    expect(seen.size).toBe(5000);
  });

  it("that come from outside are taken only when they could be ours", () => {
    const source = openIdSource();
    makeId(source, 1_700_000_000_000);
    expect(idBytes(idText(source))).toEqual(source.bytes);
    for (const text of [undefined, "", "x", "AAAAAAAAAAAAAAAAAAAAAA", `${idText(source)}A`, `${idText(source).slice(0, 21)}B`]) {
      expect(idBytes(text)).toBeUndefined();
    }
  });
});

describe("consent", () => {
  const countries = new Set(["DE"]);
  const none = { answer: undefined, objects: false };

  it("is asked where the rule and the country ask, and where the country is unknown", () => {
    expect(consentOf({ mode: "never_required", countries }, "DE", none)).toBe("not_required");
    expect(consentOf({ mode: "always_required", countries }, "US", none)).toBe("required");
    expect(consentOf({ mode: "by_country", countries }, "DE", none)).toBe("required");
    expect(consentOf({ mode: "by_country", countries }, "US", none)).toBe("not_required");
    expect(consentOf({ mode: "by_country", countries }, undefined, none)).toBe("required");
  });

  it("follows the person's answer before the browser's signal, and both before the rule", () => {
    const rule = { mode: "never_required", countries } as const;
    expect(consentOf(rule, "US", { answer: undefined, objects: true })).toBe("denied");
    expect(consentOf(rule, "US", { answer: "granted", objects: true })).toBe("granted");
    expect(consentOf(rule, "US", { answer: "denied", objects: false })).toBe("denied");
  });

  it("lets something be stored only when given or not needed", () => {
    expect((["granted", "not_required", "required", "denied"] as const).map(mayStore)).toEqual([true, true, false, false]);
  });
});

describe("cookies", () => {
  it("are found by their whole name, wherever they stand", () => {
    const header = "xvouch_consent=granted; vouch_consent_old=granted; a=vouch_consent=granted; vouch_consent=denied; b=1";
    expect(cookieValue(header, "vouch_consent")).toBe("denied");
    expect(consentAnswer(header)).toBe("denied");
    expect(cookieValue("vouch_consent=", "vouch_consent")).toBe("");
    expect(consentAnswer("vouch_consent=maybe")).toBeUndefined();
    expect(cookieValue("a=1", "vouch_consent")).toBeUndefined();
  });
});

describe("the device", () => {
  it.each([
    [
      "ios instagram",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 385.0.0.29.93 (iPhone16,2; iOS 18_5)",
    ],
    [
      "android tiktok",
      "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 Chrome/127.0 Mobile Safari/537.36 musical_ly_2023501030 BytedanceWebview/d8a21c6",
    ],
    [
      "android facebook",
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/127.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/475.0.0;]",
    ],
    ["windows edge", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"],
    [
      "macos safari",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    ],
    ["linux firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],
    ["other other", "curl/8.0"],
  ])("is %s", (device, userAgent) => {
    expect(deviceOf(userAgent)).toBe(device);
  });

  it("is unknown without a user agent", () => {
    expect(deviceOf("")).toBeUndefined();
  });
});

describe("the referrer's host", () => {
  it.each([
    ["https://www.instagram.com/", "www.instagram.com"],
    ["https://l.facebook.com?u=1", "l.facebook.com"],
    ["http://User:Secret@Example.COM:8080/path?x#y", "example.com"],
    ["android-app://com.instagram.android/", "com.instagram.android"],
    ["https://[2001:db8::1]:443/", "[2001:db8::1]"],
    ["https://shop.example", "shop.example"],
    ["about:blank", undefined],
    ["https:///path", undefined],
    ["https://caf\u00e9.example/", undefined],
    [`https://${"a".repeat(254)}/`, undefined],
    ["", undefined],
  ])("of %s is %s", (referrer, host) => {
    expect(referrerHost(referrer)).toBe(host);
  });

  it("is what a URL parser says, for every web address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        expect(referrerHost(url)).toBe(new URL(url).hostname);
      }),
    );
  });
});

describe("salts", () => {
  it("are of a UTC day, and one is made up when the day's is not known", () => {
    expect([dayOf(86_399_999), dayOf(86_400_000)]).toEqual([0, 1]);
    const salts = new Map([[1, Buffer.from("one")]]);
    expect(saltOf(salts, 1)).toEqual(Buffer.from("one"));
    expect(saltOf(salts, 2)).toHaveLength(32);
    expect(saltOf(salts, 2)).toBe(saltOf(salts, 2));
  });
});

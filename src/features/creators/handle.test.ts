import fc from "fast-check";
import { expect, test } from "vitest";
import { handleFault, parseHandle } from "./handle.ts";
import { platforms, type Platform } from "../../kernel/social/platform.ts";

const normalised = (platform: Platform, text: string): string => {
  const parsed = parseHandle(platform, text);
  return parsed.ok ? parsed.normalised : parsed.problem;
};

test("a handle is compared without @, case and space", () => {
  for (const text of ["anna.s", "@Anna.S", "  @@ANNA.S ", "instagram.com/anna.s", "https://www.instagram.com/Anna.S/?hl=en#x"])
    expect(normalised("instagram", text)).toBe("anna.s");
});

test.each([
  ["tiktok", "https://www.tiktok.com/@Anna/video/73", "anna"],
  ["tiktok", "m.tiktok.com/@anna?lang=de", "anna"],
  ["youtube", "https://www.youtube.com/@AnnaVlogs/videos", "annavlogs"],
  ["youtube", "https://youtube.com/c/AnnaVlogs", "c/annavlogs"],
  ["youtube", "youtube.com/channel/UCabcDEFghiJKLmnoPQRstuV", "channel/UCabcDEFghiJKLmnoPQRstuV"],
  ["youtube", "UCabcDEFghiJKLmnoPQRstuV", "channel/UCabcDEFghiJKLmnoPQRstuV"],
  ["x", "https://twitter.com/anna_s/status/1", "anna_s"],
  ["x", "x.com/Anna_S", "anna_s"],
  ["facebook", "https://www.facebook.com/profile.php?id=100012", "100012"],
  ["facebook", "facebook.com/people/Anna-S/10001/", "10001"],
  ["facebook", "https://de-de.facebook.com/anna.s", "anna.s"],
  ["facebook", "https://web.facebook.com/anna.s", "anna.s"],
  ["youtube", "https://www.youtube.com/@美香", "美香"],
  ["twitch", "twitch.tv/annaplays", "annaplays"],
  ["pinterest", "https://www.pinterest.de/anna_s/boards", "anna_s"],
  ["linkedin", "https://www.linkedin.com/in/anna-s/?x=1", "in/anna-s"],
  ["linkedin", "anna-s", "in/anna-s"],
  ["linkedin", "https://de.linkedin.com/company/Acme", "company/acme"],
  ["threads", "https://www.threads.net/@anna.s", "anna.s"],
  ["bluesky", "https://bsky.app/profile/anna.bsky.social", "anna.bsky.social"],
  ["bluesky", "@anna.bsky.social", "anna.bsky.social"],
  ["snapchat", "https://www.snapchat.com/add/annas", "annas"],
  ["blog", "https://www.anna.example/blog/?utm=1", "anna.example/blog"],
  ["blog", "Anna.example", "anna.example"],
  ["podcast", "Der  Tag mit Anna", "der tag mit anna"],
] as const)("on %s, %s means %s", (platform, text, expected) => {
  expect(normalised(platform, text)).toBe(expected);
});

test.each([
  ["instagram", "https://www.instagram.com/p/Cx1/", "no_account"],
  ["instagram", "https://www.tiktok.com/@anna", "other_platform"],
  ["tiktok", "https://www.tiktok.com/tag/food", "no_account"],
  ["youtube", "https://www.youtube.com/watch?v=abc", "no_account"],
  ["youtube", "ab", "unsupported_character"],
  ["x", "anna smith", "unsupported_character"],
  ["x", "https://x.com/home", "no_account"],
  ["instagram", "", "empty"],
  ["instagram", "@", "empty"],
  ["blog", "---", "unsupported_character"],
  ["instagram", "a".repeat(301), "too_long"],
  ["instagram", "javascript:alert(1)", "unsupported_character"],
  ["instagram", "an\u202Ena", "unsupported_character"],
] as const)("on %s, %s is refused as %s", (platform, text, problem) => {
  expect(parseHandle(platform, text)).toEqual({ ok: false, problem });
});

test("the page of an account leads back to the same account", () => {
  for (const [platform, text] of [
    ["youtube", "UCabcDEFghiJKLmnoPQRstuV"],
    ["youtube", "AnnaVlogs"],
    ["linkedin", "in/zoé-s"],
    ["facebook", "100012"],
    ["blog", "anna.example/über"],
    ["bluesky", "anna.bsky.social"],
  ] as const) {
    const parsed = parseHandle(platform, text);
    if (!parsed.ok) throw new Error(`${text} was refused`);
    expect(parseHandle(platform, parsed.url ?? "")).toMatchObject({ normalised: parsed.normalised });
  }
});

test("any text is either refused or read to the same account when read again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...platforms), fc.string({ unit: "grapheme", maxLength: 60 }), (platform, text) => {
      const parsed = parseHandle(platform, text);
      if (!parsed.ok) return;
      expect(parseHandle(platform, parsed.handle)).toMatchObject({ ok: true, normalised: parsed.normalised });
      expect(parsed.url ?? "https://").toMatch(/^https?:\/\//);
    }),
    { numRuns: 3000 },
  );
});

test("a fault names the platform and shows what was given", () => {
  expect(handleFault("other_platform", "instagram", "https://tiktok.com/@a")).toContain("another platform than instagram");
  expect(handleFault("unsupported_character", "x", "y".repeat(500)).length).toBeLessThan(120);
});

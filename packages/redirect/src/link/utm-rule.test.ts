import { describe, expect, it } from "vitest";
import { expandUtmRule, maxUtmTemplateLength, parseUtmRule, utmPresets } from "./utm-rule.ts";

const known = { creator: "ana", link: "spring", program: "vip", campaign: "spring-26", code: "ANA10", platform: "instagram" };
const expanded = (...given: Parameters<typeof expandUtmRule>): string =>
  expandUtmRule(...given)
    .map((pair) => pair.join("="))
    .join(" ");

describe("a UTM rule", () => {
  it("puts the link's facts in its placeholders", () => {
    expect(expanded({ utm_content: "{creator}.{link} on {platform}", utm_id: "fix" }, known)).toBe(
      "utm_content=ana.spring on instagram utm_id=fix",
    );
  });

  it("takes the first alternative that is known, and a last one that names no fact as it stands", () => {
    expect(expanded({ utm_source: "{platform|creator}" }, { creator: "ana" })).toBe("utm_source=ana");
    expect(expanded({ utm_source: "{platform|creator|blog}" }, {})).toBe("utm_source=blog");
    expect(expanded({ utm_source: "{platform|blog}" }, known)).toBe("utm_source=instagram");
  });

  it("leaves a parameter out whole when one of its facts is unknown", () => {
    expect(expanded({ utm_source: "x", utm_content: "{creator}.{link}", utm_term: "{code|program}" }, { creator: "ana", code: "" })).toBe(
      "utm_source=x",
    );
  });

  it("is written in one order, whatever order it was stored in", () => {
    expect(expanded({ utm_id: "5", utm_medium: "2", utm_source: "1" }, {})).toBe("utm_source=1 utm_medium=2 utm_id=5");
  });

  it("does not look for placeholders inside a fact", () => {
    expect(expanded({ utm_source: "{creator}" }, { creator: "{code}", code: "X" })).toBe("utm_source={code}");
  });
});

describe("the presets", () => {
  it("for GA4 name the platform as source, influencer or affiliate as medium, the campaign, and creator and link as content", () => {
    expect(expanded(utmPresets.ga4_influencer, known)).toBe(
      "utm_source=instagram utm_medium=influencer utm_campaign=spring-26 utm_term=ANA10 utm_content=ana.spring",
    );
    expect(expanded(utmPresets.ga4_affiliate, known)).toContain("utm_medium=affiliate");
  });

  it("for Triple Whale put the creator in the campaign and the campaign in the term", () => {
    expect(expanded(utmPresets.triple_whale, known)).toBe(
      "utm_source=instagram utm_medium=influencer utm_campaign=ana utm_term=spring-26 utm_content=spring",
    );
  });

  it("still name a source where the platform is unknown, and can be stored", () => {
    for (const preset of Object.values(utmPresets)) {
      expect(expanded(preset, { creator: "ana" })).toContain("utm_source=ana");
      expect(parseUtmRule(preset)).toEqual({ ok: true, rule: preset });
    }
  });
});

describe("a UTM rule from outside", () => {
  it("is refused with every fault named", () => {
    const long = "a".repeat(maxUtmTemplateLength + 1);
    expect(
      parseUtmRule({
        utm_x: "1",
        utm_source: 1,
        utm_medium: long,
        utm_campaign: "a\nb",
        utm_term: "{x}",
        utm_content: "{creator",
        utm_id: "a}",
      }),
    ).toEqual({
      ok: false,
      problems: [
        { parameter: "utm_x", problem: "unknown_parameter" },
        { parameter: "utm_source", problem: "not_text" },
        { parameter: "utm_medium", problem: "too_long" },
        { parameter: "utm_campaign", problem: "control_character" },
        { parameter: "utm_term", problem: "unknown_placeholder" },
        { parameter: "utm_content", problem: "unknown_placeholder" },
        { parameter: "utm_id", problem: "unknown_placeholder" },
      ],
    });
    for (const json of [null, [], "utm_source", 1]) expect(parseUtmRule(json).ok).toBe(false);
  });

  it("loses parameters that are empty", () => {
    expect(parseUtmRule({ utm_source: "", utm_medium: "x" })).toEqual({ ok: true, rule: { utm_medium: "x" } });
  });
});

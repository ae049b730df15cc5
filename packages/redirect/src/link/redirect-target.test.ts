import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTarget, maxIncomingQueryLength, targetUrl, type TargetLink } from "./redirect-target.ts";

const link = (destination: string, rest: Partial<TargetLink> = {}): TargetLink => ({
  destination,
  utm: [],
  utmPrecedence: "destination_incoming_link",
  clickParam: "vclid",
  ...rest,
});
const sent = (given: TargetLink, query = "", clickId = "C"): string => targetUrl(compileTarget(given), query, clickId);
const template = [
  ["utm_source", "link"],
  ["utm_medium", "influencer"],
] as const;

describe("E30 the URL that a click is sent to", () => {
  it("is the destination with the click id before its fragment", () => {
    expect(sent(link("https://shop.example/"))).toBe("https://shop.example/?vclid=C");
    expect(sent(link("https://shop.example/p#top"))).toBe("https://shop.example/p?vclid=C#top");
    expect(sent(link("https://shop.example/p?a=1#/route?b=2"))).toBe("https://shop.example/p?a=1&vclid=C#/route?b=2");
    expect(sent(link("https://shop.example/p", { clickParam: "cid" }))).toBe("https://shop.example/p?cid=C");
    expect(sent(link("brandapp://product/1?x=1"))).toBe("brandapp://product/1?x=1&vclid=C");
  });

  it("keeps the destination's query byte for byte: %2B, empty values, repeated names, odd separators", () => {
    for (const query of ["a=%2B&b=&c", "a=1&a=2&a=3", "q=%C3%BC+%26", "a=1&&b", "=x", "a=%zz", "x;y=1"])
      expect(sent(link(`https://shop.example/p?${query}#f`))).toBe(`https://shop.example/p?${query}&vclid=C#f`);
  });

  it("doubles no separator that the destination ends with", () => {
    expect(sent(link("https://shop.example/p?"))).toBe("https://shop.example/p?vclid=C");
    expect(sent(link("https://shop.example/p?a=1&"))).toBe("https://shop.example/p?a=1&vclid=C");
  });

  it("is the destination and its UTM parameters alone for an answer without click id", () => {
    expect(sent(link("https://shop.example/p?a=1#f"), "", "")).toBe("https://shop.example/p?a=1#f");
    expect(sent(link("https://shop.example/p?"), "", "")).toBe("https://shop.example/p?");
    expect(sent(link("https://shop.example/p#f", { utm: template }), "", "")).toBe(
      "https://shop.example/p?utm_source=link&utm_medium=influencer#f",
    );
    expect(sent(link("https://shop.example/p#f", { utm: template }), "utm_source=in", "")).toBe(
      "https://shop.example/p?utm_source=in&utm_medium=influencer#f",
    );
  });

  it("adds the link's UTM parameters, encoded", () => {
    expect(sent(link("https://shop.example/", { utm: [["utm_campaign", "été & more#1"]] }))).toBe(
      "https://shop.example/?utm_campaign=%C3%A9t%C3%A9%20%26%20more%231&vclid=C",
    );
  });
});

describe("E30 the precedence of UTM parameters", () => {
  const given = (utmPrecedence: TargetLink["utmPrecedence"]): string =>
    sent(link("https://shop.example/?utm_source=own", { utm: template, utmPrecedence }), "utm_source=in&utm_medium=in&utm_term=in");

  it("is destination, incoming, link by default", () => {
    expect(given("destination_incoming_link")).toBe("https://shop.example/?utm_source=own&utm_medium=in&utm_term=in&vclid=C");
  });

  it("is destination, link, incoming where the link says so", () => {
    expect(given("destination_link_incoming")).toBe("https://shop.example/?utm_source=own&utm_medium=influencer&utm_term=in&vclid=C");
  });

  it("lets nothing through where the link says so", () => {
    expect(given("destination_link")).toBe("https://shop.example/?utm_source=own&utm_medium=influencer&vclid=C");
  });

  it("counts a destination's own parameter that is empty, escaped or in capitals", () => {
    for (const own of ["utm_source=", "utm_source", "utm%5Fsource=x", "UTM_SOURCE=x"])
      expect(sent(link(`https://shop.example/?${own}`, { utm: [["utm_source", "link"]] }), "utm_source=in")).toBe(
        `https://shop.example/?${own}&vclid=C`,
      );
  });

  it("passes an incoming value on as its bytes came, the first of a name that is not empty", () => {
    expect(sent(link("https://shop.example/", { utm: template }), "utm_source=&utm_source=a%2Bb+c|d&utm_source=z")).toBe(
      "https://shop.example/?utm_source=a%2Bb+c|d&utm_medium=influencer&vclid=C",
    );
  });

  it("lets a click parameter named like a UTM parameter carry the click id only", () => {
    expect(sent(link("https://shop.example/", { clickParam: "utm_id", utm: [["utm_id", "x"]] }), "utm_id=in")).toBe(
      "https://shop.example/?utm_id=C",
    );
  });
});

describe("E30 an incoming parameter", () => {
  it("passes only when it is a UTM parameter of printable ASCII", () => {
    const query =
      "url=https://evil.example&vclid=X&gclid=1&UTM_SOURCE=x&utm_x=1&utm_source=a\u00ffb&utm_medium=a#b&utm_campaign=a b&utm_term=ok";
    expect(sent(link("https://shop.example/"), query)).toBe("https://shop.example/?utm_term=ok&vclid=C");
  });

  it("is not looked at in a query of more than 2,000 characters", () => {
    expect(sent(link("https://shop.example/"), `utm_source=${"a".repeat(maxIncomingQueryLength)}`)).toBe("https://shop.example/?vclid=C");
  });

  it("can never replace the destination, whatever it says", () => {
    const precedence = fc.constantFrom("destination_incoming_link", "destination_link_incoming", "destination_link");
    const incoming = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.tuple(fc.constantFrom("utm_source", "utm_id", "url", "vclid"), fc.string()), { maxLength: 5 })
        .map((pairs) => pairs.map((pair) => pair.join("=")).join("&")),
    );
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), precedence, incoming, (text, utmPrecedence, query) => {
        const destination = new URL(text).href;
        const url = sent(link(destination, { utmPrecedence, utm: template }), query);
        const [before = "", fragment] = destination.split("#", 2);
        expect(url.startsWith(before.includes("?") ? before : `${before}?`)).toBe(true);
        expect(url.split("#", 2)[1]).toBe(fragment);
        expect(new URL(url).origin).toBe(new URL(destination).origin);
        expect(new URL(url).searchParams.getAll("vclid").at(-1)).toBe("C");
        expect(url).toMatch(/^[\x21-\x7e]*$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

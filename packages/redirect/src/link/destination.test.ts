import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxDestinationLength, parseDestination, type DestinationRules } from "./destination.ts";

const rules: DestinationRules = { ownHosts: ["go.example", "127.0.0.1:3001"], appSchemes: ["brandapp", "javascript"] };
const stored = (text: string, given = rules): string => {
  const result = parseDestination(text, given);
  return result.ok ? result.url : `refused: ${result.problem}`;
};

type UrlCase = { readonly input: string; readonly base: string | null; readonly failure?: boolean; readonly href?: string };
const cases = (JSON.parse(readFileSync(new URL("../../fixtures/url-cases.json", import.meta.url), "utf8")) as (UrlCase | string)[]).filter(
  (entry): entry is UrlCase => typeof entry === "object",
);

describe("E30 and E31 a destination over the URL cases of web-platform-tests", () => {
  it("has hundreds of cases to be judged by", () => {
    expect(cases.length).toBeGreaterThan(800);
  });

  it("is stored as it re-parses, or refused", () => {
    const taken = cases.map(({ input }) => parseDestination(input, { ownHosts: [] })).filter((result) => result.ok);
    for (const { url } of taken) {
      expect(new URL(url).href).toBe(url);
      expect(parseDestination(url, { ownHosts: [] })).toEqual({ ok: true, url });
      expect(url).toMatch(/^https?:\/\/[^@/]+\/[\x21-\x7e]*$/);
    }
    expect(taken.length).toBeGreaterThan(120);
  });

  it("is stored as the case says the URL is written, and refused where the case says that there is none", () => {
    for (const { input, href } of cases.filter((one) => one.base === null)) {
      const result = parseDestination(input, { ownHosts: [] });
      expect(result.ok ? result.url : href).toBe(href);
    }
  });
});

describe("E31 a destination", () => {
  it("is refused with a scheme that runs code, reads files or is no web address, in any disguise, even when opted in", () => {
    const disguises = [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      " javascript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "blob:https://a.example/1",
      "ftp://a.example/",
    ];
    for (const text of disguises) expect(stored(text)).toBe("refused: scheme_not_allowed");
    expect(stored("java\nscript:alert(1)")).toBe("refused: control_character");
    expect(stored("\u0001javascript:alert(1)")).toBe("refused: control_character");
  });

  it("may have an app's scheme where the workspace opted in to it", () => {
    expect(stored("brandapp://product/1?x=%2B")).toBe("brandapp://product/1?x=%2B");
    expect(stored("otherapp://product/1")).toBe("refused: scheme_not_allowed");
    expect(stored("brandapp://product/1", { ownHosts: [] })).toBe("refused: scheme_not_allowed");
  });

  it("is refused with credentials, control characters, half a surrogate pair, or without a host", () => {
    expect(stored("https://user:pass@shop.example/")).toBe("refused: credentials");
    expect(stored("https://shop.example@evil.example/")).toBe("refused: credentials");
    expect(stored("https://shop.example/a\tb")).toBe("refused: control_character");
    expect(stored("https://shop.example/\ud800")).toBe("refused: control_character");
    expect(stored("https://")).toBe("refused: not_a_url");
    expect(stored("shop.example/p")).toBe("refused: not_a_url");
    expect(stored("/p")).toBe("refused: not_a_url");
    expect(stored("")).toBe("refused: empty");
  });

  it("is refused when it leads to an own short domain, however that is written, so that no link loops", () => {
    for (const text of [
      "https://go.example/x",
      "http://GO.example:8443/",
      "https://go.example./x",
      "https://go%2Eexample/",
      "http://127.0.0.1:3001/",
      "http://127.1:3001/x",
    ])
      expect(stored(text)).toBe("refused: own_host");
    expect(stored("http://127.0.0.1:3002/")).toBe("http://127.0.0.1:3002/");
    expect(stored("https://www.go.example/")).toBe("https://www.go.example/");
  });

  it("is stored with its international host in punycode and what is beyond ASCII escaped", () => {
    expect(stored("https://MÜNCHEN.example/straße?q=größe&b=%C3%9F#ü")).toBe(
      "https://xn--mnchen-3ya.example/stra%C3%9Fe?q=gr%C3%B6%C3%9Fe&b=%C3%9F#%C3%BC",
    );
  });
});

describe("E30 a destination", () => {
  it("keeps the bytes of its query: escapes, empty values, repeated names, plus signs, and its fragment", () => {
    const url = "https://shop.example/p%20a?x=%2B&y=&z&z=1&z=2&q=a+b%26c&e=%e4%bd%a0#part?not=query";
    expect(stored(url)).toBe(url);
  });

  it("has at most 4,000 characters, counted as it is stored", () => {
    const start = "https://shop.example/?q=";
    const longest = start + "a".repeat(maxDestinationLength - start.length);
    expect(stored(longest)).toBe(longest);
    expect(stored(`${longest}a`)).toBe("refused: too_long");
    expect(stored(start + "ü".repeat(1_000))).toBe("refused: too_long");
  });

  it("is the same when it is parsed again, for any web address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const url = stored(text);
        expect(stored(url)).toBe(url);
      }),
    );
  });
});

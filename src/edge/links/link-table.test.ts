import { utmNames, utmPrecedences } from "@vouch/redirect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRule, ruleText } from "./link-rule.ts";
import { decodeLink, encodeLink, type LinkRecord } from "./link-record.ts";
import { findLink, openLinkTable, putLink, tableBytes, type LinkTable } from "./link-table.ts";

const link = (key: string, destination = `https://shop.example/${key}`): LinkRecord => ({
  id: Buffer.alloc(16, 1),
  creatorId: undefined,
  key,
  destination,
  fallbackUrl: undefined,
  rule: undefined,
  expiresAtMs: undefined,
  isDisabled: false,
});

const destinationOf = (table: LinkTable, domain: number, key: string): string | undefined => {
  const place = findLink(table, domain, key);
  return place && decodeLink(place.bytes, place.at).destination;
};

const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const orMissing = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });
const text = fc.string({ unit: "grapheme", maxLength: 60 });

describe("a link as bytes", () => {
  it("is read back as it was written", () => {
    const links = fc.record({
      id: uuid,
      creatorId: orMissing(uuid),
      key: text,
      destination: text,
      fallbackUrl: orMissing(text.filter((url) => url !== "")),
      rule: orMissing(fc.constant('[0,"blog"]')),
      expiresAtMs: orMissing(fc.integer({ min: 0, max: 4e12 })),
      isDisabled: fc.boolean(),
    });
    fc.assert(
      fc.property(links, (given) => {
        expect(decodeLink(Buffer.concat([Buffer.from("before"), encodeLink(given)]), 6)).toEqual(given);
      }),
    );
  });

  it("keeps its rule in a short text", () => {
    const values = fc.array(fc.string(), { maxLength: utmNames.length });
    fc.assert(
      fc.property(values, fc.constantFrom(...utmPrecedences), (texts, precedence) => {
        const utm = texts.flatMap((text, index) => (text === "" ? [] : [[utmNames[index]!, text] as const]));
        expect(parseRule(ruleText({ utm, precedence }))).toEqual({ utm, precedence });
      }),
    );
    expect(ruleText({ utm: [["utm_medium", "influencer"]], precedence: "destination_link" })).toBe('[2,"","influencer"]');
    expect(ruleText({ utm: [], precedence: "destination_incoming_link" })).toBeUndefined();
  });

  it("refuses a text longer than its 16 bits of length can say", () => {
    expect(() => encodeLink(link("a", "x".repeat(65_536)))).toThrow(RangeError);
  });
});

describe("the table of links", () => {
  it("answers like a Map, whatever is put in and replaced", () => {
    const entries = fc.array(fc.tuple(fc.nat(2), fc.constantFrom("anna", "ben", "café", "東京", "a/b", "x".repeat(100)), fc.webUrl()), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(entries, (puts) => {
        // Chunks of 1 kB are reclaimed all the time.
        const table = openLinkTable(1, 1024);
        const map = new Map<string, string>();
        for (const [domain, key, url] of puts) {
          const destination = url.slice(0, 300);
          putLink(table, domain, encodeLink(link(key, destination)));
          map.set(`${domain} ${key}`, destination);
        }
        expect(table.links).toBe(map.size);
        for (const [name, destination] of map) {
          const [domain = "", key = ""] = name.split(" ");
          expect(destinationOf(table, Number(domain), key)).toBe(destination);
        }
        expect(findLink(table, 3, "anna")).toBeUndefined();
        expect(findLink(table, 0, "nobody")).toBeUndefined();
      }),
    );
  });

  it("keeps domains apart", () => {
    const table = openLinkTable();
    putLink(table, 1, encodeLink(link("anna", "https://one.example/")));
    putLink(table, 2, encodeLink(link("anna", "https://two.example/")));
    expect([destinationOf(table, 1, "anna"), destinationOf(table, 2, "anna")]).toEqual(["https://one.example/", "https://two.example/"]);
  });

  it("grows past the number of links it was opened for", () => {
    const table = openLinkTable(10);
    for (let index = 0; index < 20_000; index++) putLink(table, 0, encodeLink(link(`key-${index}`)));
    for (let index = 0; index < 20_000; index += 97)
      expect(destinationOf(table, 0, `key-${index}`)).toBe(`https://shop.example/key-${index}`);
    expect(table.links).toBe(20_000);
  });

  it("does not grow when the same links are edited again and again", () => {
    const table = openLinkTable(100, 64 * 1024);
    const edit = (round: number): void => {
      for (let index = 0; index < 1000; index++) putLink(table, 0, encodeLink(link(`key-${index}`, `https://shop.example/${round}`)));
    };
    edit(0);
    const before = tableBytes(table);
    for (let round = 1; round <= 50; round++) edit(round);
    expect(destinationOf(table, 0, "key-999")).toBe("https://shop.example/50");
    expect(tableBytes(table)).toBeLessThan(before * 3.5);
  });
});

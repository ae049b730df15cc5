import { describe, expect, it } from "vitest";
import { adClickParameters, knownParameters, marketingParameters, maxParameterLength, paidMarker } from "./marketing-parameters.ts";

describe("marketing parameters", () => {
  it("are the UTM parameters and ad click ids of a query, decoded", () => {
    expect(marketingParameters("a=1&utm_source=tik+tok&utm_campaign=%C3%A9t%C3%A9&gclid=Ab-1&page=2")).toEqual({
      utm_source: "tik tok",
      utm_campaign: "été",
      gclid: "Ab-1",
    });
  });

  it("are undefined when a query has none, so that nothing is stored", () => {
    for (const query of ["", "a=1", "utm_source=", "utm_source", "utm_other=1", "&&&", "=gclid", "GCLID=1", "x_gclid=1"])
      expect(marketingParameters(query)).toBeUndefined();
  });

  it("hold no other name, so that personal data in an address is not recorded", () => {
    expect(marketingParameters("email=a@b.example&token=1&fbclid=2&__proto__=x&constructor=y")).toEqual({ fbclid: "2" });
  });

  it("hold nothing that a database cannot store", () => {
    expect(marketingParameters("utm_source=a%00b&utm_term=%00&utm_term=x")).toEqual({ utm_source: "a\ufffdb", utm_term: "\ufffd" });
  });

  it("are taken from a decoded object in the same way", () => {
    const json = { utm_source: "a\u0000b", utm_id: `${"x".repeat(255)}\u{1F389}`, gclid: 5, email: "a@b.example", utm_term: "" };
    expect(knownParameters(json)).toEqual({ utm_source: "a\ufffdb", utm_id: "x".repeat(255) });
    expect(knownParameters({})).toBeUndefined();
  });

  it("hold the first value of a repeated name that is not empty, cut at 256 characters, and malformed escapes as they came", () => {
    expect(marketingParameters(`utm_term=&utm_term=a&utm_term=b&utm_id=${"x".repeat(1_000)}&utm_content=%zz+1`)).toEqual({
      utm_term: "a",
      utm_id: "x".repeat(maxParameterLength),
      utm_content: "%zz+1",
    });
  });
});

describe("the proof of an ad click", () => {
  it("is each ad-only parameter by itself", () => {
    for (const name of [
      "gclid",
      "gbraid",
      "wbraid",
      "gad_source",
      "gad_campaignid",
      "dclid",
      "twclid",
      "msclkid",
      "li_fat_id",
      "rdclid",
      "ttclid",
      "epik",
      "ScCid",
    ]) {
      expect(paidMarker(marketingParameters(`${name}=1`))).toBe(name);
    }
  });

  it("is not fbclid, which honest outbound clicks carry too, nor any UTM parameter", () => {
    expect(paidMarker(marketingParameters("fbclid=1&utm_medium=cpc"))).toBeUndefined();
    expect(paidMarker(undefined)).toBeUndefined();
  });

  it("uses only parameters that are recorded", () => {
    expect(adClickParameters.filter(({ name }) => !knownParameters({ [name]: "1" }))).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseAddress } from "@vouch/redirect";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { openGeo, type Place } from "./geo.ts";
import { hostingAsns } from "./hosting-asns.ts";

const packageFolder = (name: string): string =>
  path.dirname(createRequire(import.meta.url).resolve(`@ip-location-db/${name}/package.json`));
const geo = openGeo();
const place = (text: string): Place => geo.lookup(parseAddress(text)!);

describe("where an address is", () => {
  it("is known for access providers of both families", () => {
    const homes = {
      "194.25.0.60": "DE",
      "2003:e0::1": "DE",
      "80.58.61.250": "ES",
      "212.27.40.240": "FR",
      "2a01:cb00::1": "FR",
      "195.186.1.110": "CH",
      "194.72.9.38": "GB",
      "2a02:c7f::1": "GB",
      "195.67.27.18": "SE",
      "139.130.4.5": "AU",
      "168.126.63.1": "KR",
      "200.160.2.3": "BR",
      "2804:14c::1": "BR",
      "49.44.79.236": "IN",
      "2601:640::1": "US",
      "2001:569::1": "CA",
    };
    for (const [address, country] of Object.entries(homes)) expect(`${address} ${place(address).country}`).toBe(`${address} ${country}`);
  });

  it("is unknown for private, shared, local and reserved addresses, and so is their network", () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fe80::1", "fd00::1", "100.64.0.1", "240.0.0.1"])
      expect(place(address)).toEqual({ country: undefined, asn: undefined, hosting: undefined });
  });
});

describe("whose network an address is in", () => {
  it("is hosting for clouds and server hosters, in both families", () => {
    const machines = {
      "52.95.110.1": 16509,
      "2001:4860:4860::8888": 15169,
      "8.8.8.8": 15169,
      "2001:41d0:2:8::1": 16276,
      "2a01:4f8::1": 24940,
      "20.36.0.1": 8075,
    };
    for (const [address, asn] of Object.entries(machines)) expect(place(address)).toMatchObject({ asn, hosting: true });
  });

  it("is not hosting for access providers, relays that people browse through, and consumer VPNs", () => {
    for (const [address, asn] of Object.entries({ "194.25.0.60": 3320, "2601:640::1": 7922, "1.1.1.1": 13335 }))
      expect(place(address)).toMatchObject({ asn, hosting: false });
    for (const asn of [13335, 54113, 36183, 20940, 9009, 60068, 212238, 136787, 62240, 39351, 22616, 53813])
      expect(hostingAsns.has(asn)).toBe(false);
  });
});

describe("the list of hosting networks", () => {
  const names = new Map<number, string>();
  for (const file of ["asn-ipv4.csv", "asn-ipv6.csv"])
    for (const [, , asn, name] of parse(readFileSync(path.join(packageFolder("asn"), file))) as string[][])
      names.set(Number(asn), name ?? "");

  it("names at least a hundred, none twice", () => {
    expect(hostingAsns.size).toBeGreaterThan(100);
  });

  it("names the holder that the network database names", () => {
    const strangers = [...hostingAsns].filter(([asn, holder]) => !names.get(asn)?.startsWith(holder));
    expect(strangers).toEqual([]);
  });
});

describe("databases that an operator brings", () => {
  it("take the place of those that come as packages", () => {
    const countryFile = path.join(packageFolder("geo-whois-asn-country-mmdb"), "geo-whois-asn-country-ipv4.mmdb");
    const own = openGeo({ countryFile });
    expect(own.lookup(parseAddress("194.25.0.60")!)).toEqual({ country: "DE", asn: 3320, hosting: false });
    expect(own.lookup(parseAddress("2003:e0::1")!).country).toBeUndefined();
  });

  it("stop the start when they cannot be read", () => {
    expect(() => openGeo({ countryFile: "missing.mmdb" })).toThrow("missing.mmdb");
    expect(() => openGeo({ networkFile: "missing.mmdb" })).toThrow("missing.mmdb");
  });
});

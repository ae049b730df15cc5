import { parseAddress } from "@vouch/redirect";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { isGlobal } from "./global-address.ts";

const global = (text: string): boolean => isGlobal(parseAddress(text)!);

describe("an address that can have a place", () => {
  it("is one that no special use holds: what another library calls unicast, for any IPv4 address", () => {
    const near = fc.constantFrom(
      "0",
      "10",
      "100.64",
      "100.128",
      "127",
      "169.254",
      "172.15",
      "172.16",
      "172.31",
      "172.32",
      "192.0.0",
      "192.0.2",
      "192.88.99",
      "192.168",
      "198.17",
      "198.18",
      "198.19",
      "198.20",
      "198.51.100",
      "203.0.113",
      "223.255",
      "224",
      "239",
      "240",
      "255",
    );
    const addresses = fc.oneof(
      fc.ipV4(),
      fc.tuple(near, fc.ipV4()).map(([start, rest]) => [...start.split("."), ...rest.split(".")].slice(0, 4).join(".")),
    );
    // The other library knows two name-server and multicast services besides, which are somebody's.
    const somebodys = new Set(["unicast", "as112", "amt"]);
    fc.assert(
      fc.property(addresses, (text) => {
        expect(`${text} ${global(text)}`).toBe(`${text} ${somebodys.has(ipaddr.parse(text).range())}`);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is of IPv6 a global unicast one", () => {
    for (const text of ["2001:4860:4860::8888", "2a01:4f8::1", "3fff::1"]) expect(global(text)).toBe(true);
    for (const text of ["::", "::1", "64:ff9b::1", "100::1", "2001:db8::1", "4000::1", "fc00::1", "fe80::1", "ff02::1"])
      expect(global(text)).toBe(false);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAddress, type ClientAddress } from "@vouch/redirect";
import fc from "fast-check";
import { Reader, type CountryResponse } from "maxmind";
import { afterAll, describe, expect, it } from "vitest";
import { openMmdb } from "./mmdb-file.ts";

const folder = path.dirname(createRequire(import.meta.url).resolve("@ip-location-db/geo-whois-asn-country-mmdb/package.json"));
const address = (text: string): ClientAddress => parseAddress(text)!;
const codeIn = (record: unknown): unknown => (record as { country_code: string }).country_code;

describe("an address database", () => {
  const both = path.join(folder, "geo-whois-asn-country.mmdb");
  const v4Only = path.join(folder, "geo-whois-asn-country-ipv4.mmdb");

  it("says of any address what the package's own reader says", () => {
    const ours = openMmdb(both, codeIn);
    const theirs = new Reader<CountryResponse>(readFileSync(both));
    const v6 = fc
      .tuple(fc.integer({ min: 0x2000, max: 0x2fff }), fc.integer({ min: 0, max: 0xffff }))
      .map(([a, b]) => `${a.toString(16)}:${b.toString(16)}::`);
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), v6), (text) => {
        expect(ours(address(text))).toBe(codeIn(theirs.get(text) ?? {}));
      }),
      { numRuns: 5_000 },
    );
  });

  it("of IPv4 alone says the same of IPv4, and nothing of IPv6", () => {
    const ours = openMmdb(v4Only, codeIn);
    expect(ours(address("194.25.0.60"))).toBe("DE");
    expect(ours(address("2001:4860:4860::8888"))).toBeUndefined();
  });

  it("that is missing or no database stops the start", () => {
    expect(() => openMmdb("missing.mmdb", codeIn)).toThrow("missing.mmdb");
    expect(() => openMmdb(path.join(folder, "README.md"), codeIn)).toThrow(Error);
  });
});

describe("an address database of another record size", () => {
  const made = mkdtempSync(path.join(tmpdir(), "vouch-mmdb-"));
  afterAll(() => rmSync(made, { recursive: true }));

  for (const recordBits of [24, 28, 32] as const) {
    it(`is read with records of ${recordBits} bits, the network and its neighbours told apart`, () => {
      const file = path.join(made, `${recordBits}.mmdb`);
      writeFileSync(file, databaseOf(recordBits, "1100000000000000000000100", "DE"));
      const find = openMmdb(file, codeIn);
      expect(["192.0.2.0", "192.0.2.127", "192.0.2.128", "192.0.1.255", "10.0.0.1"].map((text) => find(address(text)))).toEqual([
        "DE",
        "DE",
        undefined,
        undefined,
        undefined,
      ]);
    });
  }
});

/** A database of IPv4 in which one network, given by its leading bits, has a country. */
function databaseOf(recordBits: 24 | 28 | 32, network: string, country: string): Buffer {
  const nodeCount = network.length;
  const nodes = Array.from(network, (bit, at) => {
    const next = at + 1 === nodeCount ? nodeCount + 16 : at + 1;
    return bit === "0" ? nodeOf(recordBits, next, nodeCount) : nodeOf(recordBits, nodeCount, next);
  });
  const metadata = mapOf([
    ["binary_format_major_version", uint(2)],
    ["binary_format_minor_version", uint(0)],
    ["build_epoch", uint(1)],
    ["database_type", string("test")],
    ["ip_version", uint(4)],
    ["node_count", uint(nodeCount)],
    ["record_size", uint(recordBits)],
  ]);
  const data = mapOf([["country_code", string(country)]]);
  return Buffer.concat([...nodes, Buffer.alloc(16), data, Buffer.from("\xab\xcd\xefMaxMind.com", "latin1"), metadata]);
}

function nodeOf(recordBits: number, left: number, right: number): Buffer {
  const bytes = Buffer.alloc(recordBits / 4);
  if (recordBits === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else {
    bytes.writeUIntBE(left & 0xffffff, 0, 3);
    bytes.writeUIntBE(right & 0xffffff, bytes.length - 3, 3);
  }
  return bytes;
}

const uint = (value: number): Buffer => Buffer.from([0xc2, value >>> 8, value & 255]);
const string = (text: string): Buffer => Buffer.concat([Buffer.from([0x40 | text.length]), Buffer.from(text, "latin1")]);
const mapOf = (entries: readonly (readonly [string, Buffer])[]): Buffer =>
  Buffer.concat([Buffer.from([0xe0 | entries.length]), ...entries.flatMap(([key, value]) => [string(key), value])]);

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAddress } from "@vouch/redirect";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openNetworkTable } from "./network-table.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vouch-networks-"));
afterAll(() => rmSync(folder, { recursive: true }));

function tableOf(v4: string, v6 = "2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,64500,A\n"): (text: string) => number | undefined {
  const files = { v4: path.join(folder, "v4.csv"), v6: path.join(folder, "v6.csv") };
  writeFileSync(files.v4, v4);
  writeFileSync(files.v6, v6);
  const find = openNetworkTable(files);
  return (text) => find(parseAddress(text)!);
}

describe("a table of networks", () => {
  it("finds a range from its first to its last address, and nothing between ranges", () => {
    const find = tableOf('16777216,16777471,13335,"Cloudflare, Inc."\n16778240,16779263,38803,Gtelecom\n');
    expect(["1.0.0.0", "1.0.0.255", "1.0.1.0", "1.0.4.0", "1.0.7.255", "1.0.8.0", "0.0.0.0", "255.255.255.255"].map(find)).toEqual([
      13335,
      13335,
      undefined,
      38803,
      38803,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("finds a range of IPv6 by its first 64 bits", () => {
    const find = tableOf(
      "1,2,3,x",
      "2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,64500,A\n2001:db8:1::,2001:db8:1:ffff:ffff:ffff:ffff:ffff,64501,B",
    );
    expect(["2001:db8::1", "2001:db8:0:ffff::", "2001:db8:1::", "2001:db8:2::", "2001:db7::", "::"].map(find)).toEqual([
      64500,
      64500,
      64501,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("finds what a walk over all ranges finds, for any ascending ranges", () => {
    const cuts = fc.uniqueArray(fc.nat(400), { minLength: 2, maxLength: 40 }).map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(cuts, (edges) => {
        const ranges = edges.flatMap((first, at) =>
          at % 2 === 0 && at + 1 < edges.length ? [{ first, last: edges[at + 1]!, asn: at + 1 }] : [],
        );
        const find = tableOf(ranges.map(({ first, last, asn }) => `${first},${last},${asn},n`).join("\n"));
        for (let low = 0; low <= 400; low += 7) {
          expect(find(`0.0.${low >> 8}.${low & 255}`)).toBe(ranges.find(({ first, last }) => first <= low && low <= last)?.asn);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is refused, with file and line, when a line is no range or does not follow the one before", () => {
    for (const second of ["x,2,3,n", "1,2,y,n", "1", "1,2", "0,9,7,n"])
      expect(() => tableOf(`1,2,3,n\n${second}\n`)).toThrow("v4.csv: line 2 ");
    expect(() => tableOf("1,2,3,n", "2001:db8::,2001:xyz::,1,n")).toThrow("v6.csv: line 1 ");
  });
});

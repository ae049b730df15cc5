import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  copyFieldsAt,
  countryAt,
  fieldsLengthAt,
  findClient,
  isHostingAt,
  keepClient,
  openClientTable,
  type ClientKey,
} from "./client-table.ts";

const keys: fc.Arbitrary<ClientKey> = fc.record({
  address: fc.record({ family: fc.constantFrom(4 as const, 6 as const), high: fc.nat(3), low: fc.nat(20) }),
  workspace: fc.nat(2),
  day: fc.nat(1),
});
const facts = fc.record({
  country: fc.option(fc.constantFrom("DE", "US", "ZW", "AA"), { nil: undefined }),
  isHosting: fc.option(fc.boolean(), { nil: undefined }),
  fields: fc.uint8Array({ maxLength: 43 }),
});
const name = ({ address, workspace, day }: ClientKey): string => `${address.family} ${address.high} ${address.low} ${workspace} ${day}`;

describe("the table of clients", () => {
  it("gives back what was kept last of a client, or nothing; never what is another one's", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, facts), { maxLength: 100 }), (kept) => {
        const table = openClientTable(16);
        const last = new Map<string, (typeof kept)[number][1]>();
        for (const [key, known] of kept) {
          if (findClient(table, key) === -1) {
            keepClient(table, key, known);
            last.set(name(key), known);
          }
          const row = findClient(table, key);
          const wanted = last.get(name(key))!;
          const copy = new Uint8Array(100);
          expect(copyFieldsAt(table, row, copy, 7)).toBe(7 + fieldsLengthAt(table, row));
          expect(Array.from(copy.subarray(7, 7 + fieldsLengthAt(table, row)))).toEqual(Array.from(wanted.fields));
          expect([countryAt(table, row), isHostingAt(table, row)]).toEqual([wanted.country, wanted.isHosting === true]);
        }
      }),
    );
  });

  it("keeps nearly all of as many clients as half of its rows", () => {
    const table = openClientTable(4096);
    const key = (low: number): ClientKey => ({
      address: { family: 4, high: 0, low: Math.imul(low, 2_654_435_761) >>> 0 },
      workspace: 1,
      day: 1,
    });
    const none = { country: undefined, isHosting: undefined, fields: new Uint8Array(0) };
    for (let low = 0; low < 2048; low++) keepClient(table, key(low), none);
    const found = Array.from({ length: 2048 }, (_, low) => findClient(table, key(low))).filter((row) => row !== -1);
    expect(found.length).toBeGreaterThan(1900);
  });
});

import { describe, expect, it } from "vitest";
import { licenceFaults } from "./check-licences.ts";
import { lockfileFaults } from "./check-lockfile.ts";
import type { LockedPackage } from "./source/lockfile.ts";

const zod: LockedPackage = {
  version: "4.6.7",
  resolved: "https://registry.npmjs.org/zod/-/zod-4.6.7.tgz",
  integrity: "sha512-x",
  license: "MIT",
};

const lock = (entries: Readonly<Record<string, LockedPackage>>) => new Map(Object.entries({ "": {}, ...entries }));

const rulesIn = (entries: Readonly<Record<string, LockedPackage>>): string[] => lockfileFaults(lock(entries)).map((one) => one.rule);

describe("the lockfile", () => {
  it("is fine when each package is pinned to an address and a checksum", () => {
    expect(rulesIn({ "node_modules/zod": zod, "node_modules/@vouch/stats": { link: true }, "packages/stats": {} })).toEqual([]);
  });

  it("names every package that another platform needs, wherever it is looked up", () => {
    const native = { ...zod, optionalDependencies: { "native-arm": "1.0.0" } };
    expect(rulesIn({ "node_modules/native": native })).toEqual(["complete for every platform"]);
    expect(rulesIn({ "node_modules/native": native, "node_modules/native-arm": zod })).toEqual([]);
    expect(rulesIn({ "node_modules/a/node_modules/native": native, "node_modules/a/node_modules/native-arm": zod })).toEqual([]);
    expect(rulesIn({ "node_modules/a/node_modules/native": native, "node_modules/b/node_modules/native-arm": zod })).toHaveLength(1);
  });

  it("keeps the registry's address and a checksum of each package", () => {
    expect(rulesIn({ "node_modules/zod": { version: "4.6.7" } })).toEqual(["addresses are kept", "contents are pinned"]);
    expect(rulesIn({ "node_modules/zod": { ...zod, resolved: "http://localhost:4873/zod.tgz" } })).toEqual([
      "addresses are the registry's",
    ]);
  });

  it("asks for exact versions in ours, not in those of others", () => {
    expect(rulesIn({ "": { dependencies: { zod: "^4.6.7" } } })).toEqual(["exact versions"]);
    expect(rulesIn({ "tools/openapi": { devDependencies: { zod: "latest" } } })).toEqual(["exact versions"]);
    expect(rulesIn({ "node_modules/zod": { ...zod, dependencies: { x: "^1.0.0" } } })).toEqual([]);
  });
});

describe("the licences", () => {
  const messages = (license: string | undefined, excused = {}): string[] => {
    const { license: _, ...bare } = zod;
    const entry = license === undefined ? bare : { ...bare, license };
    return licenceFaults(lock({ "node_modules/zod": entry }), excused).map((one) => one.message);
  };

  it.each(["MIT", "Apache-2.0", "(MIT OR GPL-3.0)", "(MIT AND ISC)", "CC0-1.0"])("may be %s", (license) => {
    expect(messages(license)).toEqual([]);
  });

  it.each(["GPL-3.0", "AGPL-3.0-only", "(MIT AND GPL-3.0)", "SEE LICENSE IN LICENSE", "MPL-2.0"])("may not be %s", (license) => {
    expect(messages(license)).toEqual([`zod is under ${license}`]);
  });

  it("may not be unknown", () => {
    expect(messages(undefined)).toEqual(["zod is under unknown"]);
  });

  it("may be another one for a reason, as long as the reason holds", () => {
    const excused = { "zo*": { licence: "MPL-2.0", reason: "only a tool" } };
    expect(messages("MPL-2.0", excused)).toEqual([]);
    expect(messages("GPL-3.0", excused)).toEqual(["zod is under GPL-3.0"]);
    expect(messages("MIT", excused)).toEqual(["zo* is excused and need not be"]);
  });
});

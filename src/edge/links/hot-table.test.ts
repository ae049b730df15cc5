import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropHot, findHot, keepHot, openHotTable } from "./hot-table.ts";

const steps = fc.array(
  fc.record({ action: fc.constantFrom("keep", "drop"), group: fc.nat(2), path: fc.constantFrom("/a", "/b", "/c", "/ä", "/a/b", "/anna") }),
  { maxLength: 100 },
);

describe("the table of what was asked for lately", () => {
  it("gives what was kept last under a path of a group, or nothing; never what is dropped or another path's", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(1, 16, 1024), (taken, capacity) => {
        const table = openHotTable<number>(capacity);
        const last = new Map<string, number>();
        taken.forEach(({ action, group, path }, value) => {
          if (action === "keep") keepHot(table, { group, path, value });
          else dropHot(table, group, path);
          if (action === "keep") last.set(`${group} ${path}`, value);
          else last.delete(`${group} ${path}`);
          expect(findHot(table, group, path)).toBe(last.get(`${group} ${path}`));
        });
        for (const group of [0, 1, 2])
          for (const path of ["/a", "/b", "/c", "/ä", "/a/b", "/anna", "/nobody"])
            expect([undefined, last.get(`${group} ${path}`)]).toContain(findHot(table, group, path));
      }),
    );
  });

  it("keeps nearly all of as many things as three quarters of its places, and never more than it has places", () => {
    const table = openHotTable<number>(1000);
    expect(table.entries).toHaveLength(1024);
    const found = (count: number): number =>
      Array.from({ length: count }, (_, index) => findHot(table, 0, `/k${index}`)).filter((each) => each !== undefined).length;
    for (let index = 0; index < 768; index++) keepHot(table, { group: 0, path: `/k${index}`, value: index });
    expect(found(768)).toBeGreaterThan(768 * 0.75);
    for (let index = 0; index < 10_000; index++) keepHot(table, { group: 0, path: `/k${index}`, value: index });
    expect(found(10_000)).toBeLessThanOrEqual(1024);
    expect(findHot(table, 0, "/k9999")).toBe(9999);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { overlapMatrix } from "./overlap.ts";

const world = fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }), { minLength: 1, maxLength: 30 });

test("the matrix says of any orders how many each two touched: alike both ways, shares of the row, the whole row on the diagonal", () => {
  fc.assert(
    fc.property(world, (orders) => {
      const ids = (["a", "b", "c", "d"] as const).filter((id) => orders.some((order) => order.includes(id)));
      type Id = (typeof ids)[number];
      const both = (one: Id, other: Id) => orders.filter((order) => order.includes(one) && order.includes(other)).length;
      const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => ({ one: other, other: one, orders: both(one, other) })));
      const rows = overlapMatrix(
        new Map(ids.map((id) => [id, both(id, id)])),
        pairs.filter((pair) => pair.orders > 0),
      );
      for (const [row, one] of ids.entries())
        for (const [column, other] of ids.entries()) {
          expect(rows[row]!.cells[column]).toEqual({ orders: both(one, other), share: both(one, other) / both(one, one) });
          expect(rows[row]!.cells[column]!.orders).toBe(rows[column]!.cells[row]!.orders);
        }
    }),
  );
});

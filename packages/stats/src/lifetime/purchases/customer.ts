import { checkCount, checkNotNegative, checkPositive } from "../../input/check.ts";

/** A customer as purchase models see one: three numbers, the times in one unit of your choice, such as weeks. */
export interface Customer {
  /** How many purchases after the first, counting days with a purchase. */
  readonly repeats: number;
  /** From the first purchase to the last, 0 where there is only one. */
  readonly recency: number;
  /** From the first purchase to the end of what was observed, above zero, at least the recency. */
  readonly age: number;
}

/**
 * Refuses what is no customer.
 *
 * @throws {RangeError} when repeats are no count, the age is not above zero, or the recency does not fit the two.
 * @example
 * import { checkCustomer } from "./customer.ts";
 * checkCustomer("customer", { repeats: 2, recency: 0, age: 9 }); // => throws RangeError
 */
export function checkCustomer(name: string, { repeats, recency, age }: Customer): void {
  checkCount(`${name}.repeats`, repeats);
  checkNotNegative(`${name}.recency`, recency);
  checkPositive(`${name}.age`, age);
  if (recency > age) throw new RangeError(`${name}.recency must be at most its age: got ${recency} and ${age}`);
  if (repeats > 0 !== recency > 0) {
    throw new RangeError(`${name}.recency must be above zero where there are repeats and only there: got ${recency} and ${repeats}`);
  }
}

/** Customers that are alike, put together: the likelihood is taken once for all of them. */
export interface CustomerCells {
  /** The different numbers of repeats, ascending, and where each cell's is in that list. */
  readonly counts: Float64Array;
  readonly countAt: Uint32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly weight: Float64Array;
  readonly total: number;
}

/**
 * Customers by their three numbers: those with equal ones become one cell with a weight.
 *
 * @param customers at least one.
 * @throws {RangeError} when there is none, or one is none.
 * @example
 * import { customerCells } from "./customer.ts";
 * const once = { repeats: 0, recency: 0, age: 9 };
 * customerCells([once, once]).weight; // => Float64Array.of(2)
 */
export function customerCells(customers: readonly Customer[]): CustomerCells {
  if (customers.length === 0) throw new RangeError("customers must be a list of at least one");
  customers.forEach((customer, at) => checkCustomer(`customers[${at}]`, customer));
  const sorted = customers.toSorted((a, b) => a.repeats - b.repeats || a.recency - b.recency || a.age - b.age);
  const cells: { customer: Customer; weight: number }[] = [];
  for (const customer of sorted) {
    const last = cells.at(-1);
    if (
      last &&
      last.customer.repeats === customer.repeats &&
      last.customer.recency === customer.recency &&
      last.customer.age === customer.age
    ) {
      last.weight++;
    } else cells.push({ customer, weight: 1 });
  }
  const counts = [...new Set(cells.map(({ customer }) => customer.repeats))];
  const places = new Map(counts.map((count, at) => [count, at]));
  return {
    counts: Float64Array.from(counts),
    countAt: Uint32Array.from(cells, ({ customer }) => places.get(customer.repeats) ?? 0),
    recency: Float64Array.from(cells, ({ customer }) => customer.recency),
    age: Float64Array.from(cells, ({ customer }) => customer.age),
    weight: Float64Array.from(cells, ({ weight }) => weight),
    total: customers.length,
  };
}

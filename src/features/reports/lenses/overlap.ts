/** How many orders two creators both touched. */
export interface SharedOrders {
  readonly one: string;
  readonly other: string;
  readonly orders: number;
}

/** One row of the overlap matrix: a creator, and how far each other creator touched the same orders. */
export interface OverlapRow {
  readonly creatorId: string;
  readonly touched: number;
  /** In the order of the rows; the creator's own place has all of its orders, a share of 1. */
  readonly cells: readonly { readonly orders: number; readonly share: number }[];
}

/**
 * The overlap matrix of creators: of the orders that the row's creator touched, how many the column's creator touched too.
 *
 * The counts are the same both ways; the shares are not, because each is of its row.
 *
 * @param touched orders by creator, at least one each, in the order of rows and columns
 * @param shared pairs that share an order, in either order, each pair once; a pair that is missing shares none
 * @returns square; time is proportional to its cells
 * @example
 * import { overlapMatrix } from "./overlap.ts";
 * overlapMatrix(new Map([["ana", 4], ["ben", 1]]), [{ one: "ben", other: "ana", orders: 1 }])[0]?.cells[1] // => { orders: 1, share: 0.25 }
 */
export function overlapMatrix(touched: ReadonlyMap<string, number>, shared: readonly SharedOrders[]): OverlapRow[] {
  const counts = new Map(
    shared.flatMap(({ one, other, orders }) => [[`${one} ${other}`, orders] as const, [`${other} ${one}`, orders] as const]),
  );
  const ids = [...touched.keys()];
  return ids.map((creatorId) => {
    const all = touched.get(creatorId)!;
    const cells = ids.map((id) => {
      const orders = id === creatorId ? all : (counts.get(`${creatorId} ${id}`) ?? 0);
      return { orders, share: orders / all };
    });
    return { creatorId, touched: all, cells };
  });
}

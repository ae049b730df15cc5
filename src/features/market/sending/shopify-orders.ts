import { shortUuid } from "../../../kernel/ids.ts";
import { formatMajor } from "../../../kernel/money.ts";
import type { World, WorldOrder } from "../world/world.ts";
import type { SentTouches } from "./sent-ids.ts";
import type { SentTable } from "./sent-table.ts";

const header = [
  ...["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total"],
  ...["Discount Code", "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku"],
  ...["Lineitem discount", "Shipping City", "Shipping Country", "Note Attributes", "Cancelled at", "Refunded Amount", "Id", "Source"],
] as const;

type Cells = { readonly [Column in (typeof header)[number]]?: string };

/** `2026-05-01 10:00:00 +0000`, as the export writes instants. */
const exportedTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} +0000`;

/** Shopify's own number of an order: thirteen digits. */
const idOf = (order: WorldOrder): string => String(5_600_000_000_000 + order.number);

const statusOf = ({ refund, totalMinor }: WorldOrder): string => {
  if (refund === undefined) return "paid";
  return refund.amountMinor === totalMinor ? "refunded" : "partially_refunded";
};

function attributesOf(order: WorldOrder, { ofOrder }: SentTouches): string {
  const known = ofOrder.get(order.number);
  if (known === undefined) return "";
  const click = known.clickId === undefined ? [] : [`vclid: ${shortUuid(known.clickId)}`];
  return [...click, `vvid: ${shortUuid(known.visitorId)}`].join("\n");
}

function firstRow(order: WorldOrder, { dials, cast }: World, touches: SentTouches): Cells {
  const money = (minor: bigint): string => formatMajor(minor, dials.currency);
  const region = dials.regions[order.region]!;
  return {
    "Financial Status": statusOf(order),
    "Paid at": exportedTime(order.atMs),
    "Fulfillment Status": "fulfilled",
    Currency: dials.currency,
    Subtotal: money(order.totalMinor),
    Shipping: money(0n),
    Taxes: money(0n),
    Total: money(order.totalMinor),
    "Discount Code": order.code === undefined ? "" : cast.creators[order.code.creator]!.code,
    "Discount Amount": money(order.discountMinor),
    "Created at": exportedTime(order.atMs),
    "Shipping City": region.name,
    "Shipping Country": region.country,
    "Note Attributes": attributesOf(order, touches),
    "Refunded Amount": money(order.refund?.amountMinor ?? 0n),
    Id: idOf(order),
    Source: order.isInStore ? "pos" : "web",
  };
}

function rowsOf(order: WorldOrder, world: World, touches: SentTouches): Cells[] {
  const { products, currency } = world.dials;
  return order.lines.map(({ product, quantity }, at) => ({
    Name: `#${1000 + order.number}`,
    Email: `customer${order.customer}@shoppers.example`,
    ...(at === 0 ? firstRow(order, world, touches) : {}),
    "Lineitem quantity": String(quantity),
    "Lineitem name": products[product]!.title,
    "Lineitem price": formatMajor(BigInt(products[product]!.priceMinor), currency),
    "Lineitem sku": products[product]!.sku,
    "Lineitem discount": formatMajor(0n, currency),
  }));
}

/**
 * The orders of a world as Shopify exports them: a row for each article, the first of an order with its fields; the last click's id and
 * the visitor's stand among the cart's note attributes.
 *
 * @param world as `marketWorld` gives it.
 * @param touches its clicks with their ids.
 */
export const shopifyOrders = (world: World, touches: SentTouches): SentTable => ({
  file: "orders.csv",
  header,
  rows: world.orders.flatMap((order) => rowsOf(order, world, touches)).map((cells) => header.map((column) => cells[column] ?? null)),
});

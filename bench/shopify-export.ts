import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { shortUuid } from "../src/kernel/ids.ts";
import { randomFrom } from "./load.ts";

/** What a made-up export holds, counted while it was written. */
export interface ExportSums {
  readonly orders: number;
  readonly lines: number;
  readonly paid: number;
  /** Of all orders, in minor units. */
  readonly totalMinor: bigint;
  readonly refundedMinor: bigint;
  readonly customers: number;
  readonly bytes: number;
}

type Counted = { -readonly [K in keyof ExportSums]: ExportSums[K] };
type Random = () => number;
type Cells = Record<string, string>;

const party = (who: string): string[] =>
  ["Name", "Street", "Address1", "Address2", "Company", "City", "Zip", "Province", "Country", "Phone"].map((field) => `${who} ${field}`);

/** The columns of Shopify's orders export, in its order. */
const columns: readonly string[] = [
  ...["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency"],
  ...["Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method", "Created at"],
  ...["Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price", "Lineitem sku"],
  ...["Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status"],
  ...party("Billing"),
  ...party("Shipping"),
  ...["Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor"],
  ...["Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level", "Source", "Lineitem discount"],
  ...[1, 2, 3, 4, 5].flatMap((number) => [`Tax ${number} Name`, `Tax ${number} Value`]),
  ...["Phone", "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name", "Payment ID"],
  ...["Payment Terms Name", "Next Payment Due At", "Payment References"],
];

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const rowText = (cells: Cells): string => `${columns.map((column) => quoted(cells[column] ?? "")).join(",")}\n`;
const major = (minor: number): string => (minor / 100).toFixed(2);
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const firstMs = Date.UTC(2025, 0, 1);
const everyMs = 120_000;
const exported = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} +0000`;

const cities = ["Berlin", "Köln", "Paris", "São Paulo", "Leeds", "Austin, TX"] as const;
const products = [
  "Linen Shirt - M / Navy",
  "Ceramic Mug 0.3 l",
  'Poster "Tide" - A2',
  "Trail Socks, pack of 3",
  "Canvas Tote",
  "Soap Bar",
] as const;

/** 60 % of the orders have one line, the others up to four: 1.6 on average. */
const lineCount = (random: Random): number => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4][Math.floor(random() * 20)]!;

interface Line {
  readonly cells: Cells;
  readonly minor: number;
}

function lineOf(random: Random): Line {
  const [quantity, product, price] = [1 + Math.floor(random() * 2.2), Math.floor(random() * 400), 500 + Math.floor(random() * 9500)];
  const cells = {
    "Lineitem quantity": String(quantity),
    "Lineitem name": `${pick(random, products)} ${product}`,
    "Lineitem price": major(price),
    "Lineitem sku": `SKU-${product}`,
    "Lineitem requires shipping": "true",
    "Lineitem taxable": "true",
    "Lineitem fulfillment status": "fulfilled",
    "Lineitem discount": "0.00",
    Vendor: "Bench Goods",
  };
  return { cells, minor: quantity * price };
}

function partyCells(random: Random, customer: number): Cells {
  const values = [`Casey Buyer ${customer}`, `${customer % 900} Long Street`, `${customer % 900} Long Street`, "", ""];
  const place = [pick(random, cities), String(10_000 + (customer % 80_000)), "", pick(random, ["DE", "FR", "US", "GB"]), "+49 30 5550100"];
  const all = [...values, ...place];
  return Object.fromEntries(["Billing", "Shipping"].flatMap((who) => party(who).map((column, at) => [column, all[at]!])));
}

/** A uuid v7 as links carry it, made of the seeded numbers. */
function clickText(random: Random, ms: number): string {
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join("");
  const time = ms.toString(16).padStart(12, "0");
  return shortUuid(`${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`);
}

interface Money {
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly taxes: number;
  readonly total: number;
}

function moneyOf(random: Random, lines: readonly Line[], hasCode: boolean): Money {
  const items = lines.reduce((sum, line) => sum + line.minor, 0);
  const discount = hasCode ? Math.round(items / 10) : 0;
  const [subtotal, shipping] = [items - discount, random() < 0.5 ? 0 : 495];
  const isOnTop = random() < 0.4;
  const taxes = Math.round((subtotal * 19) / (isOnTop ? 100 : 119));
  return { subtotal, discount, shipping, taxes, total: subtotal + shipping + (isOnTop ? taxes : 0) };
}

/** Most orders are paid; some were refunded in full or in part, cancelled, or wait for their money. */
function fateOf(random: Random, total: number): { status: string; refunded: number; isCancelled: boolean } {
  const chance = random();
  if (chance < 0.05) return { status: "refunded", refunded: total, isCancelled: false };
  if (chance < 0.08) return { status: "partially_refunded", refunded: Math.floor(total / 3), isCancelled: false };
  if (chance < 0.1) return { status: "voided", refunded: 0, isCancelled: true };
  return { status: chance < 0.13 ? "pending" : "paid", refunded: 0, isCancelled: false };
}

function noteCells(random: Random, placedMs: number): Cells {
  const note = random() < 0.05 ? 'Please leave it at the door,\nnext to the "blue" pot' : "";
  if (random() >= 0.3) return { Notes: note };
  return { Notes: note, "Note Attributes": `vclid: ${clickText(random, placedMs - 3_600_000)}\ngift: no` };
}

/** One order as its rows; the sums grow by what it is. */
function orderText(random: Random, number: number, sums: Counted, seen: Uint8Array): string {
  const customer = Math.floor(random() * seen.length);
  const placedMs = firstMs + number * everyMs;
  const lines = Array.from({ length: lineCount(random) }, () => lineOf(random));
  const code = random() < 0.25 ? `CREATOR${Math.floor(random() * 500)}` : "";
  const money = moneyOf(random, lines, code !== "");
  const { status, refunded, isCancelled } = fateOf(random, money.total);
  const isPaid = status !== "pending" && !isCancelled;
  const name = `#${1001 + number}`;
  const email = `buyer${customer}@example.com`;
  const first: Cells = {
    ...lines[0]!.cells,
    ...partyCells(random, customer),
    ...noteCells(random, placedMs),
    Name: name,
    Email: email,
    "Financial Status": status,
    "Paid at": isPaid ? exported(placedMs + 5000) : "",
    "Fulfillment Status": isPaid ? "fulfilled" : "unfulfilled",
    "Accepts Marketing": random() < 0.4 ? "yes" : "no",
    Currency: "EUR",
    Subtotal: major(money.subtotal),
    Shipping: major(money.shipping),
    Taxes: major(money.taxes),
    Total: major(money.total),
    "Discount Code": code,
    "Discount Amount": major(money.discount),
    "Shipping Method": "Standard",
    "Created at": exported(placedMs),
    "Cancelled at": isCancelled ? exported(placedMs + 86_400_000) : "",
    "Payment Method": "Shopify Payments",
    "Payment Reference": `c${number}.1`,
    "Refunded Amount": major(refunded),
    "Outstanding Balance": isPaid ? "0.00" : major(money.total),
    Id: String(5_000_000_000_000 + number * 137),
    "Risk Level": "Low",
    Source: "web",
    "Tax 1 Name": "VAT 19%",
    "Tax 1 Value": major(money.taxes),
    "Payment ID": `p${number}`,
    "Payment References": `c${number}.1`,
  };
  sums.orders++;
  sums.lines += lines.length;
  sums.paid += isPaid ? 1 : 0;
  sums.totalMinor += BigInt(money.total);
  sums.refundedMinor += BigInt(refunded);
  sums.customers += seen[customer] === 0 ? 1 : 0;
  seen[customer] = 1;
  const others = lines.slice(1).map((line) => rowText({ ...line.cells, Name: name, Email: email }));
  return rowText(first) + others.join("");
}

const chunkOrders = 500;

/** Writes an export of so many orders, newest first as shops write it, in little memory; the same seed gives the same file. */
export async function writeShopifyExport(file: string, orders: number, seed = 1): Promise<ExportSums> {
  const random = randomFrom(seed);
  const seen = new Uint8Array(Math.ceil(orders * 0.6));
  const sums: Counted = { orders: 0, lines: 0, paid: 0, totalMinor: 0n, refundedMinor: 0n, customers: 0, bytes: 0 };
  const out = createWriteStream(file);
  out.write(`${columns.map(quoted).join(",")}\n`);
  for (let left = orders; left > 0; left -= chunkOrders) {
    const size = Math.min(chunkOrders, left);
    const text = Array.from({ length: size }, (_, at) => orderText(random, left - 1 - at, sums, seen)).join("");
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  return { ...sums, bytes: out.bytesWritten };
}

/**
 * Sends orders from a process of its own: raw sockets, keep-alive, one request under way on each. Every order is another; their numbers are
 * written into bytes that were prepared, so that sending costs next to nothing. Started with a {@link SendPlan} as JSON in its first
 * argument; prints a {@link SendResult} as its only line.
 */
import { connect, type Socket } from "node:net";

/** What to send, how often, and for how long. */
export interface SendPlan {
  readonly port: number;
  readonly key: string;
  readonly connections: number;
  readonly seconds: number;
  /** not counted at the beginning */
  readonly warmUpSeconds: number;
  /** orders in a request; missing: each by itself, with an idempotency key */
  readonly batch?: number;
  /** number of the first order */
  readonly first: number;
  /** begin again with the first after so many; missing: never */
  readonly repeatAfter?: number;
  /** what the idempotency keys begin with, so that an order can be sent again under another */
  readonly keyPrefix: string;
}

/** Sent, answered and counted in orders. */
export interface SendResult {
  /** all that were sent, the warm-up included; each was answered */
  readonly sent: number;
  readonly perSecond: number;
  readonly wrongStatus: number;
  /** by the outcome in the answers */
  readonly created: number;
  readonly duplicates: number;
  /** answers that were given before, by the header */
  readonly replayed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const digits = 9;
const place = "0".repeat(digits);

/** An order of two lines with a code. */
const orderText = `{"external_id":"o-${place}","occurred_at":"2026-11-01T10:00:00Z","total":{"amount":"5985","currency":"EUR"},"lines":[${[
  `{"external_id":"1","sku":"SKU-104","title":"Linen Shirt - M / Navy","quantity":1,"list_price":{"amount":"3900","currency":"EUR"},"tax":{"amount":"623","currency":"EUR"}}`,
  `{"external_id":"2","sku":"SKU-377","title":"Ceramic Mug 0.3 l","quantity":2,"list_price":{"amount":"795","currency":"EUR"},"tax":{"amount":"254","currency":"EUR"}}`,
].join(
  ",",
)}],"tax_included":true,"shipping":{"amount":"495","currency":"EUR"},"codes":["CREATOR12"],"customer":{"external_id":"c-${place}","email":"buyer${place}@example.com"},"country":"DE","metadata":{"channel":"web"}}`;

interface Prepared {
  readonly bytes: Buffer;
  /** where an order's number stands, by the order's place in the request */
  readonly orderAt: readonly number[];
  readonly customerAt: readonly (readonly number[])[];
  readonly keyAt: number;
}

function placesOf(bytes: Buffer, before: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(before + place); at !== -1; at = bytes.indexOf(before + place, at + 1)) places.push(at + before.length);
  return places;
}

function prepareRequest(plan: SendPlan): Prepared {
  const body = plan.batch === undefined ? orderText : `{"conversions":[${Array.from({ length: plan.batch }, () => orderText).join(",")}]}`;
  const head = [
    `POST /v1/conversions${plan.batch === undefined ? "" : "/batch"} HTTP/1.1`,
    "Host: 127.0.0.1",
    `Authorization: Bearer ${plan.key}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Idempotency-Key: ${plan.keyPrefix}-${place}`,
  ];
  const bytes = Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
  const customers = ["c-", "buyer"].map((before) => placesOf(bytes, before));
  const orderAt = placesOf(bytes, "o-");
  return {
    bytes,
    orderAt,
    customerAt: orderAt.map((_, index) => customers.map((places) => places[index]!)),
    keyAt: placesOf(bytes, "-")[0]!,
  };
}

function writeNumber(bytes: Buffer, at: number, number: number): void {
  for (let left = number, digit = at + digits - 1; digit >= at; digit--, left = Math.floor(left / 10)) bytes[digit] = 0x30 + (left % 10);
}

/** Orders after which a customer comes again: more than are ever under way at once, as nobody buys twice within a second. */
const comesAgainAfter = 9_000;
/** Two of three orders are by somebody new, every third by somebody who bought before; `since` is the run's first. */
const customerOf = (number: number, since: number): number =>
  number % 3 === 2 && number - comesAgainAfter >= since ? number - comesAgainAfter - 1 : number;

interface Sending {
  readonly plan: SendPlan;
  next: number;
  readonly startedAt: number;
  readonly countFrom: number;
  readonly endsAt: number;
  readonly latencies: number[];
  counted: number;
  sent: number;
  wrongStatus: number;
  created: number;
  duplicates: number;
  replayed: number;
}

function numberFor(sending: Sending): number {
  const { plan } = sending;
  const number = sending.next;
  sending.next += plan.batch ?? 1;
  return plan.first + (plan.repeatAfter === undefined ? number : number % plan.repeatAfter);
}

function writeRequest(sending: Sending, request: Prepared): void {
  const first = numberFor(sending);
  for (const [index, at] of request.orderAt.entries()) {
    writeNumber(request.bytes, at, first + index);
    for (const customer of request.customerAt[index]!) writeNumber(request.bytes, customer, customerOf(first + index, sending.plan.first));
  }
  writeNumber(request.bytes, request.keyAt, first);
}

const timesIn = (text: string, part: string): number => text.split(part).length - 1;

function note(sending: Sending, answer: string, sentAt: number): void {
  const orders = sending.plan.batch ?? 1;
  const now = performance.now();
  sending.sent += orders;
  if (!/^HTTP\/1\.1 20[0-9]/.test(answer)) sending.wrongStatus += orders;
  sending.created += timesIn(answer, '"created"');
  sending.duplicates += timesIn(answer, '"duplicate"');
  sending.replayed += timesIn(answer, "idempotency-replayed: true");
  if (now < sending.countFrom || now > sending.endsAt) return;
  sending.counted += orders;
  sending.latencies.push(now - sentAt);
}

/** Sends, waits for the whole answer, and sends again until the time is over. */
function drive(sending: Sending, socket: Socket, done: () => void): void {
  const request = prepareRequest(sending.plan);
  let sentAt = 0;
  let answer = "";
  const send = (): void => {
    if (performance.now() >= sending.endsAt) return void socket.end(done);
    writeRequest(sending, request);
    answer = "";
    sentAt = performance.now();
    socket.write(request.bytes);
  };
  socket.on("data", (part: Buffer) => {
    answer += part.toString("latin1");
    const headEnd = answer.indexOf("\r\n\r\n");
    if (headEnd === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
    if (answer.length < headEnd + 4 + length) return;
    note(sending, answer, sentAt);
    send();
  });
  send();
}

async function sendOrders(plan: SendPlan): Promise<SendResult> {
  const startedAt = performance.now();
  const countFrom = startedAt + plan.warmUpSeconds * 1000;
  const counts = { counted: 0, sent: 0, wrongStatus: 0, created: 0, duplicates: 0, replayed: 0 };
  const sending: Sending = { plan, next: 0, startedAt, countFrom, endsAt: countFrom + plan.seconds * 1000, latencies: [], ...counts };
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: plan.port, host: "127.0.0.1", noDelay: true });
      socket.once("error", reject);
      socket.once("connect", () => drive(sending, socket, resolve));
    });
  await Promise.all(Array.from({ length: plan.connections }, open));
  const sorted = sending.latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const { sent, wrongStatus, created, duplicates, replayed } = sending;
  return { sent, perSecond: sending.counted / plan.seconds, wrongStatus, created, duplicates, replayed, p50Ms: at(0.5), p99Ms: at(0.99) };
}

if (process.argv[1]?.endsWith("order-sender.ts") === true) {
  const result = await sendOrders(JSON.parse(process.argv[2]!) as SendPlan);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}

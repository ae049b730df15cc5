import { sql } from "kysely";
import { settleOrder } from "../src/features/commissions/service.ts";
import { recordArrivals, type ArrivingAdjustment, type ArrivingOrder, type OrderSource } from "../src/features/orders/service.ts";
import { parseId, uuidV7 } from "../src/kernel/ids.ts";
import type { TestApp, TestWorkspace } from "./app.ts";
import { arrivingOrder, plainAmounts } from "./arriving-order.ts";

/** A rule document of the API, 10 % of the items after discount for everybody, held 30 days; change what a test is about. */
export const ruleDocument = (changes: Record<string, unknown> = {}) => {
  const ten = { kind: "percent", rate: "0.1" };
  return {
    level: "order",
    base: { discount: "after", tax: false, shipping: false, tip: false, gift_card_payment: true, gift_card_items: false },
    groups: [],
    otherwise: { new_customer: ten, returning_customer: ten },
    recurrence: { kind: "all" },
    window_days: { link: 30, code: 30, visit: 30 },
    hold_days: 30,
    cap: null,
    after_end: "earlier_touches_pay",
    ...changes,
  };
};

const idOf = (prefix: "cre" | "prg" | "lnk" | "cod" | "dom", body: unknown): string => {
  const id = parseId(prefix, (body as { id: string }).id);
  if (id === undefined) throw new Error(`not made: ${JSON.stringify(body)}`);
  return id;
};

/** A creator in a program, with a link of their own. */
export interface Paid {
  readonly creatorId: string;
  readonly publicId: string;
  readonly linkId: string;
}

export interface PayWorld {
  readonly programId: string;
  readonly publicProgramId: string;
  readonly domainId: string;
  /** Adds a creator to the program, with a link under their name. */
  addCreator(name: string, more?: { email?: string }): Promise<Paid>;
  /** Gives a creator a code. */
  addCode(creator: Paid, code: string, more?: Record<string, unknown>): Promise<string>;
  /** A click on a creator's link, as the edge would have recorded it. */
  click(creator: Paid, at: string, more?: { visitorId?: string; visitorClass?: string }): Promise<string>;
  /** Records an order and everything that follows from it. */
  order(fields?: Partial<ArrivingOrder> & { totalMinor?: bigint; source?: OrderSource }): Promise<string>;
  /** Takes something back of an order, and everything that follows. */
  takeBack(fields: Partial<ArrivingAdjustment>): Promise<void>;
  balances(): Promise<Record<string, { pending: string; payable: string }>>;
  /** The newest decision of an order. */
  decision(conversionId: string): Promise<{
    outcome: string;
    reason_text: string;
    reason_code: string;
    is_provisional: boolean;
    version: number;
    creator_id: string | null;
  }>;
}

const at = (instant: string): number => Date.parse(instant);

async function recordClick(
  t: TestApp,
  w: TestWorkspace,
  domainId: string,
  of: { creator: Paid; atMs: number; visitorId: string | null; visitorClass: string },
): Promise<string> {
  const id = uuidV7(of.atMs, crypto.getRandomValues(new Uint8Array(10)));
  const when = new Date(of.atMs);
  await sql`select ensure_month_partition('clicks', ${when})`.execute(t.ctx.db);
  await t.ctx.db
    .insertInto("clicks")
    .values({
      workspace_id: w.id,
      occurred_at: when,
      id,
      edge_id: t.ctx.newId(),
      link_id: of.creator.linkId,
      domain_id: domainId,
      creator_id: of.creator.creatorId,
      visitor_id: of.visitorId,
      outcome: "redirected",
      visitor_class: of.visitorClass,
      class_reason: "test",
      consent: "granted",
    })
    .execute();
  return id;
}

/** Everything a test of pay begins with: a domain, a program with a rule, and ways to make clicks and orders. */
export async function openPayWorld(
  t: TestApp,
  w: TestWorkspace,
  rule: Record<string, unknown> = {},
  program: Record<string, unknown> = {},
): Promise<PayWorld> {
  const call = async (method: string, url: string, body: unknown) => {
    const reply = await w.call(method, url, body);
    if (reply.status >= 300) throw new Error(`${method} ${url}: ${JSON.stringify(reply.body)}`);
    return reply.body as { id: string };
  };
  const domain = await call("POST", "/v1/domains", { host: `${w.id.slice(-12)}.example` });
  const domainId = idOf("dom", domain);
  const made = await call("POST", "/v1/programs", { name: "Spring", kind: "influencer", ...program });
  const begin = "2020-01-01T00:00:00Z";
  await call("POST", `/v1/programs/${made.id}/pay-rules`, { document: ruleDocument(rule), effective_at: begin });
  const order: PayWorld["order"] = async ({ totalMinor = 10_000n, source = "api", ...fields } = {}) => {
    const occurredAtMs = fields.occurredAtMs ?? at("2026-05-01T09:00:00Z");
    const order = arrivingOrder({ storeId: w.storeId, externalId: "1001", amounts: plainAmounts(totalMinor), ...fields, occurredAtMs });
    const recorded = await recordArrivals(w.ctx, { orders: [{ order, source, isStrict: false }], adjustments: [] });
    await t.settle();
    return recorded.orders[0]!.id;
  };
  return {
    programId: idOf("prg", made),
    publicProgramId: made.id,
    domainId,
    async addCreator(name, more = {}) {
      const creator = await call("POST", "/v1/creators", { name, ...more });
      await call("POST", `/v1/programs/${made.id}/enrollments`, { creator_ids: [creator.id], started_at: begin });
      const link = await call("POST", "/v1/links", {
        domain_id: domain.id,
        key: name.toLowerCase(),
        destination: "https://shop.example/",
        creator_id: creator.id,
        program_id: made.id,
      });
      return { creatorId: idOf("cre", creator), publicId: creator.id, linkId: idOf("lnk", link) };
    },
    async addCode(creator, code, more = {}) {
      return idOf(
        "cod",
        await call("POST", "/v1/codes", { code, creator_id: creator.publicId, program_id: made.id, valid_from: begin, ...more }),
      );
    },
    click: (creator, when, { visitorId, visitorClass = "human" } = {}) =>
      recordClick(t, w, domainId, { creator, atMs: at(when), visitorId: visitorId ?? null, visitorClass }),
    order,
    async takeBack(fields) {
      const base: ArrivingAdjustment = {
        storeId: w.storeId,
        names: [{ kind: "order", value: "1001" }],
        kind: "refund",
        externalId: "r1",
        occurredAtMs: at("2026-05-01T12:00:00Z"),
        amountMinor: null,
        currency: "EUR",
        isCumulative: false,
        lines: [],
        source: "api",
      };
      await recordArrivals(w.ctx, { orders: [], adjustments: [{ ...base, ...fields }] });
      await t.settle();
    },
    async balances() {
      const { data } = (await w.call("GET", "/v1/ledger/balances")).body as {
        data: { creator_id: string; pending: { amount: string }; payable: { amount: string } }[];
      };
      return Object.fromEntries(data.map((row) => [row.creator_id, { pending: row.pending.amount, payable: row.payable.amount }]));
    },
    async decision(conversionId) {
      await settleOrder(w.ctx, conversionId);
      return t.ctx.db
        .selectFrom("pay_decisions")
        .selectAll()
        .where("workspace_id", "=", w.id)
        .where("conversion_id", "=", conversionId)
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
    },
  };
}

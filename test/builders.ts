import { parseId, type IdPrefix } from "../src/kernel/ids.ts";
import type { TestWorkspace } from "./app.ts";

/** A thing that a builder made: its public id for the API, and its uuid for services and SQL. */
export interface Made {
  readonly id: string;
  readonly uuid: string;
}

/** Sends a request that must succeed, and gives the answer's body. */
export async function must<T>(w: TestWorkspace, method: string, url: string, body?: unknown): Promise<T> {
  const reply = await w.call(method, url, body);
  if (reply.status >= 300) throw new Error(`${method} ${url} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body as T;
}

const madeOf = (prefix: IdPrefix, { id }: { id: string }): Made => ({ id, uuid: parseId(prefix, id)! });

let counted = 0;

/** A creator; each has a name of its own unless one is given. */
export async function makeCreator(w: TestWorkspace, creator: Record<string, unknown> = {}): Promise<Made> {
  return madeOf("cre", await must(w, "POST", "/v1/creators", { name: `Creator ${++counted}`, ...creator }));
}

const tenPercent = { kind: "percent", rate: "0.1" };

/** The document of a plain rule: 10 % a line after discount, without tax and shipping, 30 days of window and hold. */
export const plainRule = (changes: Record<string, unknown> = {}) => ({
  level: "line",
  base: { discount: "after", tax: false, shipping: false, tip: false, gift_card_payment: true, gift_card_items: false },
  groups: [],
  otherwise: { new_customer: tenPercent, returning_customer: tenPercent },
  recurrence: { kind: "all" },
  window_days: { link: 30, code: 30, visit: 30 },
  hold_days: 30,
  cap: null,
  after_end: "earlier_touches_pay",
  ...changes,
});

/** How a program is made; creators are public ids. */
export interface ProgramOptions {
  readonly name?: string;
  readonly currency?: string | null;
  readonly store_id?: string | null;
  /** Changes to the plain rule; null: no rule is published. */
  readonly rule?: Record<string, unknown> | null;
  /** From when on the rule holds and the creators take part. Missing means 2020, so that orders of any test earn. */
  readonly since?: string;
  readonly creators?: readonly string[];
}

/** A program with a rule in force and creators who take part. */
export async function makeProgram(w: TestWorkspace, options: ProgramOptions = {}): Promise<Made> {
  const { rule = {}, since = "2020-01-01T00:00:00Z", creators = [], name = `Program ${++counted}`, ...named } = options;
  const program = madeOf("prg", await must(w, "POST", "/v1/programs", { name, kind: "affiliate", ...named }));
  if (rule !== null) await must(w, "POST", `/v1/programs/${program.id}/pay-rules`, { document: plainRule(rule), effective_at: since });
  if (creators.length > 0) await must(w, "POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: creators, started_at: since });
  return program;
}

/** A paid order of 100.00 in the workspace's first store, unless told otherwise; each has an id of its own. */
export async function makeOrder(w: TestWorkspace, order: Record<string, unknown> = {}): Promise<Made> {
  const total = { amount: "10000", currency: "EUR" };
  const plain = { external_id: `order-${++counted}`, occurred_at: "2026-05-01T09:00:00Z", total };
  return madeOf("ord", await must(w, "POST", "/v1/conversions", { ...plain, ...order }));
}

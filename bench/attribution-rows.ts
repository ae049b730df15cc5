import type { PayRule } from "../src/features/programs/pay/pay-rule.ts";

export interface WorldSize {
  readonly clicks: number;
  readonly orders: number;
}

/** Customers with 50 clicks each, one every 36 hours up to the end of April, on another creator's link each time. */
export const regular = {
  customers: 550,
  touches: 50,
  /** The browser of one of them, counted from zero; its customer has the same id. */
  visitorId: (index: number): string => `c0000000-0000-7000-8000-${index.toString(16).padStart(12, "0")}`,
} as const;

export const workspaceUuid = "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a";
const workspaceId = `'${workspaceUuid}'::uuid`;
const numbered = (prefix: string, number: string): string => `('${prefix}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A uuid that carries the time as a click's does, and a number. */
const timed = (at: string, number: string): string =>
  `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A browser's id, without any order: those of buyers lie among all others, as they do at work. */
const browser = (kind: "buyer" | "other", number: string): string => `md5('${kind}' || ${number})::uuid`;

const startMs = Date.UTC(2026, 0, 1);
const start = "2026-01-01T00:00:00Z";
const spanMs = 120 * 86_400_000;
/** Times of row n of so many, whole milliseconds over 120 days; as a bench reads them they lie in the order of the table. */
const atOf = (rows: number): string => `('${start}'::timestamptz + (n::bigint * ${spanMs} / ${rows}) * interval '1 millisecond')`;

/** The numbers of the rows of month `month` (0 is January) among so many over the whole time. */
function rowsOfMonth(rows: number, month: number): { from: number; last: number } {
  const before = (end: number): number => Math.min(rows, Math.ceil(((Date.UTC(2026, end, 1) - startMs) * rows) / spanMs));
  return { from: before(month), last: before(month + 1) - 1 };
}

export const months = [0, 1, 2, 3] as const;

/** Four creators of five have links; a fifth of all clicks are by buyers, each of whom has two browsers. */
const clickRows = ({ clicks, orders }: WorldSize, month: number): string => {
  const { from, last } = rowsOfMonth(clicks, month);
  return `insert into clicks
  (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, visitor_id, outcome, visitor_class, class_reason, country, is_hosting, address_hash, device, referrer_host, consent)
  select ${workspaceId}, at, ${timed("at", "n")}, ${workspaceId}, ${numbered("00000001", "n % 5000")}, ${workspaceId}, ${numbered("00000002", "n % 1000")},
    case when n % 5 = 0 then ${browser("buyer", `(n / 5 * 7919) % ${orders}`)} else ${browser("other", `(n * 7919) % ${clicks / 4}`)} end,
    'redirected', case when n % 20 = 1 then 'declared_bot' else 'human' end, 'browser_user_agent', 'US', false, decode(md5(n::text), 'hex'), 'windows chrome', 'www.instagram.com', 'not_required'
  from (select n, ${atOf(clicks)} as at from generate_series(${from}::bigint, ${last}) n) as times`;
};

/** A month of clicks into a partition that is made anew with them, so that they need not be logged as well. */
export const fillMonth = (size: WorldSize, month: number): string => {
  const partition = `clicks_2026_0${month + 1}`;
  return `begin; truncate ${partition}; ${clickRows(size, month)}; commit`;
};

/** Half of all visits follow a buyer's click by a second and name it; the others came by other ways. */
export const visitRows = ({ clicks, orders }: WorldSize): string => `insert into visits
  (workspace_id, occurred_at, id, edge_id, store_id, visitor_id, click_id, channel, channel_rules_version, landing_path, visitor_class, class_reason, consent)
  select ${workspaceId}, at + interval '1 second', ${timed("at", "n")}, ${workspaceId}, ${workspaceId}, ${browser("buyer", `(n / 5 * 7919) % ${orders}`)}, ${timed("at", "n")},
    'creator', 1, '/', 'human', 'browser_user_agent', 'not_required'
  from (select n, ${atOf(clicks)} as at from generate_series(0::bigint, ${clicks - 1}, 5) n where (hashint8(n) & 3) = 0) as times;
  insert into visits
  (workspace_id, occurred_at, id, edge_id, store_id, visitor_id, click_id, channel, channel_rules_version, landing_path, visitor_class, class_reason, consent)
  select ${workspaceId}, at, ${timed("at", "n + 281474976000000 / 2")}, ${workspaceId}, ${workspaceId}, ${browser("buyer", `(n * 7919) % ${orders}`)}, null,
    (array['direct', 'email', 'paid', 'organic_search'])[(1 + n % 4)::int], 1, '/', 'human', 'browser_user_agent', 'not_required'
  from (select n, ${atOf(clicks / 20)} as at from generate_series(0::bigint, ${clicks / 20 - 1}) n) as times`;

const hashOf = (id: string): string => `decode(replace((${id})::text, '-', ''), 'hex')`;

export const customerRows = ({ orders }: WorldSize): string => `
  insert into customers (workspace_id, id, canonical_id, created_at)
    select ${workspaceId}, ${numbered("00000005", "n")}, ${numbered("00000005", "n")}, '${start}' from generate_series(0::bigint, ${orders / 2 - 1}) n;
  insert into customer_identifiers (workspace_id, kind, keyed_hash, customer_id, first_seen_at, last_seen_at, source)
    select ${workspaceId}, 'visitor', ${hashOf(browser("buyer", "n"))}, ${numbered("00000005", "n / 2")}, '${start}', '${start}', 'bench'
    from generate_series(0::bigint, ${orders - 1}) n`;

const conversionColumns =
  "workspace_id, id, store_id, external_id, kind, occurred_at, occurred_precision, received_at, source, body_hash, version, status, customer_id, visitor_id, click_id, currency, total_minor, items_minor, codes, created_at";

/** Two orders a customer in the last two months; every tenth has a code, every fourth names the click that its customer made last. */
export const orderRows = ({ orders }: WorldSize): string => `insert into conversions (${conversionColumns})
  select ${workspaceId}, ${numbered("00000006", "n")}, ${workspaceId}, 'o' || n, 'order', at, 's', now(), 'csv', '\\x00', 1, 'paid',
    ${numbered("00000005", `n % ${orders / 2}`)}, null,
    case when n % 4 = 0 then (select c.id from clicks c where c.workspace_id = ${workspaceId} and c.visitor_id = ${browser("buyer", `(n % ${orders / 2} * 2)`)}
      and c.occurred_at > at - interval '30 days' and c.occurred_at < at order by c.occurred_at desc limit 1) end,
    'EUR', 10000, 10000, case when n % 10 = 0 then array['CODE' || n % 500] else '{}' end, now()
  from (select n, '2026-03-01'::timestamptz + n * (interval '60 days' / ${orders}) as at from generate_series(0::bigint, ${orders - 1}) n) as times`;

const regularId = numbered("c0000000", "c");
const everyRegular = `generate_series(0::bigint, ${regular.customers - 1}) c`;

export const regularRows = `
  insert into customers (workspace_id, id, canonical_id, created_at) select ${workspaceId}, ${regularId}, ${regularId}, '${start}' from ${everyRegular};
  insert into customer_identifiers (workspace_id, kind, keyed_hash, customer_id, first_seen_at, last_seen_at, source)
    select ${workspaceId}, 'visitor', ${hashOf(regularId)}, ${regularId}, '${start}', '${start}', 'bench' from ${everyRegular};
  insert into clicks (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, visitor_id, outcome, visitor_class, class_reason, consent)
    select ${workspaceId}, at, ${timed("at", `c * ${regular.touches} + n`)}, ${workspaceId}, ${numbered("00000001", `(c * ${regular.touches} + n) % 5000`)}, ${workspaceId},
      ${numbered("00000002", `(c * ${regular.touches} + n) % 1000`)}, ${regularId}, 'redirected', 'human', 'bench', 'not_required'
    from ${everyRegular}, lateral (select n, '2026-04-29'::timestamptz - n * interval '36 hours' as at from generate_series(0::bigint, ${regular.touches - 1}) n) times`;

const ten = { kind: "percent", rate: "0.1" } as const;

/** Ten percent of the items, thirty days after a click. */
const payRule: PayRule = {
  level: "line",
  base: { discount: "after", tax: false, shipping: false, tip: false, giftCardPayment: true, giftCardItems: false },
  groups: [],
  otherwise: { newCustomer: ten, returningCustomer: ten },
  recurrence: { kind: "all" },
  windowDays: { link: 30, code: 30, visit: 30 },
  holdDays: 30,
  cap: null,
  afterEnd: "earlier_touches_pay",
};

/** A program that pays a thousand creators, each with five links: those that the clicks are on. */
export const payRows = `
  insert into creators (workspace_id, id, name, created_at, updated_at)
    select ${workspaceId}, ${numbered("00000002", "n")}, 'Creator ' || n, '${start}', '${start}' from generate_series(0::bigint, 999) n;
  insert into programs (workspace_id, id, name, kind, created_at, updated_at) values (${workspaceId}, ${workspaceId}, 'Bench', 'affiliate', '${start}', '${start}');
  insert into pay_rules (workspace_id, id, program_id, version, document, effective_at, created_by, created_at)
    values (${workspaceId}, ${workspaceId}, ${workspaceId}, 1, '${JSON.stringify(payRule)}', '${start}', 'bench', '${start}');
  insert into enrollments (workspace_id, id, program_id, creator_id, started_at, created_at)
    select ${workspaceId}, ${numbered("00000003", "n")}, ${workspaceId}, ${numbered("00000002", "n")}, '${start}', '${start}' from generate_series(0::bigint, 999) n;
  insert into domains (workspace_id, id, host, created_at, updated_at) values (${workspaceId}, ${workspaceId}, 'bench.example', '${start}', '${start}');
  insert into links (workspace_id, id, domain_id, key, key_skeleton, creator_id, program_id, destination, created_at, updated_at)
    select ${workspaceId}, ${numbered("00000001", "n")}, ${workspaceId}, 'k' || n, 'k' || n, ${numbered("00000002", "n % 1000")}, ${workspaceId}, 'https://shop.example/', '${start}', '${start}'
    from generate_series(0::bigint, 4999) n;
  insert into edges (id, name, started_at, last_seen_at, shipped_to) values (${workspaceId}, 'Bench', '${start}', now(), now())`;

/** What everything else belongs to, and the months' tables. */
export const groundRows = `
  insert into organizations values (${workspaceId}, 'Bench', now());
  insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values (${workspaceId}, ${workspaceId}, 'bench', 'Bench', 'UTC', 'EUR', now());
  insert into stores (workspace_id, id, name, kind, zone, currency, site_key, created_at, updated_at) values (${workspaceId}, ${workspaceId}, 'Bench', 'custom', 'UTC', 'EUR', 'bench', now(), now());
  select ensure_month_partition(p, m) from unnest(array['clicks', 'visits']) p, generate_series('2026-01-01'::timestamptz, '2026-05-01', interval '1 month') m`;

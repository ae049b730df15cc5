import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { openPayWorld, type PayWorld } from "../../../test/pay-world.ts";
import { sealAuditChains } from "../audit/service.ts";
import { keepPayload } from "../integrations/payloads/service.ts";
import { matureDue } from "../commissions/service.ts";
import { keepCards } from "../discovery/cards/service.ts";
import { verifyInstallation } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w);
  const [ana, ben] = [await world.addCreator("Ana"), await world.addCreator("Ben")];
  await world.addCode(ana, "ANA10");
  for (let index = 0; index < 12; index++) {
    const clickId = await world.click(index % 2 === 0 ? ana : ben, `2026-04-${10 + index}T09:00:00Z`);
    const codes = index % 3 === 0 ? ["ANA10"] : [];
    await world.order({
      externalId: `v-${index}`,
      clickId,
      codes,
      email: "kim@example.com",
      totalMinor: BigInt(1000 + 37 * index),
      occurredAtMs: Date.parse("2026-05-01T09:00:00Z") + index,
    });
    if (index % 4 === 1)
      await world.takeBack({ externalId: `r-${index}`, names: [{ kind: "order", value: `v-${index}` }], amountMinor: 333n });
  }
  const failed = { names: [{ kind: "order" as const, value: "v-3" }], amountMinor: 100n };
  await world.takeBack({ ...failed, externalId: "gone" });
  await world.takeBack({ ...failed, externalId: "gone:failed", kind: "refund_failed" });
  t.clock.set("2026-06-15T00:00:00Z");
  await matureDue(t.ctx);
  await world.takeBack({ externalId: "late", names: [{ kind: "order", value: "v-2" }], amountMinor: 500n });
  await w.call("POST", "/v1/ledger/closed-months", { month: "2026-04" });
  await keepPayload(w.ctx, {
    source: "shopify",
    connectionId: t.ctx.newId(),
    topic: "orders/paid",
    deliveryId: "d",
    body: Buffer.from("{}"),
  });
  await keepCards(t.ctx);
  await sealAuditChains(t.ctx);
  owner = new pg.Client(t.database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await t.close();
});

async function firstDifference(): Promise<string | undefined> {
  for await (const { difference } of verifyInstallation(t.ctx)) if (difference !== undefined) return difference;
  return undefined;
}

test("what is booked, credited and sealed is what the evidence says", async () => {
  const checked: string[] = [];
  for await (const { what, difference } of verifyInstallation(t.ctx)) checked.push(`${what}: ${difference ?? "same"}`);
  const all = [
    "audit chain",
    "payloads",
    "orders",
    "credit",
    "pay rules",
    "ledger",
    "commissions",
    "sums",
    "cards",
    "likely pairs",
    "scores",
  ];
  expect(checked).toEqual(all.map((what) => `${what}: same`));
});

const nobody = "'0198a000-0000-7000-8000-000000000000'";

const tampered: [string, string, string, RegExp][] = [
  [
    "a version of an order that is not there",
    `insert into conversion_versions (workspace_id, conversion_id, version, source, body_hash, document, recorded_at)
       select workspace_id, ${nobody}, 1, source, body_hash, document, recorded_at from conversion_versions limit 1`,
    `delete from conversion_versions where conversion_id = ${nobody}`,
    /orders: ord_\w+: a version is kept of it, and what it belongs to is not there/,
  ],
  [
    "a line of a version that is not there",
    `insert into conversion_lines (workspace_id, conversion_id, version, position, quantity, list_price_minor)
       select workspace_id, id, version + 1, 1, 1, 1 from conversions limit 1`,
    "delete from conversion_lines l using conversions c where c.id = l.conversion_id and l.version > c.version",
    /orders: ord_\w+: a line is kept of it/,
  ],
  [
    "a status of an order that is not there",
    `insert into conversion_statuses (workspace_id, id, conversion_id, status, occurred_at, recorded_at, source)
       select workspace_id, gen_random_uuid(), ${nobody}, status, occurred_at, recorded_at, source from conversion_statuses limit 1`,
    `delete from conversion_statuses where conversion_id = ${nobody}`,
    /orders: ord_\w+: a status is kept of it/,
  ],
  [
    "an identifier of a customer who is not there",
    `insert into customer_identifiers (workspace_id, kind, keyed_hash, customer_id, first_seen_at, last_seen_at, source)
       select workspace_id, 'phone', '\\x00', ${nobody}, now(), now(), 'api' from customers limit 1`,
    `delete from customer_identifiers where customer_id = ${nobody}`,
    /orders: customer 0198a000-\S+: an identifier is kept of them, and they are not there/,
  ],
  [
    "a transfer that was changed",
    "update transfers set amount_minor = amount_minor + 1 where id = (select min(id::text)::uuid from transfers)",
    "update transfers set amount_minor = amount_minor - 1 where id = (select min(id::text)::uuid from transfers)",
    /commissions: com_\w+: the ledger holds \d+ of it, \d+ is left/,
  ],
  [
    "a transfer in a currency that is not its accounts'",
    "update transfers set currency = 'USD' where id = (select min(id::text)::uuid from transfers)",
    "update transfers set currency = 'EUR'",
    /is in USD between accounts in EUR and EUR/,
  ],
  [
    "a credit that does not sum to one",
    "update credits set shares[1] = shares[1] - 1",
    "update credits set shares[1] = shares[1] + 1",
    /the credit of ord_\w+: first sums to 999999999/,
  ],
  [
    "a credit that sums to one but is not the model's",
    "update credits set shares[1] = shares[1] - 10, unattributed[1] = unattributed[1] + 10",
    "update credits set shares[1] = shares[1] + 10, unattributed[1] = unattributed[1] - 10",
    /first gives touch 1 999999990 parts per billion instead of about 1000000000/,
  ],
  [
    "a commission that was raised",
    "update commissions set amount_minor = amount_minor + 1",
    "update commissions set amount_minor = amount_minor - 1",
    /its lines sum to/,
  ],
  [
    "a commission that is listed in a state it is not in",
    "update commission_states set state = case state when 'replaced' then 'payable' else 'replaced' end",
    `update commission_states s set state = case
       when exists (select from commission_endings e where e.commission_id = s.commission_id and e.step = 'superseded') then 'replaced'
       when (select sum(m.pending_minor + m.payable_minor) from commission_moves m where m.commission_id = s.commission_id) = 0 then 'reversed'
       when exists (select from commission_endings e where e.commission_id = s.commission_id and e.step = 'matured') then 'payable' else 'on_hold' end`,
    /commissions: com_\w+: it is listed as \w+, the ledger says \w+/,
  ],
  [
    "a commission that is no longer listed",
    "create table kept_states as select * from commission_states; delete from commission_states",
    "insert into commission_states select * from kept_states; drop table kept_states",
    /it is listed as nothing, the ledger says/,
  ],
  [
    "a commission that would never fall due",
    "update commission_states set due_at = case when due_at is null then now() end",
    `update commission_states s set due_at = (select c.hold_until from commissions c where c.id = s.commission_id
       and not exists (select from commission_endings e where e.commission_id = c.id))`,
    /it is listed as due at another time/,
  ],
  [
    "a reversal that was taken away",
    "update commission_reversals set position = position + 7",
    "update commission_reversals set position = position - 7",
    /reversal 1 is missing/,
  ],
  [
    "an audit event that was changed",
    "update audit_events set action = action || '!'",
    "update audit_events set action = rtrim(action, '!')",
    /audit chain: the hash at position 1 does not follow/,
  ],
  [
    "an audit log whose newest events were taken away",
    `create table kept_links as select * from audit_chain where position = (select max(position) from audit_chain);
     delete from audit_chain where position = (select max(position) from audit_chain)`,
    "insert into audit_chain select * from kept_links; drop table kept_links",
    /audit chain: it ends at position \d+, and was sealed up to position \d+/,
  ],
  [
    "an account that was given to another creator",
    `create table kept_accounts as select * from ledger_accounts where kind = 'creator_payable';
     update ledger_accounts set owner_id = gen_random_uuid() where kind = 'creator_payable'`,
    "update ledger_accounts a set owner_id = k.owner_id from kept_accounts k where k.id = a.id; drop table kept_accounts",
    /its step \w+ moved \d+ EUR from .* instead of/,
  ],
  [
    "money that nothing was done for",
    `insert into postings select workspace_id, '00000000-0000-7000-8000-000000000001', 'bonus', source_id, step, booked_on, recorded_at, null, memo from postings limit 1`,
    "delete from postings where source_kind = 'bonus'",
    /ledger: something is booked for a bonus/,
  ],
  [
    "a booking that was moved to another month",
    "update postings set booked_on = booked_on - 60",
    "update postings set booked_on = booked_on + 60",
    /was recorded at 2026-\S+ and booked on 2026-/,
  ],
  [
    "a month that was opened again",
    "create table kept_months as select * from closed_months; delete from closed_months",
    "insert into closed_months select * from kept_months; drop table kept_months",
    /ledger: 2026-04 was closed and is open/,
  ],
  [
    "a commission whose terms were changed",
    `update commissions set terms = jsonb_set(terms, '{holdDays}', '3')`,
    `update commissions set terms = jsonb_set(terms, '{holdDays}', '30')`,
    /its terms are not those it was decided by/,
  ],
  [
    "a commission whose terms were changed together with its decision's",
    `update commissions set terms = jsonb_set(terms, '{holdDays}', '3');
     update pay_decisions set document = jsonb_set(document, '{terms,holdDays}', '3') where outcome = 'pay'`,
    `update commissions set terms = jsonb_set(terms, '{holdDays}', '30');
     update pay_decisions set document = jsonb_set(document, '{terms,holdDays}', '30') where outcome = 'pay'`,
    /its holdDays is not that of version 1 of the rule/,
  ],
  [
    "a decision whose reason was reworded",
    "update pay_decisions set reason_text = reason_text || '!'",
    "update pay_decisions set reason_text = rtrim(reason_text, '!')",
    /the reason of its decision is not the one that was given/,
  ],
  [
    "a hold that was shortened",
    "update commissions set hold_until = hold_until - interval '1 day'",
    "update commissions set hold_until = hold_until + interval '1 day'",
    /its hold does not end when its terms say/,
  ],
  [
    "a pay rule that was changed",
    `update pay_rules set document = jsonb_set(document, '{otherwise,newCustomer,rate}', '"0.2"')`,
    `update pay_rules set document = jsonb_set(document, '{otherwise,newCustomer,rate}', '"0.1"')`,
    /pay rules: rul_\w+: its document is not the one that was published/,
  ],
  [
    "a frozen click that was given to somebody else",
    "update touches set creator_ids[1] = gen_random_uuid() where kinds[1] = 'click'",
    "update touches t set creator_ids[1] = c.creator_id from clicks c where c.id = t.source_ids[1]",
    /attribution: touch 1 of ord_\w+ is not the click that was recorded/,
  ],
  [
    "an order whose total was changed",
    "update conversions set total_minor = total_minor + 1",
    "update conversions set total_minor = total_minor - 1",
    /orders: ord_\w+: its total_minor is \d+, what was said of it makes that \d+/,
  ],
  [
    "an order whose line was changed",
    "update conversion_lines set list_price_minor = list_price_minor + 1",
    "update conversion_lines set list_price_minor = list_price_minor - 1",
    /the list_price_minor of its line 1 is \d+ instead of \d+/,
  ],
  [
    "an order of which a channel is made to say something else",
    `update conversion_versions set document = jsonb_set(document, '{codes}', '["OTHER"]')`,
    `update conversion_versions v set document = case when c.codes = '{}' then document - 'codes' else jsonb_set(document, '{codes}', to_jsonb(c.codes)) end
       from conversions c where c.id = v.conversion_id`,
    /orders: ord_\w+: its codes is/,
  ],
  [
    "a refund that was lowered",
    "update adjustments set amount_minor = amount_minor - 100",
    "update adjustments set amount_minor = amount_minor + 100",
    /its refunded_minor is \d+, what was said of it makes that \d+/,
  ],
  [
    "a refund that was lowered together with its order's",
    "update adjustments set amount_minor = amount_minor - 100; update conversions set refunded_minor = refunded_minor - 100 where refunded_minor > 0",
    "update adjustments set amount_minor = amount_minor + 100; update conversions set refunded_minor = refunded_minor + 100 where refunded_minor > 0",
    /\d+ of it was taken back, its order's refunds and disputes take \d+/,
  ],
  [
    "a payload that was changed",
    "update raw_payloads set ciphertext = set_byte(ciphertext, 29, get_byte(ciphertext, 29) # 1)",
    "update raw_payloads set ciphertext = set_byte(ciphertext, 29, get_byte(ciphertext, 29) # 1)",
    /payloads: raw_\w+ is not what was delivered/,
  ],
];

test.each(tampered)("%s is found", async (_name, change, restore, difference) => {
  await owner.query(change);
  try {
    expect(await firstDifference()).toMatch(difference);
  } finally {
    await owner.query(restore);
  }
  expect(await firstDifference()).toBeUndefined();
});

test("a busy installation is verified as it is at one instant, so that nothing booked meanwhile is a difference", async () => {
  const clickId = await world.click(await world.addCreator("Cleo"), "2026-04-28T09:00:00Z");
  let isBusy = true;
  const watch = async (): Promise<(string | undefined)[]> => {
    const found = new Set<string | undefined>();
    while (isBusy) found.add(await firstDifference());
    return [...found];
  };
  const watching = watch();
  for (let index = 0; index < 60; index++) await world.order({ externalId: `busy-${index}`, clickId });
  isBusy = false;
  expect(await watching).toEqual([undefined]);
});

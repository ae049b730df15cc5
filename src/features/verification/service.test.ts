import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { openPayWorld, type PayWorld } from "../../../test/pay-world.ts";
import { sealAuditChains } from "../audit/service.ts";
import { matureDue } from "../commissions/service.ts";
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
  t.clock.set("2026-06-15T00:00:00Z");
  await matureDue(t.ctx);
  await world.takeBack({ externalId: "late", names: [{ kind: "order", value: "v-2" }], amountMinor: 500n });
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
  expect(checked).toEqual(["ledger: same", "credit: same", "commissions: same", "audit chain: same"]);
});

const tampered: [string, string, string, RegExp][] = [
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

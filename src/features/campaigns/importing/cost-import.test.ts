import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must } from "../../../../test/builders.ts";
import { importFile } from "../../imports/service.ts";
import { readCostRow } from "./cost-row.ts";

describe("a row of a file of costs", () => {
  const how = { campaign: "Launch", currency: "EUR", decimal: ",", order: "dmy" } as const;
  const read = (texts: Record<string, string>) => readCostRow(new Map(Object.entries(texts)), how);
  const faulty = (texts: Record<string, string>): string[] => {
    const outcome = read(texts);
    return outcome.row === undefined ? outcome.faults.map(({ field }) => field) : [];
  };

  test("is an amount, hours or pieces at what one costs, or a share in percent of a bill, in its own currency", () => {
    const base = { incurred_on: "1.5.2026", currency: "usd" };
    expect(read({ ...base, kind: "Honorar", amount: "1.234,50 $", creator: "@Ana" }).row).toMatchObject({
      kind: "fee",
      incurredOn: "2026-05-01",
      creator: "@Ana",
      worth: { amountMinor: 123_450n, currency: "USD", basis: "amount" },
    });
    expect(read({ ...base, kind: "Hours", quantity: "7,5", each: "45" }).row?.worth).toMatchObject({
      amountMinor: 33_750n,
      basis: "hours",
    });
    const tools = { ...base, kind: "software", quantity: "12,5 %", each: "100,00", note: "1 of 8 campaigns" };
    expect(read(tools).row?.worth).toMatchObject({ amountMinor: 1_250n, quantity: "0.125", basis: "share" });
  });

  test("is refused where an amount is written with another currency than its row or the file is read in, and no sign of its own is", () => {
    const paid = (currency: string, amount: string, field = "amount") => {
      const cells = field === "amount" ? { kind: "fee", amount } : { kind: "hours", quantity: "2", each: amount };
      return read({ incurred_on: "1.5.2026", currency, ...cells });
    };
    expect(paid("USD", "€ 120").faults).toEqual([
      { field: "amount", message: "is written with €, but the row is read in USD, found € 120: state the currency that was paid" },
    ]);
    const foreign: [string, string][] = [
      ["USD", "120 EUR"],
      ["", "US$ 120"],
      ["", "120 Dollar"],
      ["EUR", "£120"],
      ["AUD", "US$ 120"],
      ["GBP", "$120"],
      ["USD", "EUR120"],
    ];
    for (const [currency, amount] of foreign) expect([amount, paid(currency, amount).faults[0]?.field]).toEqual([amount, "amount"]);
    expect(paid("USD", "45 €", "each").faults.map(({ field }) => field)).toEqual(["each"]);
    const own: [string, string, string][] = [
      ["USD", "$120", "USD"],
      ["CAD", "$ 120", "CAD"],
      ["MXN", "120 $", "MXN"],
      ["", "€ 120", "EUR"],
      ["", "120 EUR", "EUR"],
      ["eur", "120 Euro", "EUR"],
      ["SEK", "120 kr", "SEK"],
    ];
    for (const [currency, amount, code] of own)
      expect([amount, paid(currency, amount).row?.worth]).toMatchObject([amount, { amountMinor: 12_000n, currency: code }]);
  });

  test("has all its faults named at once, each at its field", () => {
    const wrong = { kind: "dinner", incurred_on: "31.2.2026", amount: "-5", currency: "EURO", reference: "x".repeat(201) };
    expect(faulty(wrong).toSorted()).toEqual(["amount", "currency", "incurred_on", "kind", "reference"]);
    expect(faulty({ kind: "fee", incurred_on: "1.5.2026" })).toEqual(["amount"]);
    expect(faulty({ kind: "fee", incurred_on: "1.5.2026", quantity: "2", each: "5" })).toEqual(["quantity"]);
  });
});

describe("a file of costs", () => {
  let t: TestApp;
  let w: TestWorkspace;
  let costs: string;
  beforeAll(async () => {
    t = await openTestApp();
    w = await t.makeWorkspace();
    await makeCreator(w, { name: "Ana Lund" });
    const plan = (name: string) =>
      must<{ id: string }>(w, "POST", "/v1/campaigns", { name, starts_on: "2026-05-01", ends_on: "2026-05-15" });
    costs = `/v1/campaigns/${(await plan("Launch")).id}/costs`;
    await plan("Twice");
    await plan("twice");
  });
  afterAll(() => t.close());

  const head = "Campaign,Type,Date,Amount,Hours,Rate,Currency,Creator,Invoice,VAT,Comment";
  const good = [
    "Launch,Fee,2026-04-20,500.00,,,EUR,Ana Lund,R-1,net of 19 %,one reel",
    "launch,Staff time,2026-05-02,,7.5,45.00,USD,,,,",
    "Launch,Shipping,2026-05-03,5.40,,,EUR,,,,parcel",
    "Launch,Shipping,2026-05-03,5.40,,,EUR,,,,parcel",
  ];
  const take = (lines: readonly string[], skipFaulty = false) =>
    importFile(w.ctx, { kind: "costs", file_name: "books.csv", content: Readable.from([[head, ...lines].join("\n")]), skipFaulty });
  const listed = async () => (await must<{ data: { kind: string; amount: { amount: string; currency: string } }[] }>(w, "GET", costs)).data;
  const refusals = async (id: string) =>
    (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

  test("with one faulty row is not taken at all, and every row with what it means wrongly is named", async () => {
    const bad = [
      "Launhc,Fee,2026-05-01,1.00,,,EUR,,,,",
      "Twice,Fee,2026-05-01,1.00,,,EUR,,,,",
      "Launch,Fee,2026-05-01,1.00,,,EUR,Nobody,,,",
      "Launch,Lunch,,,,,,,,,",
    ];
    const ended = await take([...good, ...bad]);
    expect(ended).toMatchObject({ status: "failed", refused: 4 });
    expect((await refusals(ended.id)).map(({ row, field }) => `${row} ${field}`)).toEqual([
      "6 campaign",
      "7 campaign",
      "8 creator",
      "9 kind",
      "9 incurred_on",
    ]);
    expect(await listed()).toEqual([]);
  });

  test("is taken whole, each row in its currency; brought in again it changes nothing, also where a cost was voided meanwhile", async () => {
    expect(await take(good)).toMatchObject({ status: "done", taken: 4, unchanged: 0 });
    const rows = await listed();
    expect(rows.map(({ kind, amount }) => `${kind} ${amount.amount} ${amount.currency}`).toSorted()).toEqual([
      "fee 50000 EUR",
      "shipping 540 EUR",
      "shipping 540 EUR",
      "staff_time 33750 USD",
    ]);
    expect(rows.find(({ kind }) => kind === "fee")).toMatchObject({
      creator_name: "Ana Lund",
      reference: "R-1",
      vat_note: "net of 19 %",
      note: "one reel",
      import_id: expect.stringMatching(/^imp_/),
    });
    const [first] = (await must<{ data: { id: string }[] }>(w, "GET", `${costs}?kind=shipping`)).data;
    await must(w, "POST", `${costs}/${first!.id}/void`, { reason: "booked twice" });
    expect(await take(good)).toMatchObject({ status: "done", taken: 0, unchanged: 4 });
    expect(await listed()).toHaveLength(3);
  });

  test("that gives a known reference another amount is refused with what to do", async () => {
    const ended = await take(["Launch,Fee,2026-04-20,501.00,,,EUR,Ana Lund,R-1,,"]);
    expect(ended).toMatchObject({ status: "failed", refused: 1 });
    expect(await refusals(ended.id)).toMatchObject([{ row: 2, field: "reference", message: expect.stringContaining("void that cost") }]);
  });

  test("brought in twice at once is taken once", async () => {
    const line = ["Launch,Fee,2026-05-04,77.00,,,EUR,,R-77,,"];
    const ended = await Promise.all([take(line), take(line)]);
    expect(ended.reduce((sum, { taken }) => sum + taken, 0)).toBe(1);
  });
});

import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  currencySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
} from "../../platform/schema/vocabulary.ts";

const nothing = z.strictObject({});
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-05");
const accountSchema = z
  .strictObject({
    kind: z
      .string()
      .meta({ description: "commission_expense, creator_pending (on hold), creator_payable (past its hold), exchange_clearing" }),
    creator_id: idText("cre").nullable(),
  })
  .meta({ id: "LedgerAccount" });

export const ledgerLineSchema = z
  .strictObject({
    id: idText("trf"),
    posting_id: idText("pst"),
    source_kind: z.string(),
    step: z.string().meta({ description: "earned, matured, reversed ..., as the source names it" }),
    booked_on: daySchema,
    recorded_at: instantSchema,
    from: accountSchema,
    to: accountSchema,
    amount: moneySchema,
    reverses_posting_id: idText("pst").nullable(),
    memo: z.string(),
  })
  .meta({ id: "LedgerLine" });

export const listLedgerLines = endpoint({
  id: "listLedgerLines",
  method: "GET",
  path: "/v1/ledger/lines",
  tag: "Ledger",
  summary: "Every transfer, newest first",
  description:
    "A transfer moves one amount from one account to another, so the ledger balances by construction. Nothing is ever changed: a correction is a new transfer.",
  access: "ledger:read",
  query: z.strictObject({ ...pageQuery, creator_id: idSchema("cre").optional() }),
  output: pageOf(ledgerLineSchema),
});

export const balanceSchema = z
  .strictObject({
    creator_id: idText("cre"),
    pending: moneySchema.meta({ description: "Earned and on hold" }),
    payable: moneySchema.meta({ description: "Past its hold; negative is a debt that is carried over" }),
  })
  .meta({ id: "CreatorBalance" });

export const listBalances = endpoint({
  id: "listBalances",
  method: "GET",
  path: "/v1/ledger/balances",
  tag: "Ledger",
  summary: "What each creator is owed, by currency, at this moment",
  access: "ledger:read",
  query: z.strictObject({ creator_id: idSchema("cre").optional() }),
  output: z.strictObject({ data: z.array(balanceSchema) }),
});

export const closeMonth = endpoint({
  id: "closeMonth",
  method: "POST",
  path: "/v1/ledger/closed-months",
  tag: "Ledger",
  summary: "Close a month that is over",
  access: "ledger:write",
  status: 201,
  body: z.strictObject({ month: monthSchema }),
  output: nothing,
});

export const listClosedMonths = endpoint({
  id: "listClosedMonths",
  method: "GET",
  path: "/v1/ledger/closed-months",
  tag: "Ledger",
  summary: "The closed months",
  access: "ledger:read",
  output: z.strictObject({ data: z.array(z.strictObject({ month: monthSchema, closed_at: instantSchema })) }),
});

const decimalSchema = z
  .string()
  .regex(/^(?=.*[1-9])(0|[1-9]\d{0,11})(\.\d{1,12})?$/, "must be a decimal above 0 with at most 12 digits on each side, as text");
const exchangeRateSchema = z
  .strictObject({
    base: currencySchema,
    quote: currencySchema,
    rate: decimalSchema.meta({ description: "Units of quote for one unit of base" }),
    on: daySchema,
    source: z.string().min(1).max(100).meta({ description: "Where the rate comes from, such as ECB" }),
  })
  .meta({ id: "ExchangeRate" });

export const addExchangeRates = endpoint({
  id: "addExchangeRates",
  method: "POST",
  path: "/v1/exchange-rates",
  tag: "Ledger",
  summary: "Add rates of exchange",
  description: "A rate that a day already has stays as it is, because commissions carry it.",
  access: "ledger:write",
  body: z.strictObject({ rates: z.array(exchangeRateSchema).min(1).max(1000) }),
  output: z.strictObject({ added: z.int(), unchanged: z.int() }),
});

export const listExchangeRates = endpoint({
  id: "listExchangeRates",
  method: "GET",
  path: "/v1/exchange-rates",
  tag: "Ledger",
  summary: "The newest 500 rates",
  access: "ledger:read",
  output: z.strictObject({ data: z.array(exchangeRateSchema.extend({ rate: z.string() })) }),
});

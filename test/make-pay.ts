import type { PayInput } from "../src/features/programs/pay/pay-decision.ts";
import type {
  PayCode,
  PayCreator,
  PayEnrollment,
  PayOrder,
  PayOrderLine,
  PayProgram,
  PayTouch,
} from "../src/features/programs/pay/pay-evidence.ts";
import type { PayGroup, PayRule, PayValue } from "../src/features/programs/pay/pay-rule.ts";

/** Milliseconds of "2024-05-31T12:00:00Z" and the like. */
export const at = (text: string): number => Date.parse(text);

/** Noon of the last of May in UTC: when the orders of these tests are placed. */
export const ORDER_AT_MS = at("2024-05-31T12:00:00Z");

export const DAY_MS = 86_400_000;

export const percent = (rate: string): PayValue => ({ kind: "percent", rate });
export const fixed = (amount: string, currency: string): PayValue => ({ kind: "fixed", money: { amount, currency } });
export const NOTHING: PayValue = { kind: "none" };

/** The same value for new and returning customers. */
export const forAll = (value: PayValue) => ({ newCustomer: value, returningCustomer: value });

/** Ten percent of the discounted price without tax and shipping, for everybody, 30 days, no cap. */
export const makePayRule = (changes: Partial<PayRule> = {}): PayRule => ({
  level: "order",
  base: { discount: "after", tax: false, shipping: false, tip: false, giftCardPayment: false, giftCardItems: false },
  groups: [],
  otherwise: forAll(percent("0.1")),
  recurrence: { kind: "all" },
  windowDays: { link: 30, code: 30, visit: 30 },
  holdDays: 30,
  cap: null,
  afterEnd: "earlier_touches_pay",
  ...changes,
});

export const makePayGroup = (id: string, changes: Partial<PayGroup>): PayGroup => ({
  id,
  name: id,
  conditions: {},
  values: forAll(percent("0.2")),
  ...changes,
});

export const makePayLine = (lineId: string, changes: Partial<PayOrderLine> = {}): PayOrderLine => ({
  lineId,
  sku: "",
  product: "",
  category: "",
  listMinor: 10_000n,
  discountMinor: 0n,
  taxMinor: 0n,
  isGiftCard: false,
  ...changes,
});

/** A paid order over 100.00 EUR without lines, by a new customer. */
export const makePayOrder = (changes: Partial<PayOrder> = {}): PayOrder => ({
  orderId: "order-1",
  kind: "order",
  status: "paid",
  atMs: ORDER_AT_MS,
  precision: "ms",
  currency: "EUR",
  customer: "new",
  buyerEmailHash: null,
  country: null,
  renewalNumber: null,
  codes: [],
  lines: [],
  itemsMinor: 10_000n,
  discountMinor: 0n,
  taxMinor: 0n,
  taxIncluded: false,
  shippingMinor: 0n,
  shippingTaxMinor: 0n,
  tipMinor: 0n,
  giftCardMinor: 0n,
  ...changes,
});

/** A click on a creator's link, three days before the order unless said otherwise. */
export const makePayClick = (creatorId: string, changes: Partial<PayTouch> = {}): PayTouch => ({
  id: `click-${creatorId}`,
  kind: "click",
  atMs: ORDER_AT_MS - 3 * DAY_MS,
  creatorId,
  programId: "launch",
  visitorClass: "human",
  linkOffAtMs: null,
  code: null,
  isOnOrder: false,
  ...changes,
});

/** A creator's code used on the order, such as ANA10 for "ana". */
export const makeUsedCode = (creatorId: string, code: Partial<PayCode> = {}, changes: Partial<PayTouch> = {}): PayTouch => ({
  ...makePayClick(creatorId),
  id: `code-${creatorId}`,
  kind: "code",
  atMs: ORDER_AT_MS,
  visitorClass: null,
  isOnOrder: true,
  code: {
    text: `${creatorId.toUpperCase()}10`,
    purpose: "public",
    policy: "always",
    validFromMs: at("2024-01-01T00:00:00Z"),
    validUntilMs: null,
    disabledAtMs: null,
    position: 0,
    ...code,
  },
  ...changes,
});

export const makePayCreator = (creatorId: string, changes: Partial<PayCreator> = {}): PayCreator => ({
  creatorId,
  name: creatorId.charAt(0).toUpperCase() + creatorId.slice(1),
  emailHash: null,
  statuses: [],
  ...changes,
});

export const makePayEnrollment = (creatorId: string, changes: Partial<PayEnrollment> = {}): PayEnrollment => ({
  creatorId,
  programId: "launch",
  startedAtMs: at("2024-01-01T00:00:00Z"),
  endedAtMs: null,
  ...changes,
});

export const makePayProgram = (rule: Partial<PayRule> = {}, changes: Partial<PayProgram> = {}): PayProgram => ({
  programId: "launch",
  name: "Launch",
  currency: null,
  ruleId: "rule-1",
  ruleVersion: 1,
  rule: makePayRule(rule),
  ...changes,
});

/** Ana, Ben and Cleo in the program Launch; one order and no touches unless given. */
export const makePayInput = (changes: Partial<PayInput> = {}): PayInput => ({
  order: makePayOrder(),
  touches: [],
  creators: ["ana", "ben", "cleo"].map((creatorId) => makePayCreator(creatorId)),
  programs: [makePayProgram()],
  enrollments: ["ana", "ben", "cleo"].map((creatorId) => makePayEnrollment(creatorId)),
  zone: "UTC",
  bond: null,
  earned: [],
  capUsage: [],
  rates: [],
  ...changes,
});

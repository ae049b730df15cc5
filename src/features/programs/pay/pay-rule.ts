/** Money as a rule's document holds it: whole minor units as text, beside their currency. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** What kind of event a conversion is. */
export type ConversionKind = "order" | "lead" | "sign_up" | "install" | "rsvp" | "booking";

/**
 * What a matching line or order pays: a share of its base (`rate` is a decimal text in [0, 1]), a fixed amount in its own currency
 * (once a line or once an order, whatever the quantity), or nothing.
 */
export type PayValue =
  { readonly kind: "percent"; readonly rate: string } | { readonly kind: "fixed"; readonly money: MoneyText } | { readonly kind: "none" };

/** What is paid for a new customer and for one who bought before; a customer of unknown novelty counts as returning. */
export interface PayValues {
  readonly newCustomer: PayValue;
  readonly returningCustomer: PayValue;
}

/**
 * When a group applies. Every condition given must hold, a list holds when one of its entries does, and a missing one always holds.
 *
 * Texts are compared exactly; codes in their normalised form, countries as ISO 3166 codes of two letters. At order level a condition on
 * products holds when one line of the order satisfies all of them together.
 */
export interface PayConditions {
  readonly skus?: readonly string[] | undefined;
  readonly products?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly kinds?: readonly ConversionKind[] | undefined;
  readonly customer?: "new" | "returning" | undefined;
  /** Renewal numbers from `from` up to but without `before`; the first payment of a subscription has number 0. */
  readonly renewals?: { readonly from: number; readonly before?: number | undefined } | undefined;
}

/** An exception to the default, such as a better rate for one product. */
export interface PayGroup {
  /** Unique within the rule, stable over its versions. */
  readonly id: string;
  readonly name: string;
  readonly conditions: PayConditions;
  readonly values: PayValues;
}

/** What the base of a percentage is made of. `true` means that the part counts. */
export interface PayBase {
  /** Whether list prices count, or what is left of them after discounts. */
  readonly discount: "before" | "after";
  readonly tax: boolean;
  readonly shipping: boolean;
  readonly tip: boolean;
  /** The part of the order that was paid with a gift card; it is taken from the base when it does not count. */
  readonly giftCardPayment: boolean;
  /** Lines that are gift cards themselves. */
  readonly giftCardItems: boolean;
}

/** How long one customer goes on earning: for ever, for the first orders that earn, or for months from the first order that earns. */
export type PayRecurrence =
  | { readonly kind: "all" }
  | { readonly kind: "first_orders"; readonly count: number }
  | { readonly kind: "months"; readonly count: number };

/** The most that one creator earns in one program in a period of the workspace's calendar. */
export interface PayCap {
  readonly money: MoneyText;
  readonly per: "day" | "month" | "year" | "all";
}

/** When a code's creator is paid although somebody else was clicked: always, if also clicked, or unless another was clicked last. */
export type CodePolicy = "always" | "if_clicked" | "if_last";

/**
 * A program's pay rule as it is stored, version by version: who is paid for an order, and how much.
 *
 * Plain JSON. A new version is a new document; commissions keep a snapshot of the one that they were decided by.
 */
export interface PayRule {
  /** At "line" each line finds its own group and its own amount; at "order" there is one group and one amount. */
  readonly level: "order" | "line";
  readonly base: PayBase;
  /** In order of precedence: the first that matches applies, and no other. */
  readonly groups: readonly PayGroup[];
  /** What applies where no group does. */
  readonly otherwise: PayValues;
  readonly recurrence: PayRecurrence;
  /** For how many calendar days after it a touch of each kind can be paid; a code used on the order itself needs no window. */
  readonly windowDays: { readonly link: number; readonly code: number; readonly visit: number };
  /** Calendar days from the order until the commission is due. */
  readonly holdDays: number;
  readonly cap: PayCap | null;
  /** Whether a touch made while a creator was enrolled still pays for an order placed after the enrollment ended. */
  readonly afterEnd: "earlier_touches_pay" | "nothing_pays";
}

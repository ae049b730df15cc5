import type { TimePrecision } from "../../../kernel/time.ts";
import type { CodePolicy, ConversionKind, PayRule } from "./pay-rule.ts";

/** One line of an order. Amounts are minor units of the order's currency for the whole line, and at least zero unless said otherwise. */
export interface PayOrderLine {
  readonly lineId: string;
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  /** List price times quantity, before any discount; below zero for a line that takes something off. */
  readonly listMinor: bigint;
  /** By codes and otherwise, together. */
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly isGiftCard: boolean;
}

/** What the pay decision needs to know of an order or another conversion. */
export interface PayOrder {
  readonly orderId: string;
  readonly kind: ConversionKind;
  readonly status: "pending" | "paid" | "cancelled" | "test";
  /** Milliseconds since 1970, with the precision that the source states. */
  readonly atMs: number;
  readonly precision: TimePrecision;
  /** ISO 4217; all amounts of the order are in it. */
  readonly currency: string;
  readonly customer: "new" | "returning" | "unknown";
  /** The keyed hash of the buyer's e-mail address as text, comparable with the creators'; null when the address is unknown. */
  readonly buyerEmailHash: string | null;
  /** ISO 3166, two letters; null when unknown. */
  readonly country: string | null;
  /** 0 for the first payment of a subscription, then 1, 2 ...; null outside subscriptions. */
  readonly renewalNumber: number | null;
  /** Codes on the order in their normalised form, known to us or not. */
  readonly codes: readonly string[];
  /** May be empty where the source states totals only; then `itemsMinor` is the one line. */
  readonly lines: readonly PayOrderLine[];
  /** List prices of all items together; read only when there are no lines. */
  readonly itemsMinor: bigint;
  /** All discounts on items; what the lines do not state of it is spread over them. */
  readonly discountMinor: bigint;
  /** All tax on items, without that on shipping; what the lines do not state of it is spread over them. */
  readonly taxMinor: bigint;
  /** Whether prices, shipping included, contain their tax. */
  readonly taxIncluded: boolean;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  /** The part that was paid with a gift card. */
  readonly giftCardMinor: bigint;
}

/** A code of ours, as it stands; its text is the one shown to people. */
export interface PayCode {
  readonly text: string;
  readonly purpose: "public" | "personal_use";
  readonly policy: CodePolicy;
  readonly validFromMs: number;
  /** Exclusive; null while no end is set. */
  readonly validUntilMs: number | null;
  readonly disabledAtMs: number | null;
  /** Its place among the codes of the order, 0 first; breaks the last tie. */
  readonly position: number;
}

/** A contact of the customer with a creator, or a code of one on an order. Touches without a creator are not passed in. */
export interface PayTouch {
  readonly id: string;
  /** Only clicks, visits and codes are paid; survey answers and claims are for reports and people. */
  readonly kind: "click" | "visit" | "code" | "survey" | "claim";
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly creatorId: string;
  /** The program of the link or code; null when it has none, and then nothing can be paid. */
  readonly programId: string | null;
  /** What the visitor was taken for; null for kinds that have none. Only "human" is paid. */
  readonly visitorClass: string | null;
  /** When the link was switched off or expired, null while it has not been; null for kinds without a link. */
  readonly linkOffAtMs: number | null;
  /** Of kind "code" only. */
  readonly code: PayCode | null;
  /** Whether it is a code used on the very order that is decided. */
  readonly isOnOrder: boolean;
}

/** A creator as far as pay is concerned. */
export interface PayCreator {
  readonly creatorId: string;
  /** As it is to stand in the reason. */
  readonly name: string;
  /** The keyed hash of the creator's e-mail address, made like the buyer's; null when unknown. */
  readonly emailHash: string | null;
  /** All changes of status, in any order; before the first one the creator counts as active. */
  readonly statuses: readonly { readonly status: "active" | "paused" | "banned"; readonly effectiveAtMs: number }[];
}

/** That a creator takes part in a program, perhaps again after an earlier time, from `startedAtMs` up to but without `endedAtMs` (null while there is no end). */
export interface PayEnrollment {
  readonly creatorId: string;
  readonly programId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

/** A program with the version of its rule that was in effect at the order's time. */
export interface PayProgram {
  readonly programId: string;
  readonly name: string;
  /** The currency of its earnings; null means the order's. */
  readonly currency: string | null;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly rule: PayRule;
}

/** Who is paid for an order, and because of which touch. */
export interface PayWinner {
  readonly creatorId: string;
  readonly programId: string;
  readonly touchId: string;
  readonly via: "code" | "link" | "visit" | "subscription";
}

/** What has been counted against a program's cap for one creator in the cap's period, reversals taken off; in the cap's currency. */
export interface CapUsage {
  readonly creatorId: string;
  readonly programId: string;
  readonly usedMinor: bigint;
}

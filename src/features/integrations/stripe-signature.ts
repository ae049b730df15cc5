/** The parts of a `Stripe-Signature` header. */
export interface StripeSignature {
  /** When the sender signed, seconds since 1970. */
  readonly signedAt: number;
  /** Signatures of scheme v1, in hexadecimal; several while a secret is being changed. */
  readonly signatures: readonly string[];
}

/**
 * Reads a `Stripe-Signature` header.
 *
 * @param header such as "t=1492774577,v1=5257a8...,v0=...": other schemes are left out.
 * @returns undefined when it has no time or no signature of scheme v1.
 * @see https://docs.stripe.com/webhooks#verify-manually
 * @example
 * import { stripeSignature } from "./stripe-signature.ts";
 * stripeSignature("t=1492774577,v1=5257,v0=6ffb"); // => { signedAt: 1492774577, signatures: ["5257"] }
 */
export function stripeSignature(header: string): StripeSignature | undefined {
  const parts = header.split(",").map((part) => part.trim().split("="));
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  const signatures = parts.filter(([name]) => name === "v1").flatMap(([, value]) => value ?? []);
  return /^\d{1,12}$/.test(time) && signatures.length > 0 ? { signedAt: Number(time), signatures } : undefined;
}

/** How far a signature's time may be from now: five minutes, in seconds. */
export const signatureToleranceS = 300;

import { canonicalJson } from "../../kernel/canonical-json.ts";

/** What the chain covers of one audit event; the detail is in it as its salted digest only. */
export interface SealedEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly occurredAtMs: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Hexadecimal. */
  readonly detailDigest: string;
}

/**
 * The text whose SHA-256, after the hash before it, is the next hash of a workspace's audit chain.
 *
 * @param position its place in the chain, from 1
 * @returns canonical JSON, so that equal events give equal texts
 * @example
 * import { sealedText } from "./audit-hash.ts";
 * const event = { id: "e", occurredAtMs: 0, actorKind: "system", actorId: "s", action: "a", subjectKind: "k", subjectId: "i", detailDigest: "00" };
 * sealedText(1n, event).startsWith('{"action":"a"') // => true
 */
export const sealedText = (position: bigint, event: SealedEvent): string => canonicalJson({ ...event, position });

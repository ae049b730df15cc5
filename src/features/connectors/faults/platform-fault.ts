/** Why a call came to nothing, by what is to be done about it. */
export type FaultKind =
  /** The platform is away or asks to be asked less often: try again later. */
  | "busy"
  /** The quota of the window is used up: go on in the next one, which begins after `retryAfterMs`. */
  | "quota"
  /** The key or the authorisation does not hold: a person has to act. */
  | "refused"
  /** This whole kind of question is not permitted, others are: a person has to act, and the run stops. */
  | "forbidden"
  /** This one thing may not be read. */
  | "denied"
  /** The token of an account's owner is not taken: it is renewed, and asked with once more. */
  | "stale";

/** A call that came to nothing; its message is a sentence for people. */
export class PlatformFault extends Error {
  override name = "PlatformFault";
  readonly kind: FaultKind;
  /** How long the platform asks to be left alone; undefined: it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: FaultKind, message: string, retryAfterMs?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

import { PlatformFault } from "../faults/platform-fault.ts";

/** The body of a refusal of a Google interface. */
interface Refusal {
  readonly error?: {
    readonly message?: string;
    readonly errors?: readonly { readonly reason?: string }[];
    readonly details?: readonly { readonly reason?: string }[];
  };
}

/** What a refusal comes to; `quota` is said by whoever counts it. */
export type YoutubeRefusal =
  | { readonly kind: "quota" }
  | { readonly kind: "missing" }
  /** The comments of a video are closed. */
  | { readonly kind: "closed" }
  | { readonly kind: "fault"; readonly fault: PlatformFault };

const refused = (sentence: string): YoutubeRefusal => ({ kind: "fault", fault: new PlatformFault("refused", sentence) });

const quotaReasons = new Set(["quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"]);
const haste = new Set(["rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "backendError"]);
const missing = new Set(["channelNotFound", "playlistNotFound", "videoNotFound"]);

const sentences: Readonly<Record<string, string>> = {
  keyInvalid: "YouTube says that the key is not valid. Copy it again from the Google Cloud console, Credentials.",
  API_KEY_INVALID: "YouTube says that the key is not valid. Copy it again from the Google Cloud console, Credentials.",
  keyExpired: "YouTube says that the key has expired. Make a new one in the Google Cloud console, Credentials.",
  API_KEY_EXPIRED: "YouTube says that the key has expired. Make a new one in the Google Cloud console, Credentials.",
  accessNotConfigured:
    "The key's project may not use the YouTube Data API v3. Enable it in the Google Cloud console, APIs & Services, Library.",
  SERVICE_DISABLED:
    "The key's project may not use the YouTube Data API v3. Enable it in the Google Cloud console, APIs & Services, Library.",
  API_KEY_SERVICE_BLOCKED: "The key is restricted to other interfaces. Add the YouTube Data API v3 to its API restrictions.",
  ipRefererBlocked: "The key is restricted to other addresses. Let this server's address use it, under the key's application restrictions.",
  API_KEY_IP_ADDRESS_BLOCKED:
    "The key is restricted to other addresses. Let this server's address use it, under the key's application restrictions.",
  API_KEY_HTTP_REFERRER_BLOCKED:
    "The key is restricted to websites. A server needs a key without that restriction, or one restricted to its address.",
};

const reasonsOf = (error: Refusal["error"]): string[] =>
  [...(error?.details ?? []), ...(error?.errors ?? [])].flatMap(({ reason }) => reason ?? []);

const sentenceOf = (error: Refusal["error"]): string => {
  const said = (error?.message ?? "").replaceAll(/<[^>]*>/g, "").slice(0, 300);
  return said === "" ? "." : `: ${said}`;
};

/**
 * What YouTube means by a refusal, by the reasons in its body before its status.
 *
 * @param status of the answer, 400 to 499.
 * @param body as it came, any value.
 * @see https://developers.google.com/youtube/v3/docs/errors
 * @example
 * import { youtubeRefusal } from "./youtube-refusal.ts";
 * youtubeRefusal(403, { error: { errors: [{ reason: "quotaExceeded" }] } }).kind; // => "quota"
 */
export function youtubeRefusal(status: number, body: unknown): YoutubeRefusal {
  const { error } = (typeof body === "object" && body !== null ? body : {}) as Refusal;
  const reasons = reasonsOf(error);
  const isAny = (of: ReadonlySet<string>): boolean => reasons.some((reason) => of.has(reason));
  if (isAny(quotaReasons)) return { kind: "quota" };
  if (isAny(haste)) return { kind: "fault", fault: new PlatformFault("busy", "YouTube asks to be asked less often.") };
  if (status === 401) return { kind: "fault", fault: new PlatformFault("stale", "YouTube does not take the authorisation any more.") };
  const known = reasons.find((reason) => sentences[reason] !== undefined);
  if (known !== undefined) return refused(sentences[known]!);
  if (reasons.includes("commentsDisabled")) return { kind: "closed" };
  if (isAny(missing)) return { kind: "missing" };
  return { kind: "fault", fault: new PlatformFault("denied", `YouTube answered ${status}${sentenceOf(error)}`) };
}

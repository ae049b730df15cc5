import type { MetaUsage } from "../faults/meta-usage.ts";
import { PlatformFault } from "../faults/platform-fault.ts";

/** The body of a refusal of the Graph API. */
interface Refusal {
  readonly error?: {
    readonly message?: unknown;
    readonly code?: unknown;
    readonly error_subcode?: unknown;
    readonly error_user_msg?: unknown;
  };
}

/** What a refusal comes to. */
export type InstagramRefusal = { readonly kind: "missing" } | { readonly kind: "fault"; readonly fault: PlatformFault };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const anew = "Make a new one in Meta's Graph API Explorer and give it to this connection.";

const rates = new Set([4, 17, 32, 341, 613, 80_002]);
const missing = new Set([24, 110]);
const ownFaults = new Set([-2, -1, 1, 2]);
/** The post is older than the account is a professional one. */
const postedBefore = 2_108_006;
const unknownVersions = new Set([12, 2_500, 2_635]);

const ofToken: Readonly<Record<number, string>> = {
  458: `The person who made the token has removed the app. Let them permit it again. ${anew}`,
  459: "Meta wants the person who made the token to log in at facebook.com and to answer a question there.",
  460: `The token does not hold any more, because the person who made it has another password. ${anew}`,
  463: `The token has ended. ${anew}`,
  464: "The person who made the token has to confirm their account at facebook.com first.",
  467: `The token was revoked. ${anew}`,
};

const sentenceOf = (error: Refusal["error"]): string => {
  const text = [error?.error_user_msg, error?.message].find((each) => typeof each === "string" && each !== "") as string | undefined;
  return text === undefined ? "" : `: ${text.slice(0, 300)}`;
};

const isPermission = (code: number): boolean => code === 10 || (code >= 200 && code <= 299);
const isApp = (code: number, message: unknown): boolean =>
  code === 101 || (code === 1 && typeof message === "string" && /client secret/i.test(message));

function codesOf(body: unknown) {
  const { error } = (typeof body === "object" && body !== null ? body : {}) as Refusal;
  return { error, code: Number(error?.code ?? 0), subcode: Number(error?.error_subcode ?? 0) };
}

/** Whether there are numbers that Instagram does not tell: of a story that fewer than five saw, or of a post from before. */
const isUntold = (error: Refusal["error"], code: number, subcode: number): boolean =>
  subcode === postedBefore || (code === 10 && typeof error?.message === "string" && /not enough viewers/i.test(error.message));

function kindOf(code: number, subcode: number, error: Refusal["error"]): [PlatformFault["kind"], string] {
  const said = sentenceOf(error);
  if (isApp(code, error?.message))
    return ["refused", "Meta does not take the app's id and secret. Copy both again from the app's settings, Basic."];
  if (code === 190 || code === 102) return ["refused", ofToken[subcode] ?? `Meta does not take the token (${code}${said}). ${anew}`];
  if (isPermission(code))
    return [
      "forbidden",
      `The token may not do this (${code}${said}). It needs instagram_basic, instagram_manage_insights and pages_read_engagement; hashtags also need the feature Instagram Public Content Access, which Meta gives after a review of the app.`,
    ];
  if (code === 100 && subcode === 33)
    return [
      "forbidden",
      "The token does not reach this account's id. Copy the id of the professional account that belongs to the token's Page.",
    ];
  if (code === 25) return ["forbidden", "Instagram has restricted the account. Sign in to the app and do what it asks for."];
  if (unknownVersions.has(code))
    return ["forbidden", `Meta does not answer this version of its interface${said}. Set VOUCH_META_GRAPH_VERSION to one that it answers.`];
  if (ownFaults.has(code)) return ["busy", "Instagram has a fault of its own."];
  return ["denied", `Instagram refused (${code}${said}).`];
}

/**
 * What Instagram means by a refusal, by the codes in its body.
 *
 * @param body as it came, any value.
 * @param usage what its headers say is used.
 * @param about what was asked about: a post that is gone is missing, an account that is not reached is a fault.
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @example
 * import { instagramRefusal } from "./instagram-refusal.ts";
 * instagramRefusal({ error: { code: 110, error_subcode: 2207013 } }, undefined).kind; // => "missing"
 * instagramRefusal({ error: { code: 10, message: "(#10) Not enough viewers for the media to show insights" } }, undefined).kind; // => "missing"
 */
export function instagramRefusal(body: unknown, usage: MetaUsage | undefined, about: "media" | "account" = "account"): InstagramRefusal {
  const { code, subcode, error } = codesOf(body);
  const isGone = about === "media" && code === 100 && subcode === 33;
  if (isGone || missing.has(code) || isUntold(error, code, subcode)) return { kind: "missing" };
  const fault = (kind: PlatformFault["kind"], sentence: string, waitMs?: number): InstagramRefusal => ({
    kind: "fault",
    fault: new PlatformFault(kind, sentence, waitMs),
  });
  if (rates.has(code)) return fault("quota", `Instagram asks to be asked less often (${code}). It goes on later.`, usage?.waitMs ?? hourMs);
  if (code === 18) return fault("quota", "Instagram says that this account has asked for its 30 hashtags of seven days.", dayMs);
  return fault(...kindOf(code, subcode, error));
}

/** Whether what is refused is one account's matter: not permitted, restricted, or not reached by its token. */
const isOfAccount = (code: number, subcode: number): boolean => isPermission(code) || code === 25 || (code === 100 && subcode === 33);

/**
 * What Instagram means by a refusal to a creator's own token: what a brand would have to see to of its own is this one account's matter, and a token
 * that is not taken is renewed.
 *
 * @param body as it came, any value.
 * @param usage what its headers say is used.
 * @param about what was asked about.
 * @example
 * import { ownerRefusal } from "./instagram-refusal.ts";
 * const refused = ownerRefusal({ error: { code: 10, message: "Application does not have permission for this action" } }, undefined, "account");
 * refused.kind === "fault" && refused.fault.kind; // => "denied"
 */
export function ownerRefusal(body: unknown, usage: MetaUsage | undefined, about: "media" | "account"): InstagramRefusal {
  const { code, subcode, error } = codesOf(body);
  const fault = (kind: PlatformFault["kind"], sentence: string): InstagramRefusal => ({
    kind: "fault",
    fault: new PlatformFault(kind, sentence),
  });
  if (code === 190 || code === 102) return fault("stale", "Instagram does not take the token any more.");
  const refusal = instagramRefusal(body, usage, about);
  if (refusal.kind === "missing" || !isOfAccount(code, subcode)) return refusal;
  return fault(
    "denied",
    `Instagram refused (${code}${sentenceOf(error)}): the owner did not permit it, or Meta has not approved the app for it.`,
  );
}

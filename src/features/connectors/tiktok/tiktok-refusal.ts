import { PlatformFault } from "../faults/platform-fault.ts";

const sentences: Readonly<Record<string, readonly [PlatformFault["kind"], string]>> = {
  access_token_invalid: ["stale", "TikTok does not take the token any more."],
  rate_limit_exceeded: ["busy", "TikTok asks to be asked less often."],
  internal_error: ["busy", "TikTok has a fault of its own."],
  scope_not_authorized: ["denied", "The owner did not permit this. Have them connect the account again, with every permission."],
  scope_permission_missed: [
    "forbidden",
    "TikTok has not approved the app for this. Add the scopes at developers.tiktok.com, on the app's page, and have them approved.",
  ],
};

/**
 * What TikTok means by a refusal, by the code in its body.
 *
 * @param status of the answer.
 * @param body as it came, any value.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
 * @example
 * import { tiktokRefusal } from "./tiktok-refusal.ts";
 * tiktokRefusal(401, { error: { code: "access_token_invalid" } }).kind; // => "stale"
 */
export function tiktokRefusal(status: number, body: unknown): PlatformFault {
  const { error } = (typeof body === "object" && body !== null ? body : {}) as { error?: { code?: unknown; message?: unknown } };
  const code = typeof error?.code === "string" ? error.code : "";
  const known = sentences[code];
  if (known !== undefined) return new PlatformFault(...known);
  if (code === "") return new PlatformFault(status === 401 ? "stale" : "busy", "TikTok answered with something that cannot be read.");
  const said = typeof error?.message === "string" && error.message !== "" ? `: ${error.message.slice(0, 300)}` : "";
  return new PlatformFault("denied", `TikTok refused (${code}${said}).`);
}

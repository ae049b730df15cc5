import { PlatformFault } from "../faults/platform-fault.ts";

/** The body of a refusal by RFC 6749; Meta's has a message, or an object with a code. */
interface Refusal {
  readonly error?: unknown;
  readonly error_description?: unknown;
  readonly error_message?: unknown;
}

const ended = new Set([190, 102]);
const busyCodes = new Set([1, 2, 4, 17, 32]);

/** What Meta means, which has no names for it but sentences and numbers; undefined where the body is no such one. */
function metaCode({ error, error_message }: Refusal): string | undefined {
  const { code, message } = (typeof error === "object" && error !== null ? error : {}) as { code?: unknown; message?: unknown };
  const sentence = [error_message, message].find((each) => typeof each === "string") as string | undefined;
  if (typeof code === "number" && ended.has(code)) return "invalid_grant";
  if (sentence === undefined) return undefined;
  if (/platform app|client (id|secret)|validating application/i.test(sentence)) return "invalid_client";
  return typeof code === "number" && busyCodes.has(code) ? "temporarily_unavailable" : "invalid_request";
}

const ofApp = new Set(["invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type"]);
const passing = new Set(["server_error", "temporarily_unavailable", "slow_down", "internal_error", "rate_limit_exceeded"]);

/**
 * What it means that a platform gives no token: the app is not taken (refused), the permission has ended (denied), or it is away (busy).
 *
 * @param name the platform, for people.
 * @param body as it came, any value.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @example
 * import { oauthRefusal } from "./oauth-refusal.ts";
 * oauthRefusal("TikTok", { error: "invalid_grant" }).kind; // => "denied"
 */
export function oauthRefusal(name: string, body: unknown): PlatformFault {
  const refusal = (typeof body === "object" && body !== null ? body : {}) as Refusal;
  const { error, error_description } = refusal;
  const code = typeof error === "string" ? error : (metaCode(refusal) ?? "");
  const said = typeof error_description === "string" && error_description !== "" ? `: ${error_description.slice(0, 200)}` : "";
  if (ofApp.has(code))
    return new PlatformFault(
      "refused",
      `${name} does not take the app's id and secret (${code}${said}). Copy both again from the app's page at ${name}.`,
    );
  if (code === "invalid_grant")
    return new PlatformFault("denied", "The permission has ended: the owner took it back, or it was not used for too long.");
  if (code === "" || passing.has(code)) return new PlatformFault("busy", `${name} gave no token.`);
  return new PlatformFault("denied", `${name} gave no token (${code}${said}).`);
}

import { problemOfStatus, type Problem } from "./problem.ts";

/** What came of an attempt to sign in. */
export type SignInOutcome =
  { readonly kind: "signed-in" } | { readonly kind: "second-factor" } | { readonly kind: "refused"; readonly problem: Problem };

/** What the library refuses, in a sentence, and the field where it is said; without one it is said of the form. */
const refusals: Readonly<Record<string, { readonly sentence: string; readonly field?: "email" | "password" | "newPassword" | "code" }>> = {
  INVALID_EMAIL_OR_PASSWORD: { sentence: "The e-mail address and the password do not belong together." },
  INVALID_PASSWORD: { sentence: "The password is wrong.", field: "password" },
  INVALID_BACKUP_CODE: { sentence: "This is none of your backup codes, or it was used before.", field: "code" },
  INVALID_EMAIL: { sentence: "This is not an e-mail address.", field: "email" },
  INVALID_CODE: { sentence: "The code is wrong or no longer valid. Codes change every 30 seconds.", field: "code" },
  INVALID_TOKEN: { sentence: "The link is no longer valid. Ask for a new one." },
  PASSWORD_TOO_SHORT: { sentence: "A password has at least 10 characters.", field: "newPassword" },
  INVALID_TWO_FACTOR_COOKIE: { sentence: "The sign-in took too long. Enter e-mail and password again." },
};

/** Sends something to the sign-in library. */
export async function post(path: string, body: object): Promise<Response> {
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-vouch-csrf": "1" },
    body: JSON.stringify(body),
  });
}

/** The answer as an object; empty where it is none. */
export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

/** Why it was refused, in a sentence. */
export function refusalOf(response: Response, body: Record<string, unknown>): Problem {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const known = refusals[String(body["code"])];
  const sentence = known?.sentence ?? (typeof body["message"] === "string" ? body["message"] : undefined);
  const same = { type: "about:blank", status: response.status, request_id: requestId };
  if (response.status === 429) return { ...same, title: "Too many attempts", detail: "Wait a minute, then try again." };
  if (response.status >= 500 || sentence === undefined) return problemOfStatus(response.status, requestId);
  if (known?.field === undefined) return { ...same, title: "This did not work", detail: sentence };
  return { ...same, title: "This did not work", errors: [{ pointer: `/${known.field}`, detail: sentence }] };
}

/** The problem of a refused attempt as a rejection, which is what a form takes up. */
export async function unlessRefused(attempt: Promise<SignInOutcome>): Promise<Exclude<SignInOutcome, { kind: "refused" }>> {
  const outcome = await attempt;
  return outcome.kind === "refused" ? Promise.reject(outcome.problem) : outcome;
}

async function outcomeOf(response: Response): Promise<SignInOutcome> {
  const body = await bodyOf(response);
  if (!response.ok) return { kind: "refused", problem: refusalOf(response, body) };
  return body["twoFactorRedirect"] === true ? { kind: "second-factor" } : { kind: "signed-in" };
}

/** Signs in with a password; where a second factor is set up, its code is asked next. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  return outcomeOf(await post("sign-in/email", { email, password }));
}

const backupCode = /^\w+-\w+$/;

/** Finishes signing in with the code of the authenticator app, or with one of the backup codes, which have a dash. */
export async function verifySecondFactor(code: string, trustsDevice: boolean): Promise<SignInOutcome> {
  const plain = code.replaceAll(/\s/g, "");
  const path = backupCode.test(plain) ? "two-factor/verify-backup-code" : "two-factor/verify-totp";
  return outcomeOf(await post(path, { code: plain, trustDevice: trustsDevice }));
}

/** Has a link mailed that leads to choosing a new password. Answers the same whether or not the address is known. */
export async function requestPasswordReset(email: string): Promise<SignInOutcome> {
  return outcomeOf(await post("request-password-reset", { email, redirectTo: "/reset-password" }));
}

/** Sets a new password with the token of that link. */
export async function resetPassword(token: string, newPassword: string): Promise<SignInOutcome> {
  return outcomeOf(await post("reset-password", { token, newPassword }));
}

/** Ends the session on the server and in the cookie. */
export async function signOut(): Promise<void> {
  await post("sign-out", {});
}

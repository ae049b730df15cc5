import { bodyOf, post, refusalOf } from "./auth.ts";

/** What the authenticator app needs, and the codes for the day on which it is lost. */
export interface SecondFactorStart {
  /** `otpauth://...`, for the app. */
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

async function taken(response: Response): Promise<Record<string, unknown>> {
  const body = await bodyOf(response);
  return response.ok ? body : Promise.reject(refusalOf(response, body));
}

/** Whether the person who is signed in has a second factor. */
export async function hasSecondFactor(): Promise<boolean> {
  const session = await taken(await fetch("/api/auth/get-session", { headers: { accept: "application/json" } }));
  const user = session["user"];
  return typeof user === "object" && user !== null && "twoFactorEnabled" in user && user.twoFactorEnabled === true;
}

/** Begins setting it up; it counts from the first right code on. Rejects with a problem, as the others here. */
export async function startSecondFactor(password: string): Promise<SecondFactorStart> {
  const body = await taken(await post("two-factor/enable", { password }));
  const codes = Array.isArray(body["backupCodes"]) ? body["backupCodes"].map(String) : [];
  return { uri: String(body["totpURI"]), backupCodes: codes };
}

/** Ends setting it up with the first code of the app. */
export async function confirmSecondFactor(code: string): Promise<void> {
  await taken(await post("two-factor/verify-totp", { code: code.replaceAll(/\s/g, "") }));
}

/** Takes it away again. */
export async function removeSecondFactor(password: string): Promise<void> {
  await taken(await post("two-factor/disable", { password }));
}

/** Changes the password and ends every other session. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await taken(await post("change-password", { currentPassword, newPassword, revokeOtherSessions: true }));
}

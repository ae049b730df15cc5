import { randomInt } from "node:crypto";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes } from "../../../platform/crypto/secrets.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { parseShortUuid, shortUuid } from "../../../kernel/ids.ts";
import { platformRules, platforms } from "../../../kernel/social/platform.ts";
import { beginSignIn, signInConnections, type BegunSignIn } from "../../connectors/service.ts";
import { parseHandle, platformOfAddress } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { PageLanguage } from "../application-state.ts";
import type { OfferedSignIn, OpenPage } from "../page/page-html.ts";
import { parsePageKey } from "../page/page-key.ts";
import { pageWords } from "../page/page-words.ts";
import { readForm, type FormFault, type ProfileReader, type ReadForm, type SentForm } from "../page/read-form.ts";
import * as queries from "../queries.ts";
import type { PageRow } from "../tables.ts";

const leastMs = 3_000;
const mostMs = 24 * 3_600_000;
const mostADay = 5;
const signatureBytes = 16;

interface Place {
  readonly within: WorkspaceContext;
  readonly page: PageRow;
}

async function find(ctx: Context, key: string): Promise<Place | undefined> {
  const at = parsePageKey(key);
  if (at === undefined) return undefined;
  const page = await queries.findPage(ctx.db, at.workspaceId, at.pageId);
  return page === undefined ? undefined : { within: asSystem(ctx, at.workspaceId, "application page"), page };
}

const signed = ({ within, page }: Place, atMs: number): Buffer =>
  within.secrets.identifierHash(within.workspaceId, "application_page", `${page.id}\n${atMs}`).subarray(0, signatureBytes);

const opened = (place: Place, atMs: number): string => `${atMs}.${signed(place, atMs).toString("base64url")}`;

/** How long ago a page was made that was sent; undefined where it was not made here. */
function ageMs(place: Place, text: string): number | undefined {
  const [at = "", signature = ""] = text.split(".");
  if (!/^\d{1,15}$/.test(at) || !sameBytes(Buffer.from(signature, "base64url"), signed(place, Number(at)))) return undefined;
  return place.within.now() - Number(at);
}

async function shown(place: Place, key: string): Promise<OpenPage> {
  const { title, intro, consent, language } = place.page;
  const { name: brand } = await loadWorkspace(place.within);
  return { key, brand, title, intro, consent, language: language as PageLanguage, opened: opened(place, place.within.now()) };
}

/** What a page shows for a key: the form, that it is closed, or undefined where no page has that key. */
export async function openApplicationPage(ctx: Context, key: string): Promise<OpenPage | { readonly closedIn: PageLanguage } | undefined> {
  const place = await find(ctx, key);
  if (place === undefined) return undefined;
  return place.page.is_open ? shown(place, key) : { closedIn: place.page.language as PageLanguage };
}

/** A platform and a name on it, as people write them: "Instagram @anna", "tiktok: anna". */
function platformAndName(text: string) {
  const [, word = "", handle = ""] = /^(\w+)(?:\s*:\s*|\s+)(@?[^\s/]+)$/.exec(text) ?? [];
  const platform = platforms.find((each) => each === word.toLowerCase() && platformRules[each] !== undefined);
  return platform === undefined ? undefined : { platform, handle };
}

/** The profile that a text names: the address of a page on a platform, or the platform and a name. */
const profileOf: ProfileReader = (text) => {
  const named = platformAndName(text);
  const platform = named?.platform ?? platformOfAddress(text);
  if (platform === undefined) return undefined;
  const parsed = parseHandle(platform, named?.handle ?? text);
  if (parsed.ok) return { platform, handle: parsed.handle, normalised: parsed.normalised, url: parsed.url };
  return named === undefined ? "no-profile" : undefined;
};

const codeSigns = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/** 32^8 codes: nobody guesses another's. */
const newCode = (): string => `vouch-${Array.from({ length: 8 }, () => codeSigns[randomInt(codeSigns.length)]).join("")}`;

/** Of the sender's network on this day: the same network on another day has another. */
const addressHash = ({ within }: Place, network: string): Buffer =>
  within.secrets.identifierHash(
    within.workspaceId,
    "application_address",
    `${new Date(within.now()).toISOString().slice(0, 10)}\n${network}`,
  );

/** The profiles of the same form sent before, as by a second click: nobody applied twice. */
async function sentBefore(within: WorkspaceContext, sent: Parameters<typeof queries.findSame>[2], { profiles }: ReadForm) {
  const before = await queries.findSame(within.db, within.workspaceId, sent);
  const accounts = before === undefined ? [] : await queries.listAccounts(within.db, within.workspaceId, [before.id]);
  const isSame =
    accounts.length === profiles.length &&
    accounts.every(
      ({ platform, handle_normalised: handle }, at) => platform === profiles[at]!.platform && handle === profiles[at]!.normalised,
    );
  return isSame ? accounts : [];
}

/** Keeps an application once, unless too many came from that network today. */
const keep = (place: Place, form: ReadForm, network: string) =>
  inTransaction(place.within, async (within) => {
    const { page } = place;
    const hash = addressHash(place, network);
    await lockOn(within.db, `applications ${hash.toString("hex")}`);
    const { name, email, message } = form;
    const again = await sentBefore(within, { page_id: page.id, address_hash: hash, name, email, message }, form);
    if (again[0] !== undefined) return { code: again[0].code, signIns: await offered(within, again) };
    if ((await queries.countFrom(within.db, within.workspaceId, hash)) >= mostADay) return undefined;
    const [id, code] = [within.newId(), newCode()];
    await queries.insertApplication(within.db, {
      ...{ workspace_id: within.workspaceId, id, page_id: page.id, name: form.name, email: form.email, country: form.country },
      ...{ message: form.message, consent: page.consent, consent_version: page.consent_version },
      ...{ address_hash: hash, state: "new", applied_at: nowAt(within) },
    });
    const accounts = form.profiles.map(({ platform, handle, normalised, url }, position) => ({
      ...{ workspace_id: within.workspaceId, id: within.newId(), application_id: id, position },
      ...{ platform, handle, handle_normalised: normalised, url, code },
    }));
    await queries.insertAccounts(within.db, accounts);
    return { code, signIns: await offered(within, accounts) };
  });

const proofOf = (within: WorkspaceContext, accountId: string, untilMs: number): Buffer =>
  within.secrets.identifierHash(within.workspaceId, "application_sign_in", `${accountId}\n${untilMs}`).subarray(0, signatureBytes);

/** The profiles at whose platforms applicants can sign in, each with a proof that it is they who ask. */
export async function offered(within: WorkspaceContext, accounts: readonly { id: string; platform: string; handle: string }[]) {
  const open = new Map<string, string>((await signInConnections(within)).map(({ platform, label }) => [platform, label]));
  const untilMs = within.now() + mostMs;
  return accounts
    .filter(({ platform }) => open.has(platform))
    .map(({ id, platform, handle }): OfferedSignIn => ({
      ...{ platform: open.get(platform)!, handle },
      proof: `${shortUuid(id)}.${untilMs}.${proofOf(within, id, untilMs).toString("base64url")}`,
    }));
}

/** Begins the sign-in of an applicant at the platform of a profile that they named; undefined where the proof does not hold or it is decided. */
export async function beginApplicantSignIn(ctx: Context, key: string, proof: string): Promise<BegunSignIn | undefined> {
  const place = await find(ctx, key);
  const [text = "", until = "", signature = ""] = proof.split(".");
  const accountId = parseShortUuid(text);
  if (place === undefined || accountId === undefined || !/^\d{1,15}$/.test(until)) return undefined;
  const { within, page } = place;
  if (!sameBytes(Buffer.from(signature, "base64url"), proofOf(within, accountId, Number(until)))) return undefined;
  const account = await queries.findAccount(within.db, within.workspaceId, accountId);
  if (account === undefined || account.verified_at !== null || Number(until) < within.now()) return undefined;
  const language = page.language as PageLanguage;
  const wanted = { platform: account.platform, invitationId: null, applicationAccountId: accountId, language };
  return beginSignIn(within, { ...wanted, consent: pageWords(language).signIn });
}

/** What came of a form. */
export type FormOutcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "closed" | "too-many"; readonly language: PageLanguage }
  | { readonly kind: "faulty"; readonly page: OpenPage; readonly faults: readonly FormFault[] }
  | { readonly kind: "kept"; readonly page: OpenPage; readonly code: string; readonly signIns: readonly OfferedSignIn[] };

/** Takes what somebody sent from an application page. A form that fell into the trap looks taken and is not kept. */
export async function takeApplicationForm(
  ctx: Context,
  key: string,
  { form, network }: { readonly form: SentForm; readonly network: string },
): Promise<FormOutcome> {
  const place = await find(ctx, key);
  if (place === undefined) return { kind: "unknown" };
  const language = place.page.language as PageLanguage;
  if (!place.page.is_open) return { kind: "closed", language };
  const page = await shown(place, key);
  if (form.trap !== "") return { kind: "kept", page, code: newCode(), signIns: [] };
  const words = pageWords(language);
  const age = ageMs(place, form.opened);
  if (age === undefined || age < leastMs || age > mostMs)
    return { kind: "faulty", page, faults: [{ field: undefined, text: words.tooFast }] };
  const read = readForm(form, words.faults, profileOf);
  if (read.kind === "faulty") return { kind: "faulty", page: { ...page, opened: form.opened }, faults: read.faults };
  const kept = await keep(place, read.form, network);
  return kept === undefined ? { kind: "too-many", language } : { kind: "kept", page, ...kept };
}

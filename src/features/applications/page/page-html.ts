import { plainPage, safeHtml as safe } from "../../../kernel/pages/plain-page.ts";
import type { PageLanguage } from "../application-state.ts";
import { pageWords, type PageWords } from "./page-words.ts";
import { mostProfiles, type FormFault, type FormField, type SentForm } from "./read-form.ts";

/** A page to apply on. */
export interface OpenPage {
  readonly key: string;
  /** Whose page it is. */
  readonly brand: string;
  readonly language: PageLanguage;
  readonly title: string;
  readonly intro: string;
  readonly consent: string;
  /** When it was made, signed. */
  readonly opened: string;
}

interface Field {
  readonly name: FormField;
  readonly label: string;
  readonly value: string;
  readonly type?: string;
  readonly hint?: string;
  readonly isOptional?: string;
  readonly autocomplete?: string;
}

type FaultOf = (name: FormField) => string | undefined;

/** What is wrong with a field, below it, and what joins the two for those who listen. */
function faultBelow(name: FormField, text: string | undefined, hint?: string): { readonly joined: string; readonly below: string } {
  const ids = [...(hint === undefined ? [] : [`f-${name}-hint`]), ...(text === undefined ? [] : [`f-${name}-fault`])];
  return {
    joined: `${ids.length === 0 ? "" : ` aria-describedby="${ids.join(" ")}"`}${text === undefined ? "" : ' aria-invalid="true"'}`,
    below: text === undefined ? "" : `<p class="fault" id="f-${name}-fault">${safe(text)}</p>`,
  };
}

function field({ name, label, value, type = "text", hint, isOptional, autocomplete = "off" }: Field, faultOf: FaultOf): string {
  const id = `f-${name}`;
  const { joined, below } = faultBelow(name, faultOf(name), hint);
  const note = isOptional === undefined ? "" : ` <small>(${safe(isOptional)})</small>`;
  const must = isOptional === undefined ? " required" : "";
  const hinted = hint === undefined ? "" : `<p class="hint" id="${id}-hint">${safe(hint)}</p>`;
  return `<div class="field"><label class="plain" for="${id}">${safe(label)}${note}</label><input type="${type}" id="${id}" name="${name}" value="${safe(value)}" maxlength="300" autocomplete="${autocomplete}"${must}${joined}>${below}${hinted}</div>`;
}

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p class="said">${safe(part.trim())}</p>`)
    .join("");

const nothingSent: SentForm = { name: "", email: "", country: "", accounts: [], message: "", consent: "", trap: "", opened: "" };

/** All faults above the form, each leading to its field. */
function summary(faults: readonly FormFault[], words: PageWords): string {
  if (faults.length === 0) return "";
  const items = faults.map(({ field: at, text }) => (at === undefined ? safe(text) : `<a href="#f-${at}">${safe(text)}</a>`));
  return `<div class="wrong" role="alert"><p>${safe(words.wrong)}</p><ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul></div>`;
}

function messageField(value: string, words: PageWords, faultOf: FaultOf): string {
  const { joined, below } = faultBelow("message", faultOf("message"));
  return `<div class="field"><label class="plain" for="f-message">${safe(words.message)} <small>(${safe(words.optional)})</small></label><textarea id="f-message" name="message" rows="4" maxlength="3000"${joined}>${safe(value)}</textarea>${below}</div>`;
}

function consentField(sentence: string, isGiven: boolean, faultOf: FaultOf): string {
  const { joined, below } = faultBelow("consent", faultOf("consent"));
  return `<label class="agree"><input type="checkbox" id="f-consent" name="consent" value="yes" required${isGiven ? " checked" : ""}${joined}><span>${safe(sentence)}</span></label>${below}`;
}

const accountNames = ["account1", "account2", "account3"] as const satisfies readonly FormField[];

function profileFields(form: SentForm, words: PageWords, faultOf: FaultOf): string[] {
  return accountNames.slice(0, mostProfiles).map((name, at) => {
    const asked = at === 0 ? { hint: words.accountHint } : { isOptional: words.optional };
    const label = at === 0 ? words.account : `${words.more} ${at + 1}`;
    return field({ name, label, value: form.accounts[at] ?? "", ...asked }, faultOf);
  });
}

const brandLine = (brand: string): string => `<p class="brand">${safe(brand)}</p>`;

/**
 * The page on which a creator applies: one form, without scripts, every text escaped.
 *
 * @param page what it says.
 * @param sent what was sent before and could not be kept, to be corrected; and why.
 * @returns a whole HTML document.
 * @example
 * import { applyPage } from "./page-html.ts";
 * const page = { key: "k", brand: "Fell", language: "en", title: "<Join>", intro: "", consent: "I agree.", opened: "1" } as const;
 * applyPage(page).includes("&lt;Join&gt;") // => true
 */
export function applyPage(
  page: OpenPage,
  sent: { readonly form: SentForm; readonly faults: readonly FormFault[] } = { form: nothingSent, faults: [] },
): string {
  const words = pageWords(page.language);
  const { form, faults } = sent;
  const faultOf: FaultOf = (name) => faults.find((fault) => fault.field === name)?.text;
  const fields = [
    field({ name: "name", label: words.name, value: form.name, autocomplete: "name" }, faultOf),
    field({ name: "email", label: words.email, value: form.email, type: "email", autocomplete: "email" }, faultOf),
    field({ name: "country", label: words.country, value: form.country, hint: words.countryHint, isOptional: words.optional }, faultOf),
    ...profileFields(form, words, faultOf),
    messageField(form.message, words, faultOf),
    `<div class="trap" aria-hidden="true"><label for="f-website">${safe(words.trap)}</label><input type="text" id="f-website" name="website" value="" tabindex="-1" autocomplete="off"></div>`,
    consentField(page.consent, form.consent === "yes", faultOf),
  ];
  return plainPage({
    language: page.language,
    title: `${page.title} - ${page.brand}`,
    body: `${brandLine(page.brand)}<h1>${safe(page.title)}</h1>${paragraphs(page.intro)}${summary(faults, words)}<form method="post" action="/apply/${safe(page.key)}"><input type="hidden" name="opened" value="${safe(page.opened)}">${fields.join("")}<button>${safe(words.send)}</button><p>${safe(words.kept)}</p></form>`,
  });
}

/** A profile that an applicant can show to be theirs by signing in. */
export interface OfferedSignIn {
  readonly platform: string;
  readonly handle: string;
  /** That it is the applicant who asks, signed. */
  readonly proof: string;
}

function offers(key: string, language: PageLanguage, signIns: readonly OfferedSignIn[]): string {
  const words = pageWords(language);
  const labelOf = ({ platform, handle }: OfferedSignIn): string =>
    words.signInAt.replaceAll(/[%@]/g, (sign) => (sign === "%" ? platform : handle.includes("/") ? handle : `@${handle}`));
  const forms = signIns.map(
    (offer) =>
      `<form method="post" class="pair" action="/apply/${safe(key)}/sign-in"><input type="hidden" name="proof" value="${safe(offer.proof)}"><button>${safe(labelOf(offer))}</button></form>`,
  );
  return signIns.length === 0 ? "" : `<p>${safe(words.signIn)}</p>${forms.join("")}`;
}

/**
 * What an applicant is told: that it arrived, the code for their profiles, and where they can sign in instead.
 *
 * @param page its language, title, key and whose it is.
 * @param code to be put into the bio of each profile.
 * @param signIns the profiles that can be shown to be theirs by signing in.
 * @param said what stands above; missing: that it arrived.
 * @example
 * import { thanksPage } from "./page-html.ts";
 * thanksPage({ language: "en", title: "Join", key: "k", brand: "Fell" }, "vouch-abc").includes("vouch-abc") // => true
 */
export function thanksPage(
  { language, title, key, brand }: Pick<OpenPage, "language" | "title" | "key" | "brand">,
  code: string,
  signIns: readonly OfferedSignIn[] = [],
  said: string = pageWords(language).thanks,
): string {
  const words = pageWords(language);
  return plainPage({
    language,
    title: `${title} - ${brand}`,
    body: `${brandLine(brand)}<h1>${safe(said)}</h1><p class="said">${safe(words.code)}</p><p class="code"><code>${safe(code)}</code></p><p>${safe(words.after)}</p>${offers(key, language, signIns)}`,
  });
}

/**
 * A page with one sentence.
 *
 * @param language of the sentence.
 * @param sentence plain text.
 * @example
 * import { sentencePage } from "./page-html.ts";
 * sentencePage("en", "Closed.").includes("Closed.") // => true
 */
export const sentencePage = (language: PageLanguage, sentence: string): string =>
  plainPage({ language, title: sentence, body: `<p class="said" role="status">${safe(sentence)}</p>` });

import { plainPage, safeHtml as safe } from "../../../kernel/pages/plain-page.ts";
import type { PageLanguage } from "../application-state.ts";
import { pageWords } from "./page-words.ts";
import { mostProfiles, type SentForm } from "./read-form.ts";

/** A page to apply on. */
export interface OpenPage {
  readonly key: string;
  readonly language: PageLanguage;
  readonly title: string;
  readonly intro: string;
  readonly consent: string;
  /** When it was made, signed. */
  readonly opened: string;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly type?: string;
  readonly hint?: string;
  readonly isOptional?: string;
  readonly autocomplete?: string;
}

function field({ name, label, value, type = "text", hint, isOptional, autocomplete = "off" }: Field): string {
  const id = `f-${name}`;
  const described = hint === undefined ? "" : ` aria-describedby="${id}-hint"`;
  const note = isOptional === undefined ? "" : ` <small>(${safe(isOptional)})</small>`;
  const must = isOptional === undefined ? " required" : "";
  const below = hint === undefined ? "" : `<p class="hint" id="${id}-hint">${safe(hint)}</p>`;
  return `<div class="field"><label class="plain" for="${id}">${safe(label)}${note}</label><input type="${type}" id="${id}" name="${safe(name)}" value="${safe(value)}" maxlength="300" autocomplete="${autocomplete}"${must}${described}>${below}</div>`;
}

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p class="said">${safe(part.trim())}</p>`)
    .join("");

const nothingSent: SentForm = { name: "", email: "", country: "", accounts: [], message: "", consent: "", trap: "", opened: "" };

/**
 * The page on which a creator applies: one form, without scripts, every text escaped.
 *
 * @param page what it says.
 * @param sent what was sent before and could not be kept, to be corrected; and why.
 * @returns a whole HTML document.
 * @example
 * import { applyPage } from "./page-html.ts";
 * const page = { key: "k", language: "en", title: "<Join>", intro: "", consent: "I agree.", opened: "1" } as const;
 * applyPage(page).includes("&lt;Join&gt;") // => true
 */
export function applyPage(
  page: OpenPage,
  sent: { readonly form: SentForm; readonly faults: readonly string[] } = { form: nothingSent, faults: [] },
): string {
  const words = pageWords(page.language);
  const { form, faults } = sent;
  const wrong =
    faults.length === 0
      ? ""
      : `<div class="wrong" role="alert"><p>${safe(words.wrong)}</p><ul>${faults.map((fault) => `<li>${safe(fault)}</li>`).join("")}</ul></div>`;
  const profiles = Array.from({ length: mostProfiles }, (_, at) =>
    field({
      ...{ name: `account${at + 1}`, label: at === 0 ? words.account : `${words.more} ${at + 1}`, value: form.accounts[at] ?? "" },
      ...(at === 0 ? { hint: words.accountHint } : { isOptional: words.optional }),
    }),
  );
  const fields = [
    field({ name: "name", label: words.name, value: form.name, autocomplete: "name" }),
    field({ name: "email", label: words.email, value: form.email, type: "email", autocomplete: "email" }),
    field({ name: "country", label: words.country, value: form.country, hint: words.countryHint, isOptional: words.optional }),
    ...profiles,
    `<div class="field"><label class="plain" for="f-message">${safe(words.message)} <small>(${safe(words.optional)})</small></label><textarea id="f-message" name="message" rows="4" maxlength="3000">${safe(form.message)}</textarea></div>`,
    `<div class="trap" aria-hidden="true"><label for="f-website">${safe(words.trap)}</label><input type="text" id="f-website" name="website" value="" tabindex="-1" autocomplete="off"></div>`,
    `<label class="agree"><input type="checkbox" name="consent" value="yes" required><span>${safe(page.consent)}</span></label>`,
  ];
  return plainPage({
    language: page.language,
    title: page.title,
    body: `<h1>${safe(page.title)}</h1>${paragraphs(page.intro)}${wrong}<form method="post" action="/apply/${safe(page.key)}"><input type="hidden" name="opened" value="${safe(page.opened)}">${fields.join("")}<button>${safe(words.send)}</button><p>${safe(words.kept)}</p></form>`,
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
    words.signInAt.replaceAll(/[%@]/g, (sign) => (sign === "%" ? platform : `@${handle}`));
  const forms = signIns.map(
    (offer) =>
      `<form method="post" class="pair" action="/apply/${safe(key)}/sign-in"><input type="hidden" name="proof" value="${safe(offer.proof)}"><button>${safe(labelOf(offer))}</button></form>`,
  );
  return signIns.length === 0 ? "" : `<p>${safe(words.signIn)}</p>${forms.join("")}`;
}

/**
 * What an applicant is told: that it arrived, the code for their profiles, and where they can sign in instead.
 *
 * @param page its language, title and key.
 * @param code to be put into the bio of each profile.
 * @param signIns the profiles that can be shown to be theirs by signing in.
 * @example
 * import { thanksPage } from "./page-html.ts";
 * thanksPage({ language: "en", title: "Join", key: "k" }, "vouch-abc").includes("vouch-abc") // => true
 */
export function thanksPage(
  { language, title, key }: Pick<OpenPage, "language" | "title" | "key">,
  code: string,
  signIns: readonly OfferedSignIn[] = [],
): string {
  const words = pageWords(language);
  return plainPage({
    language,
    title,
    body: `<h1>${safe(words.thanks)}</h1><p class="said">${safe(words.code)}</p><p class="code"><code>${safe(code)}</code></p><p>${safe(words.after)}</p>${offers(key, language, signIns)}`,
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

import { plainPage, safeHtml as safe } from "../../../kernel/pages/plain-page.ts";
import { connectWords, filled, type HostedLanguage } from "./connect-words.ts";
import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";

/** An account on the page that was connected. */
export interface ShownGrant {
  readonly id: string;
  readonly handle: string;
  readonly isWorking: boolean;
}

/** A platform on the page. */
export interface ShownPlatform {
  readonly platform: SignInPlatform;
  readonly name: string;
  readonly grants: readonly ShownGrant[];
}

/** The page on which a creator connects accounts. */
export interface ConnectPage {
  readonly language: HostedLanguage;
  readonly brand: string;
  /** Where the page is: its forms go to addresses below it. */
  readonly path: string;
  readonly platforms: readonly ShownPlatform[];
  readonly until: Date;
}

const form = (action: string, inside: string): string => `<form method="post" action="${safe(action)}">${inside}</form>`;

function connectedAs(page: ConnectPage, { id, handle, isWorking }: ShownGrant): string {
  const words = connectWords(page.language);
  if (!isWorking) return `<p>@${safe(handle)}: ${safe(words.ended)}</p>`;
  const said = `<p class="said">${safe(filled(words.connected, { account: handle }))}</p>`;
  const button = `<input type="hidden" name="account" value="${safe(id)}"><button class="other">${safe(filled(words.disconnect, { account: handle }))}</button>`;
  return `${said}${form(`${page.path}/disconnect`, button)}`;
}

function platformPart(page: ConnectPage, { platform, name, grants }: ShownPlatform): string {
  const { language, brand } = page;
  const words = connectWords(language);
  const reads = words.reads[platform].map((each) => `<li>${safe(each)}</li>`).join("");
  const button = filled(grants.length === 0 ? words.connect : words.again, { platform: name });
  const agree = `<label class="agree"><input type="checkbox" name="consent" value="yes" required><span>${safe(filled(words.consent, { brand, platform: name }))}</span></label>`;
  return `<section><h2>${safe(name)}</h2>${grants.map((grant) => connectedAs(page, grant)).join("")}<p>${safe(words.read)}</p><ul>${reads}</ul>${form(`${page.path}/${platform}`, `${agree}<button>${safe(button)}</button>`)}</section>`;
}

/**
 * The page on which a creator connects accounts: opening it changes nothing, its buttons do.
 *
 * @param page what it shows.
 * @param fault what was wrong with the form that was sent; undefined: none was.
 * @example
 * import { connectPage } from "./connect-html.ts";
 * const page = { language: "en", brand: "<Nord>", path: "/connect/k", platforms: [], until: new Date(0) } as const;
 * connectPage(page).includes("&lt;Nord&gt;") // => true
 */
export function connectPage(page: ConnectPage, fault?: string): string {
  const { language, brand, platforms, until } = page;
  const words = connectWords(language);
  const wrong = fault === undefined ? "" : `<div class="wrong" role="alert"><p>${safe(fault)}</p></div>`;
  const parts = platforms.length === 0 ? `<p>${safe(words.none)}</p>` : platforms.map((platform) => platformPart(page, platform)).join("");
  const day = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(until);
  return plainPage({
    language,
    title: words.title,
    body: `<h1>${safe(words.title)}</h1><p class="said">${safe(filled(words.lead, { brand }))}</p>${wrong}${parts}<p>${safe(words.never)}</p><p>${safe(words.end)} ${safe(day)}.</p>`,
  });
}

/**
 * What somebody is told who comes back from a platform.
 *
 * @param language of the sentences.
 * @param sentences plain text, the most important first.
 * @example
 * import { returnedPage } from "./connect-html.ts";
 * returnedPage("en", ["Done."]).includes("<h1>Done.</h1>") // => true
 */
export function returnedPage(language: HostedLanguage, sentences: readonly string[]): string {
  const [first = "", ...more] = sentences;
  const body = `<h1>${safe(first)}</h1>${more.map((sentence) => `<p class="said">${safe(sentence)}</p>`).join("")}`;
  return plainPage({ language, title: first, body });
}

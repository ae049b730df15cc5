import type { Platform } from "../../../kernel/social/platform.ts";
import { storablePart, tidyText } from "../../../kernel/text.ts";
import type { PageWords } from "./page-words.ts";

/** What a form sends, as it came: any text. */
export interface SentForm {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly accounts: readonly string[];
  readonly message: string;
  readonly consent: string;
  /** People leave it empty: they do not see it. */
  readonly trap: string;
  /** When the page was made, signed. */
  readonly opened: string;
}

/** A profile that an address names. */
export interface NamedProfile {
  readonly platform: Platform;
  readonly handle: string;
  readonly normalised: string;
  readonly url: string | null;
}

/** A form that can be kept. */
export interface ReadForm {
  readonly name: string;
  readonly email: string;
  readonly country: string | null;
  readonly message: string;
  readonly profiles: readonly NamedProfile[];
}

/** How many profiles an applicant may name. */
export const mostProfiles = 3;

const address = /^[^\s\0@<>"]{1,64}@[^\s\0@<>"]{1,180}\.[^\s\0@<>".]{2,}$/;

/**
 * What a form says, or what is wrong with it, all faults at once in the page's words.
 *
 * @param form as it came.
 * @param faults the words for each fault.
 * @param profileOf reads the address of a profile; undefined where it names none.
 */
export function readForm(
  form: SentForm,
  faults: PageWords["faults"],
  profileOf: (text: string) => NamedProfile | undefined,
): { readonly kind: "read"; readonly form: ReadForm } | { readonly kind: "faulty"; readonly faults: readonly string[] } {
  const [name, email, country] = [tidyText(storablePart(form.name)), tidyText(form.email), tidyText(form.country).toUpperCase()];
  const message = storablePart(form.message).replaceAll("\r\n", "\n").trim();
  const texts = form.accounts.map((text) => tidyText(text)).filter((text) => text !== "");
  const read = texts.map((text) => ({ text, profile: profileOf(text) }));
  const unread = read.filter(({ profile }) => profile === undefined);
  const profiles = new Map(
    read.flatMap(({ profile }) => (profile === undefined ? [] : [[`${profile.platform} ${profile.normalised}`, profile]])),
  );
  const found = [
    ...(name === "" || name.length > 200 ? [faults.name] : []),
    ...(address.test(email) ? [] : [faults.email]),
    ...(country === "" || /^[A-Z]{2}$/.test(country) ? [] : [faults.country]),
    ...unread.map(({ text }) => `${faults.accounts} ${text.slice(0, 100)}`),
    ...(texts.length === 0 ? [faults.none] : []),
    ...(message.length > 3_000 ? [faults.message] : []),
    ...(form.consent === "yes" ? [] : [faults.consent]),
  ];
  if (found.length > 0) return { kind: "faulty", faults: found };
  const kept = [...profiles.values()].slice(0, mostProfiles);
  return { kind: "read", form: { name, email, country: country === "" ? null : country, message, profiles: kept } };
}

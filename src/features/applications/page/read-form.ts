import { countryCode } from "../../../kernel/names/country-code.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { isVisible, storablePart, tidyText } from "../../../kernel/text.ts";
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
interface NamedProfile {
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

/** Where on the form a fault stands. */
export type FormField = "name" | "email" | "country" | "account1" | "account2" | "account3" | "message" | "consent";

/** What is wrong, in the page's words. */
export interface FormFault {
  /** Undefined: with the form as a whole. */
  readonly field: FormField | undefined;
  readonly text: string;
}

/** A profile, or that an address is on a platform that we know and names no profile there; undefined for any other text. */
export type ProfileReader = (text: string) => NamedProfile | "no-profile" | undefined;

const shareLink = /^(https?:\/\/)?(v[mt]\.tiktok\.com|youtu\.be|pin\.it|fb\.watch|lnkd\.in|t\.co|[\w.]*app\.link)\//i;
const isBareName = (text: string): boolean => text.startsWith("@") || /^[\p{L}\p{N}_.-]+$/u.test(text);

/** What to write instead of a text that names no profile. */
function profileFault(text: string, isOnPlatform: boolean, faults: PageWords["faults"]): string {
  const shown = text.slice(0, 100);
  if (isOnPlatform || shareLink.test(text)) return faults.noProfile;
  return isBareName(text) ? faults.bareName.replace("@", () => `@${shown.replace(/^@/, "")}`) : `${faults.accounts} ${shown}`;
}

const fault = (field: FormField, isWrong: boolean, text: string): FormFault[] => (isWrong ? [{ field, text }] : []);

function readProfiles(texts: readonly string[], faults: PageWords["faults"], profileOf: ProfileReader) {
  const named = texts.flatMap((written, at) => {
    const text = tidyText(written);
    return text === "" ? [] : [{ text, field: `account${at + 1}` as FormField, profile: profileOf(text) }];
  });
  const profiles = new Map(
    named.flatMap(({ profile }) => (typeof profile === "object" ? [[`${profile.platform} ${profile.normalised}`, profile] as const] : [])),
  );
  const found = named.flatMap(({ text, field, profile }) =>
    fault(field, typeof profile !== "object", profileFault(text, profile === "no-profile", faults)),
  );
  return {
    profiles: [...profiles.values()].slice(0, mostProfiles),
    faults: [...found, ...fault("account1", named.length === 0, faults.none)],
  };
}

/**
 * What a form says, or what is wrong with it, all faults at once in the page's words, each with its field.
 *
 * @param form as it came.
 * @param faults the words for each fault.
 * @param profileOf reads the address of a profile.
 */
export function readForm(
  form: SentForm,
  faults: PageWords["faults"],
  profileOf: ProfileReader,
): { readonly kind: "read"; readonly form: ReadForm } | { readonly kind: "faulty"; readonly faults: readonly FormFault[] } {
  const [name, email, land] = [tidyText(storablePart(form.name)), tidyText(form.email), tidyText(form.country)];
  const country = countryCode(land) ?? null;
  const message = storablePart(form.message).replaceAll("\r\n", "\n").trim();
  const read = readProfiles(form.accounts, faults, profileOf);
  const found = [
    ...fault("name", !isVisible(name) || name.length > 200, faults.name),
    ...fault("email", !address.test(email), faults.email),
    ...fault("country", land !== "" && country === null, faults.country),
    ...read.faults,
    ...fault("message", message.length > 3_000, faults.message),
    ...fault("consent", form.consent !== "yes", faults.consent),
  ];
  return found.length > 0
    ? { kind: "faulty", faults: found }
    : { kind: "read", form: { name, email, country, message, profiles: read.profiles } };
}

import type { PageLanguage } from "../application-state.ts";

/** The page's own words in one language. */
export interface PageWords {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly countryHint: string;
  readonly account: string;
  readonly accountHint: string;
  readonly more: string;
  readonly message: string;
  readonly optional: string;
  readonly send: string;
  readonly kept: string;
  readonly trap: string;
  readonly thanks: string;
  readonly code: string;
  readonly after: string;
  /** `%` stands for the platform, `@` for the profile. */
  readonly signIn: string;
  readonly signInAt: string;
  readonly closed: string;
  readonly tooMany: string;
  readonly tooFast: string;
  readonly wrong: string;
  readonly faults: {
    readonly name: string;
    readonly email: string;
    readonly country: string;
    readonly accounts: string;
    /** `@` stands for what was written. */
    readonly bareName: string;
    readonly noProfile: string;
    readonly none: string;
    readonly consent: string;
    readonly message: string;
  };
}

const words: { readonly [L in PageLanguage]: PageWords } = {
  en: {
    name: "Your name",
    email: "E-mail address",
    country: "Country",
    countryHint: "Such as Germany, or DE.",
    account: "Address of your profile",
    accountHint: "Such as https://www.youtube.com/@anna, or Instagram @anna.",
    more: "Profile",
    message: "What should we know?",
    optional: "optional",
    send: "Apply",
    kept: "Only the brand sees what you send. This page sets no cookies.",
    trap: "Leave this empty",
    thanks: "Thank you. Your application has arrived.",
    code: "To show that the profiles are yours, put this code into the description (bio) of each, until you hear from us:",
    after: "You may take it out again after the decision.",
    signIn:
      "Or sign in, which shows it at once. Only whose the account is will be read, neither your posts nor who follows you, and no access is kept.",
    signInAt: "Sign in at % as @",
    closed: "Applications are closed. Thank you all the same.",
    tooMany: "Several applications have come from your network today. Please come back tomorrow.",
    tooFast: "That was sent too fast or too late to be read. Please look through it and send it again.",
    wrong: "Some of it could not be read:",
    faults: {
      name: "Write your name, at most 200 characters.",
      email: "Write an e-mail address, such as anna@example.com.",
      country: "We do not know this country. Write its name in English or German, or its two letters such as DE, or leave it empty.",
      accounts: "This is no address of a profile that we know:",
      bareName: "Which platform is it? Write it before the name, such as “Instagram @”, or paste the address of your profile.",
      noProfile:
        "This link leads to a post or is made for sharing. Open your profile and paste its own address, such as https://www.tiktok.com/@anna.",
      none: "Name at least one profile.",
      consent: "Without your consent we may not keep what you send.",
      message: "Write at most 3,000 characters.",
    },
  },
  de: {
    name: "Dein Name",
    email: "E-Mail-Adresse",
    country: "Land",
    countryHint: "Zum Beispiel Deutschland oder AT.",
    account: "Adresse deines Profils",
    accountHint: "Zum Beispiel https://www.youtube.com/@anna oder Instagram @anna.",
    more: "Profil",
    message: "Was sollen wir wissen?",
    optional: "freiwillig",
    send: "Bewerben",
    kept: "Nur die Marke sieht, was du sendest. Diese Seite setzt keine Cookies.",
    trap: "Bitte leer lassen",
    thanks: "Danke. Deine Bewerbung ist angekommen.",
    code: "Damit wir sehen, dass die Profile deine sind: Schreib diesen Code in die Beschreibung (Bio) von jedem, bis du von uns hörst:",
    after: "Nach der Entscheidung kannst du ihn wieder löschen.",
    signIn:
      "Oder melde dich an, dann ist es sofort klar. Gelesen wird nur, wem das Konto gehört, weder deine Beiträge noch wer dir folgt, und kein Zugang wird behalten.",
    signInAt: "Bei % als @ anmelden",
    closed: "Bewerbungen sind geschlossen. Trotzdem danke.",
    tooMany: "Aus deinem Netz kamen heute schon mehrere Bewerbungen. Bitte komm morgen wieder.",
    tooFast: "Das kam zu schnell oder zu spät, um gelesen zu werden. Bitte sieh es durch und sende es noch einmal.",
    wrong: "Etwas davon konnte nicht gelesen werden:",
    faults: {
      name: "Schreib deinen Namen, höchstens 200 Zeichen.",
      email: "Schreib eine E-Mail-Adresse, zum Beispiel anna@example.com.",
      country:
        "Dieses Land kennen wir nicht. Schreib seinen Namen, zum Beispiel Deutschland, oder zwei Buchstaben wie DE, oder lass es leer.",
      accounts: "Das ist keine Adresse eines Profils, das wir kennen:",
      bareName: "Auf welcher Plattform? Schreib sie vor den Namen, zum Beispiel „Instagram @“, oder füge die Adresse deines Profils ein.",
      noProfile:
        "Dieser Link führt zu einem Beitrag oder ist zum Teilen gemacht. Öffne dein Profil und füge dessen eigene Adresse ein, zum Beispiel https://www.tiktok.com/@anna.",
      none: "Nenne mindestens ein Profil.",
      consent: "Ohne deine Einwilligung dürfen wir nicht behalten, was du sendest.",
      message: "Schreib höchstens 3.000 Zeichen.",
    },
  },
};

/**
 * The page's own words.
 *
 * @param language of the page.
 * @example
 * import { pageWords } from "./page-words.ts";
 * pageWords("de").send // => "Bewerben"
 */
export const pageWords = (language: PageLanguage): PageWords => words[language];

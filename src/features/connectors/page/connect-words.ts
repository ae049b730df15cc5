import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";

/** The languages that the pages speak on which creators sign in. */
export const hostedLanguages = ["en", "de"] as const;
/** One of {@link hostedLanguages}. */
export type HostedLanguage = (typeof hostedLanguages)[number];

/** The words of these pages in one language; `*` stands for the brand, `%` for the platform, `@` for the account. */
export interface ConnectWords {
  readonly title: string;
  readonly lead: string;
  readonly reads: { readonly [P in SignInPlatform]: readonly string[] };
  readonly read: string;
  readonly never: string;
  readonly consent: string;
  readonly connect: string;
  readonly again: string;
  readonly connected: string;
  readonly ended: string;
  readonly disconnect: string;
  readonly end: string;
  readonly none: string;
  readonly mustAgree: string;
  readonly done: string;
  readonly doneNext: string;
  readonly close: string;
  readonly verified: string;
  readonly otherAccount: string;
  readonly taken: string;
  readonly over: string;
  readonly otherBrowser: string;
  readonly refused: string;
  readonly away: string;
  readonly nameless: string;
  readonly decided: string;
}

const words: { readonly [L in HostedLanguage]: ConnectWords } = {
  en: {
    title: "Connect your accounts",
    lead: "* would like to see the figures of your own accounts. You sign in at the platform; your password stays there.",
    reads: {
      tiktok: [
        "your name, bio and whether TikTok verified you",
        "how many followers and videos you have, and how many accounts you follow",
        "your public videos with their views, likes, comments and shares",
      ],
      youtube: [
        "your channel's name and description, and how many subscribers and videos it has",
        "your public videos with their views, likes and comments",
        "from which countries your viewers come, and their ages and genders, in percent and never person by person",
      ],
      instagram: [
        "your name, bio, and how many followers and posts you have and accounts you follow",
        "your posts with their likes and comments, and your stories while they are up",
        "if you permit the insights: how often your newest posts and stories were seen, saved and shared, how many they reached, and what your account got over 28 days",
        "if you permit the insights, and from 100 followers on: of which ages and genders your followers are and from which countries and cities, in percent and never person by person. Without them the rest is still read",
      ],
    },
    read: "What is read:",
    never:
      "Nothing is posted, changed or deleted, and no messages are read. You can disconnect here or in the platform's settings at any time.",
    consent: "I agree that * reads these figures of my account on %, until I take it back.",
    connect: "Connect %",
    again: "Connect % again",
    connected: "Connected as @",
    ended: "This connection has ended.",
    disconnect: "Disconnect @",
    end: "This link holds until",
    none: "There is nothing to connect at the moment. Please ask the brand.",
    mustAgree: "Tick the box first if you agree.",
    done: "@ is connected.",
    doneNext: "* can now see the figures of this account. To disconnect it, open your link again.",
    close: "You may close this page.",
    verified: "Thank you. @ is yours: the brand can see that now.",
    otherAccount:
      "You signed in as @, which is not the profile that you named. Nothing was kept. Sign out at % and try again with the other account.",
    taken: "@ cannot be connected under your link. Nothing was kept. Please ask the brand.",
    over: "This sign-in is over or was never begun here. Open your link and begin again.",
    otherBrowser: "This sign-in was begun in another browser. Open your link in this one and begin again.",
    refused: "Nothing was connected: % was not given your permission.",
    away: "% does not answer right now. Nothing was connected. Please try again later.",
    nameless: "% did not tell your account's name. Nothing was kept. Try again and permit your profile.",
    decided: "The application has been decided meanwhile. Nothing was changed.",
  },
  de: {
    title: "Verbinde deine Konten",
    lead: "* möchte die Zahlen deiner eigenen Konten sehen. Du meldest dich bei der Plattform an; dein Passwort bleibt dort.",
    reads: {
      tiktok: [
        "deinen Namen, deine Bio und ob TikTok dich verifiziert hat",
        "wie viele Follower und Videos du hast und wie vielen Konten du folgst",
        "deine öffentlichen Videos mit Aufrufen, Likes, Kommentaren und Weiterleitungen",
      ],
      youtube: [
        "Name und Beschreibung deines Kanals und wie viele Abonnenten und Videos er hat",
        "deine öffentlichen Videos mit Aufrufen, Likes und Kommentaren",
        "aus welchen Ländern deine Zuschauer kommen, ihr Alter und Geschlecht, in Prozent und nie einzeln",
      ],
      instagram: [
        "deinen Namen, deine Bio und wie viele Follower und Beiträge du hast und wie vielen Konten du folgst",
        "deine Beiträge mit Likes und Kommentaren und deine Storys, solange sie zu sehen sind",
        "wenn du die Insights erlaubst: wie oft deine neuesten Beiträge und Storys gesehen, gespeichert und geteilt wurden, wie viele sie erreicht haben und was dein Konto in 28 Tagen bekam",
        "wenn du die Insights erlaubst, und ab 100 Followern: Alter, Geschlecht, Länder und Städte deiner Follower, in Prozent und nie einzeln. Ohne sie wird der Rest trotzdem gelesen",
      ],
    },
    read: "Gelesen wird:",
    never:
      "Nichts wird veröffentlicht, geändert oder gelöscht, und keine Nachrichten werden gelesen. Du kannst die Verbindung jederzeit hier oder in den Einstellungen der Plattform lösen.",
    consent: "Ich bin einverstanden, dass * diese Zahlen meines Kontos bei % liest, bis ich es zurücknehme.",
    connect: "% verbinden",
    again: "% neu verbinden",
    connected: "Verbunden als @",
    ended: "Diese Verbindung ist beendet.",
    disconnect: "@ trennen",
    end: "Dieser Link gilt bis",
    none: "Im Moment gibt es nichts zu verbinden. Bitte frag die Marke.",
    mustAgree: "Setz zuerst den Haken, wenn du einverstanden bist.",
    done: "@ ist verbunden.",
    doneNext: "* sieht jetzt die Zahlen dieses Kontos. Zum Trennen öffne deinen Link wieder.",
    close: "Du kannst diese Seite schließen.",
    verified: "Danke. @ gehört dir: Das sieht die Marke jetzt.",
    otherAccount:
      "Du hast dich als @ angemeldet; das ist nicht das Profil, das du genannt hast. Nichts wurde behalten. Melde dich bei % ab und versuch es mit dem anderen Konto.",
    taken: "@ lässt sich unter deinem Link nicht verbinden. Nichts wurde behalten. Bitte frag die Marke.",
    over: "Diese Anmeldung ist vorbei oder wurde hier nie begonnen. Öffne deinen Link und beginn noch einmal.",
    otherBrowser: "Diese Anmeldung wurde in einem anderen Browser begonnen. Öffne deinen Link in diesem und beginn noch einmal.",
    refused: "Nichts wurde verbunden: % hat deine Erlaubnis nicht bekommen.",
    away: "% antwortet gerade nicht. Nichts wurde verbunden. Bitte versuch es später noch einmal.",
    nameless: "% hat den Namen deines Kontos nicht genannt. Nichts wurde behalten. Versuch es noch einmal und erlaube dein Profil.",
    decided: "Über die Bewerbung wurde inzwischen entschieden. Nichts wurde geändert.",
  },
};

/**
 * The words of the pages on which creators sign in.
 *
 * @param language of the page.
 * @example
 * import { connectWords } from "./connect-words.ts";
 * connectWords("de").connect // => "% verbinden"
 */
export const connectWords = (language: HostedLanguage): ConnectWords => words[language];

/** What stands in the place of the signs of a sentence. */
export interface Filling {
  readonly brand?: string;
  readonly platform?: string;
  readonly account?: string;
}

/**
 * A sentence with its signs filled in.
 *
 * @param sentence with `*` for the brand, `%` for the platform and `@` for the account.
 * @param filling what stands there; a sign of which nothing is given stays.
 * @example
 * import { filled } from "./connect-words.ts";
 * filled("Connect %", { platform: "TikTok" }) // => "Connect TikTok"
 */
export const filled = (sentence: string, { brand, platform, account }: Filling): string =>
  sentence.replaceAll(
    /[*%@]/g,
    (sign) => ({ "*": brand, "%": platform, "@": account === undefined ? undefined : `@${account}` })[sign] ?? sign,
  );

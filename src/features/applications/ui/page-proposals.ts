import type { components } from "../../../web/api.gen.d.ts";

type Language = components["schemas"]["ApplicationPage"]["language"];

/** What a page says unless somebody writes otherwise. */
interface Proposal {
  readonly title: string;
  readonly consent: string;
}

/**
 * The title and the sentence of consent that are proposed in a language.
 *
 * @param brand who keeps what is sent, and whom to tell.
 * @example
 * import { proposalIn } from "./page-proposals.ts";
 * proposalIn("de", "Fell").title; // => "Arbeite mit uns"
 */
export const proposalIn = (language: Language, brand: string): Proposal =>
  language === "de"
    ? {
        title: "Arbeite mit uns",
        consent: `Ich willige ein, dass ${brand} meinen Namen, meine E-Mail-Adresse, meine Profile und meine Nachricht aufbewahrt, um über diese Bewerbung zu entscheiden. Das kann ich jederzeit widerrufen; dafür genügt eine Nachricht an ${brand}, zum Beispiel als Antwort auf eine E-Mail von ${brand} oder über die Adresse im Impressum.`,
      }
    : {
        title: "Work with us",
        consent: `I agree that ${brand} keeps my name, e-mail address, profiles and message to decide on this application. I can withdraw this at any time; a message to ${brand} is enough, such as an answer to an e-mail from ${brand} or to the address on its website.`,
      };

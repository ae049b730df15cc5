import type { AnswerChannel } from "../choice.ts";

/** The page's own words in one language. */
export interface PageWords {
  readonly other: string;
  readonly otherText: string;
  readonly send: string;
  readonly kept: string;
  readonly thanks: string;
  readonly closed: string;
  readonly unclear: string;
  readonly tooMany: string;
  readonly noOrder: string;
  /** The reply did not come, which the block says in its own place. */
  readonly failed: string;
}

const words: Readonly<Record<string, PageWords>> = {
  en: {
    other: "Something else",
    otherText: "Who or what was it?",
    send: "Send answer",
    kept: "Your answer is kept with your order and shown to nobody but the shop. This page sets no cookies.",
    thanks: "Thank you. Your answer has arrived.",
    closed: "This question is no longer being asked. Thank you all the same.",
    unclear: "Your answer did not arrive whole. Choose one answer, and for “Something else” write what it was.",
    tooMany: "There are several answers for this order already. No more are taken.",
    noOrder: "This address names no order. Open the link that you were sent.",
    failed: "Your answer could not be sent. Check your connection and try again.",
  },
  de: {
    other: "Etwas anderes",
    otherText: "Wer oder was war es?",
    send: "Antwort senden",
    kept: "Deine Antwort wird mit deiner Bestellung gespeichert; nur der Shop sieht sie. Diese Seite setzt keine Cookies.",
    thanks: "Danke. Deine Antwort ist angekommen.",
    closed: "Diese Frage wird nicht mehr gestellt. Trotzdem danke.",
    unclear: "Deine Antwort kam nicht vollständig an. Wähle eine Antwort; bei „Etwas anderes“ schreib dazu, was es war.",
    tooMany: "Zu dieser Bestellung gibt es schon mehrere Antworten. Weitere werden nicht angenommen.",
    noOrder: "Diese Adresse nennt keine Bestellung. Öffne den Link, den du bekommen hast.",
    failed: "Deine Antwort konnte nicht gesendet werden. Prüfe deine Verbindung und versuche es noch einmal.",
  },
  fr: {
    other: "Autre chose",
    otherText: "Qui ou quoi ?",
    send: "Envoyer la réponse",
    kept: "Votre réponse est conservée avec votre commande ; seule la boutique la voit. Cette page ne dépose aucun cookie.",
    thanks: "Merci. Votre réponse est arrivée.",
    closed: "Cette question n’est plus posée. Merci quand même.",
    unclear: "Votre réponse est incomplète. Choisissez une réponse ; pour « Autre chose », précisez.",
    tooMany: "Il y a déjà plusieurs réponses pour cette commande. Aucune autre n’est acceptée.",
    noOrder: "Cette adresse ne nomme aucune commande. Ouvrez le lien que vous avez reçu.",
    failed: "Votre réponse n’a pas pu être envoyée. Vérifiez votre connexion et réessayez.",
  },
  es: {
    other: "Otra cosa",
    otherText: "¿Quién o qué fue?",
    send: "Enviar respuesta",
    kept: "Tu respuesta se guarda con tu pedido; solo la ve la tienda. Esta página no pone cookies.",
    thanks: "Gracias. Tu respuesta ha llegado.",
    closed: "Esta pregunta ya no se hace. Gracias de todos modos.",
    unclear: "Tu respuesta no llegó completa. Elige una; si es «Otra cosa», escribe qué fue.",
    tooMany: "Ya hay varias respuestas para este pedido. No se aceptan más.",
    noOrder: "Esta dirección no nombra ningún pedido. Abre el enlace que recibiste.",
    failed: "No se pudo enviar tu respuesta. Comprueba tu conexión e inténtalo de nuevo.",
  },
};

/**
 * The page's own words.
 *
 * @param language two letters; English for one that is not known
 * @example
 * import { pageWords } from "./page-words.ts";
 * pageWords("de").send // => "Antwort senden"
 */
export const pageWords = (language: string): PageWords => words[language] ?? words["en"]!;

const channels: Readonly<Record<string, Readonly<Record<AnswerChannel, string>>>> = {
  en: {
    creator: "A creator or influencer",
    word_of_mouth: "Friends or family",
    organic_search: "A search engine",
    organic_social: "Social media",
    paid: "An ad",
    email: "An e-mail",
    referral: "Another website",
    offline: "TV, radio or print",
  },
  de: {
    creator: "Ein Creator oder Influencer",
    word_of_mouth: "Freunde oder Familie",
    organic_search: "Eine Suchmaschine",
    organic_social: "Soziale Medien",
    paid: "Eine Anzeige",
    email: "Eine E-Mail",
    referral: "Eine andere Website",
    offline: "TV, Radio oder Print",
  },
  fr: {
    creator: "Un créateur ou influenceur",
    word_of_mouth: "Amis ou famille",
    organic_search: "Un moteur de recherche",
    organic_social: "Les réseaux sociaux",
    paid: "Une publicité",
    email: "Un e-mail",
    referral: "Un autre site",
    offline: "TV, radio ou presse",
  },
  es: {
    creator: "Un creador o influencer",
    word_of_mouth: "Amigos o familia",
    organic_search: "Un buscador",
    organic_social: "Redes sociales",
    paid: "Un anuncio",
    email: "Un correo",
    referral: "Otra web",
    offline: "TV, radio o prensa",
  },
};

/**
 * How a channel reads on a survey's page where nobody chose other words.
 *
 * @param channel what it is
 * @param language two letters; English for one that is not known
 * @example
 * import { channelLabel } from "./page-words.ts";
 * channelLabel("paid", "de") // => "Eine Anzeige"
 */
export const channelLabel = (channel: AnswerChannel, language: string): string => (channels[language] ?? channels["en"]!)[channel];

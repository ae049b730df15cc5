import type { LanguagePhrases } from "../disclosure-words.ts";

/** Disclosures in German. */
export const german: LanguagePhrases = {
  advertising: {
    anywhere: [
      "bezahlte|unbezahlte|unbeauftragte|enthalt|enthaelt|beinhaltet|mit|ist|als bezahlte|unbezahlte|eine| werbung|anzeige|reklame",
      "werbung unbezahlt|unbeauftragt|wegen|da|durch|weil|fur|fuer|mit|aus|bezahlt|selbst",
      "anzeige wegen|fur|fuer|mit|bezahlt",
      "dauerwerbesendung|werbevideo|werbepost|werbebeitrag|werbesendung|auftragswerbung",
    ],
    label: ["werbung", "anzeige", "reklame"],
  },
  paid: {
    anywhere: [
      "gesponsert|gesponserter|gesponserte|gesponsertes|gesponsort",
      "bezahlte|bezahlter werbepartnerschaft|partnerschaft|kooperation|zusammenarbeit|produktplatzierung|promotion",
      "unterstutzt|unterstuetzt durch produktplatzierung|produktplatzierungen",
      "produktplatzierung|produktplatzierungen|werbepartner|werbekooperation|werbepartnerschaft",
      "sponsor dieses|des|von videos|beitrags|diesem",
    ],
  },
  gifted: {
    anywhere: [
      "pr sample|samples|muster|paket|geschenk",
      "kostenlos|kostenfrei|gratis zur verfugung|verfuegung gestellt",
      "zur verfugung|verfuegung gestellt",
      "geschenkt|kostenlos|gratis bekommen|erhalten",
      "rezensionsexemplar|testprodukt|testmuster|pressemuster",
    ],
  },
  affiliate: {
    anywhere: [
      "affiliatelink|affiliatelinks|partnerlink|partnerlinks|provisionslink|provisionslinks|werbelink|werbelinks|empfehlungslink|empfehlungslinks",
      "partner|empfehlungs|provisions link|links",
      "eine|kleine|geringe|mini provision",
      "verdiene|erhalte|bekomme|verdienen|erhalten|bekommen ich|wir| dadurch|dabei|dafur| eine| kleine|geringe| provision",
      "partnerprogramm von|des|der amazon|",
      "amazon partner|partnerprogramm|partnernet",
      "affiliate programm|partner|kooperation|werbung",
    ],
  },
  support: { anywhere: ["unterstutzt|unterstutze|unterstuetzt meinen|den|unseren|mich|uns kanal| wenn|indem|durch|uber|mit"] },
  vague: {
    anywhere: [
      "in kooperation|zusammenarbeit|partnerschaft mit",
      "kooperation|zusammenarbeit|partnerschaft mit",
      "markenbotschafter|markenbotschafterin",
    ],
    tag: ["kooperation", "partnerschaft", "zusammenarbeit"],
  },
  denied: {
    anywhere: [
      "keine|nicht|ohne|kein bezahlte| werbung|anzeige|reklame|gesponsert|gesponsertes|sponsoring|kooperation|werbepartnerschaft",
      "werbefrei|ungesponsert|unbezahlt",
      "keine affiliate|affiliatelinks|partnerlinks links|",
    ],
  },
};

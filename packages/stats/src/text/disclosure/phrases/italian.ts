import type { LanguagePhrases } from "../disclosure-words.ts";

/** Disclosures in Italian. */
export const italian: LanguagePhrases = {
  advertising: {
    anywhere: [
      "e|contiene|include una|della| pubblicita",
      "contenuto|post|messaggio|video pubblicitario",
      "pubblicita a|con|per pagamento|",
    ],
    label: ["pubblicita"],
  },
  paid: {
    anywhere: [
      "sponsorizzato|sponsorizzata|sponsorizzati|sponsorizzate",
      "collaborazione|partnership|contenuto a|retribuita|pagata|pagato|commerciale|pubblicizzata|retribuito pagamento|",
      "inserimento di prodotti|prodotto",
      "pagato|pagata da|per",
    ],
  },
  gifted: {
    anywhere: [
      "prodotto|prodotti|articolo omaggio|regalato|regalati|offerto|offerti|fornito|forniti",
      "in|come omaggio|regalo da|dal|dalla|dall",
      "offerto|fornito|regalato|inviato|invitato da|dal|dalla|dall",
      "ricevuto|ricevuti gratuitamente|gratis",
    ],
    tag: ["suppliedby", "omaggio", "giftedby"],
  },
  affiliate: {
    anywhere: [
      "link|codice|codici|programma di|in| affiliazione|affiliato|affiliati",
      "sono|e di| affiliato|affiliati|affiliata",
      "ricevo|guadagno|percepisco|ricevero|riceviamo|guadagniamo una| piccola| commissione|percentuale",
      "una|piccola commissione",
      "affiliato|affiliati amazon|ad",
    ],
    tag: ["affiliato", "affiliazione"],
  },
  support: { anywhere: ["sostieni|supporta|sostenere|supportare il|mio|questo canale acquistando|se|con|usando|comprando"] },
  vague: {
    anywhere: ["in collaborazione|partnership con", "collaborazione con", "ambasciatore|ambasciatrice di|del|della"],
    tag: ["collaborazione"],
  },
  denied: {
    anywhere: [
      "non|senza|ne|nessuna|mai e|contiene|c| una|e| pubblicita|sponsorizzato|sponsorizzata|sponsor|sponsorizzazione|sponsorizzazioni",
      "non|senza|ne sono|e| di| affiliato|affiliati|affiliazione",
    ],
  },
};

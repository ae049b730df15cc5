import type { LanguagePhrases } from "../disclosure-words.ts";

/** Disclosures in French. */
export const french: LanguagePhrases = {
  advertising: {
    anywhere: [
      "publicite|pub remuneree|payee|commerciale",
      "est|contient|comporte|fait|inclut de|une|un la| publicite|pub",
      "communication commerciale|publicitaire",
      "contenu|video|publication|post publicitaire",
      "caractere publicitaire|commercial",
    ],
    label: ["publicite"],
    tag: ["pub", "annonce"],
  },
  paid: {
    anywhere: [
      "collaboration|partenariat|contenu commerciale|commercial|remuneree|remunere|payee|paye|sponsorisee|sponsorise",
      "sponsorise|sponsorisee|sponsorises|sponsorisees",
      "sponsor de cette|la video|publication",
      "placement de produit|produits",
      "remunere|remuneree|paye|payee par|pour",
    ],
  },
  gifted: {
    anywhere: [
      "produit|produits|cadeau|cadeaux|article|articles|sejour|repas|colis offert|offerts|presse",
      "offert|offerts|offerte|offertes|envoye|envoyes|envoyee par",
      "recu|recus|recue|envoye|envoyes gratuitement",
      "echange d un avis|article",
      "invitation presse",
    ],
    tag: ["offert", "cadeau", "produitoffert"],
  },
  affiliate: {
    anywhere: [
      "lien|liens|code|codes affilie|affilies|affiliee|affiliation|remunere|remuneres|sponsorise|sponsorises",
      "lien|liens|code|programme|contrat|sont|est d|en|des|de affiliation|affilies|affilie",
      "sont|est|suis affilie|affilies|affiliee",
      "touche|percois|recois|gagne|touchons|percevons|toucherai|percevrai|une|petite une| petite|legere| commission",
      "partenaire|partenaires amazon",
      "programme partenaires|partenaire",
    ],
    tag: ["affiliation", "affilie", "lienaffilie", "liensaffilies"],
  },
  support: { anywhere: ["soutenir|soutenez|soutiens ma|la|notre|moi|nous chaine| en|via|avec|grace"] },
  vague: {
    anywhere: ["en partenariat|collaboration|association avec", "partenariat|collaboration avec", "ambassadeur|ambassadrice de|pour"],
    tag: ["partenariat", "ambassadeur", "ambassadrice"],
  },
  denied: {
    anywhere: [
      "pas|non|aucune|sans|nullement|ni de|une|la|un| publicite|pub|sponsorise|sponsorisee|sponsorises|remunere|remuneree|sponsor|partenariat",
      "pas|non|ni affilie|affilies",
    ],
  },
};

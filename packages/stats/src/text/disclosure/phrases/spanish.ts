import type { LanguagePhrases } from "../disclosure-words.ts";

/** Disclosures in Spanish. */
export const spanish: LanguagePhrases = {
  advertising: {
    anywhere: [
      "publicidad|publi pagada|remunerada",
      "publi con|de|para",
      "es|contiene|incluye|hay|lleva una| publicidad|publi|anuncio",
      "contenido|video|post|mensaje publicitario",
    ],
    label: ["publicidad", "publi", "anuncio"],
  },
  paid: {
    anywhere: [
      "colaboracion|promocion|asociacion|alianza|publicacion|mencion pagada|remunerada|patrocinada",
      "patrocinado|patrocinada|patrocinados|patrocinadas|esponsorizado|esponsorizada",
      "contenido|video|post pagado|promocionado",
      "emplazamiento de producto",
      "patrocina|patrocinador este|esta|de|del video|publicacion|post",
      "me han|ha pagado|pagan",
    ],
  },
  gifted: {
    anywhere: [
      "regalo|regalado|regalada|regalados|regaladas de|por la| marca|",
      "producto|productos regalado|regalados|gratis",
      "me lo|la|los|las|han|ha han|ha| regalado|enviado gratis|",
      "invitado|invitada|cortesia por|de",
    ],
    tag: ["regalo", "gift", "obsequio"],
  },
  affiliate: {
    anywhere: [
      "enlace|enlaces|link|links|codigo|codigos|programa de| afiliado|afiliados|afiliacion|referido|referidos",
      "son|es|soy de| afiliado|afiliados|afiliada",
      "gano|recibo|recibire|ganare|llevo|ganamos|recibimos una|la|un| pequena|pequeno| comision|porcentaje",
      "una|pequena comision",
      "afiliado|afiliados de amazon",
    ],
    tag: ["afiliado", "afiliados"],
  },
  support: { anywhere: ["apoya|apoyar|apoyas|ayudas|apoyan el|al|mi|nuestro|este canal comprando|si|al|con|usando|cuando"] },
  vague: {
    anywhere: ["en colaboracion|alianza|asociacion con", "colaboracion|colaborando|colab con", "embajador|embajadora de"],
    tag: ["colaboracion", "colab", "embajador", "embajadora"],
  },
  denied: {
    anywhere: [
      "no|sin|ni|ninguna|nunca es|hay|esta|son|contiene|lleva| una|un| publicidad|publi|anuncio|patrocinado|patrocinada|patrocinio|patrocinios|pagado|pagada",
      "no|sin|ni es|son| de| afiliado|afiliados",
    ],
  },
};

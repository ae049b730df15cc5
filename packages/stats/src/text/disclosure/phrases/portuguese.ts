import type { LanguagePhrases } from "../disclosure-words.ts";

/** Disclosures in Portuguese. */
export const portuguese: LanguagePhrases = {
  advertising: {
    anywhere: [
      "publicidade|publi paga|remunerada",
      "publi com|para|da|do",
      "e|contem|inclui|tem uma| publicidade|publi|propaganda|anuncio",
      "conteudo|post|video publicitario",
    ],
    label: ["publicidade", "publipost", "publieditorial", "informe publicitario"],
    tag: ["propaganda"],
  },
  paid: {
    anywhere: [
      "parceria|colaboracao|promocao|publicacao paga|remunerada|comercial|patrocinada",
      "conteudo|post|video pago|patrocinado",
      "patrocinado|patrocinada|patrocinados|patrocinadas",
      "patrocinador deste|desse|do video|post",
      "fui|fomos pago|paga|pagos para|pela|pelo",
    ],
  },
  gifted: {
    anywhere: [
      "recebi|recebemos|ganhei este|esse|o|a|esta| produto|produtos| de|gratuitamente graca|",
      "recebido|recebidos da|do|de marca|",
      "presente da|do marca|",
      "oferecido|enviado pela|pelo marca|",
    ],
    tag: ["recebido", "recebidos", "presente", "oferta"],
  },
  affiliate: {
    anywhere: [
      "link|links|codigo|cupom|programa de|do|para| afiliado|afiliados|associado|associados",
      "sao|e|sou de| afiliado|afiliados|afiliada",
      "ganho|recebo|receberei|ganharei|ganhamos|recebemos uma| pequena| comissao|porcentagem",
      "uma|pequena comissao",
      "associado|afiliado da|do amazon",
    ],
    tag: ["linkafiliado"],
  },
  support: { anywhere: ["apoie|apoiar|ajude|ajuda o|meu|nosso canal comprando|se|ao|com|usando"] },
  vague: {
    anywhere: ["em parceria|colaboracao com", "parceria com", "embaixador|embaixadora da|do|de"],
    tag: ["parceria", "embaixador", "embaixadora"],
  },
  denied: {
    anywhere: [
      "nao|sem|nem|nenhuma|nunca e|ha|tem|foi|contem| uma| publicidade|publi|propaganda|patrocinado|patrocinada|patrocinio|pago|paga",
      "nao|sem|nem e|sao| de| afiliado|afiliados",
    ],
  },
};

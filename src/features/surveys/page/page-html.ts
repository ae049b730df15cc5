import { plainPage, safeHtml as safe } from "../../../kernel/pages/plain-page.ts";
import { pageWords } from "./page-words.ts";

/** What the form of a page holds. */
export interface PageForm {
  readonly key: string;
  readonly language: string;
  readonly question: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly seed: number;
  readonly order: string;
  readonly signature: string;
  /** What is said above the question, where an earlier answer could not be taken. */
  readonly said?: string;
}

const radio = (value: string, label: string): string =>
  `<label><input type="radio" name="answer" value="${safe(value)}"><span>${safe(label)}</span></label>`;

const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${safe(value)}">`;

/**
 * The page that asks: one form, without scripts, every text escaped. No choice is required by the form: without a script the browser could
 * not be told that words of the customer's own are an answer as well, and would hold them back.
 *
 * @param form the question, the choices in the order in which this viewer sees them, and what comes back with the answer
 * @returns a whole HTML document
 * @example
 * import { formPage } from "./page-html.ts";
 * const form = { key: "k", language: "en", question: "<How?>", choices: [], seed: 1, order: "1", signature: "" };
 * formPage(form).includes("&lt;How?&gt;") // => true
 */
export function formPage({ key, language, question, choices, seed, order, signature, said }: PageForm): string {
  const words = pageWords(language);
  const sent = [hidden("order", order), hidden("signature", signature), hidden("seed", seed.toString())].join("");
  const asked = choices.map((choice) => radio(choice.key, choice.label)).join("");
  const other = `<input type="text" name="text" maxlength="200" autocomplete="off" aria-label="${safe(words.otherText)}" placeholder="${safe(words.otherText)}">`;
  const before = said === undefined ? "" : `<p class="fault" role="alert">${safe(said)}</p>`;
  return plainPage({
    language,
    title: question,
    body: `${before}<form method="post" action="/survey/${safe(key)}">${sent}<fieldset><legend>${safe(question)}</legend>${asked}${radio("other", words.other)}${other}</fieldset><button>${safe(words.send)}</button><p>${safe(words.kept)}</p></form>`,
  });
}

/**
 * A page with one sentence.
 *
 * @param language of the sentence, two letters
 * @param sentence plain text
 * @example
 * import { sentencePage } from "./page-html.ts";
 * sentencePage("en", "Thank you.").includes("Thank you.") // => true
 */
export const sentencePage = (language: string, sentence: string): string =>
  plainPage({ language, title: sentence, body: `<p class="said" role="status">${safe(sentence)}</p>` });

import { pageWords } from "./page-words.ts";

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!);

/** The look of the page, light or dark as the viewer's device is; served beside it, because the policy allows no style in the page. */
export const pageStyle = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c2522;--soft:#55605b;--line:#8b938f;--accent:#1d5c4a;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#161b19;--ink:#eef2f0;--soft:#a9b3ae;--line:#6d7772;--accent:#7fc8ae;--on-accent:#10201a}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1rem 1.5rem}fieldset{border:0;margin:0;padding:0;min-width:0}
legend,h1{font-size:1.25rem;line-height:1.3;font-weight:650;padding:0;margin:0 0 .9rem;overflow-wrap:anywhere}
label{display:flex;gap:.7rem;align-items:center;min-height:2.9rem;padding:.45rem .8rem;margin:0 0 .5rem;border:1px solid var(--line);border-radius:10px;cursor:pointer;overflow-wrap:anywhere}
label:has(input:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}label span{min-width:0}
input[type=radio]{width:1.15rem;height:1.15rem;flex:none;margin:0;accent-color:var(--accent)}
input[type=text]{width:100%;font:inherit;padding:.6rem .8rem;margin:0 0 1rem;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit}
button{font:inherit;font-weight:600;min-height:2.9rem;padding:.5rem 1.3rem;border:0;border-radius:10px;background:var(--accent);color:var(--on-accent);cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}p{margin:1rem 0 0;color:var(--soft);font-size:.9rem}p.said{color:var(--ink);font-size:1.05rem;margin:0}`;

/** What the form of a page holds. */
export interface PageForm {
  readonly key: string;
  readonly language: string;
  readonly question: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly seed: number;
  readonly order: string;
  readonly signature: string;
}

const document = (
  language: string,
  title: string,
  body: string,
): string => `<!doctype html><html lang="${safe(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${safe(title)}</title>
<link rel="stylesheet" href="/survey/style.css"></head><body><main>${body}</main></body></html>`;

const radio = (value: string, label: string): string =>
  `<label><input type="radio" name="answer" value="${safe(value)}" required><span>${safe(label)}</span></label>`;

const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${safe(value)}">`;

/**
 * The page that asks: one form, without scripts, every text escaped.
 *
 * @param form the question, the choices in the order in which this viewer sees them, and what comes back with the answer
 * @returns a whole HTML document
 * @example
 * import { formPage } from "./page-html.ts";
 * const form = { key: "k", language: "en", question: "<How?>", choices: [], seed: 1, order: "1", signature: "" };
 * formPage(form).includes("&lt;How?&gt;") // => true
 */
export function formPage({ key, language, question, choices, seed, order, signature }: PageForm): string {
  const words = pageWords(language);
  const sent = [hidden("order", order), hidden("signature", signature), hidden("seed", seed.toString())].join("");
  const asked = choices.map((choice) => radio(choice.key, choice.label)).join("");
  const other = `<input type="text" name="text" maxlength="200" autocomplete="off" aria-label="${safe(words.otherText)}" placeholder="${safe(words.otherText)}">`;
  return document(
    language,
    question,
    `<form method="post" action="/survey/${safe(key)}">${sent}<fieldset><legend>${safe(question)}</legend>${asked}${radio("other", words.other)}${other}</fieldset><button>${safe(words.send)}</button><p>${safe(words.kept)}</p></form>`,
  );
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
  document(language, sentence, `<p class="said" role="status">${safe(sentence)}</p>`);

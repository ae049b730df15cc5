/** Words that one language has and its neighbours lack, in small letters. */
const commonWords: Readonly<Record<string, readonly string[]>> = {
  en: "the and is are this that you your with for what where how love so not it's its i'm was have my it of to".split(" "),
  de: "der die das und ist nicht ich du mit für wie wo was schön sehr auch ein eine auf so toll bitte danke wirklich".split(" "),
  fr: "le la les et est pas je tu avec pour où quoi très trop c'est une des merci j'adore mais dans".split(" "),
  es: "el la los y es no yo tú con para dónde qué muy me gracias una que hermosa cómo pero encanta".split(" "),
  pt: "o os e é não eu você com para onde que muito obrigada uma linda lindo amei mas do da".split(" "),
  it: "il lo gli e è non io tu con per dove che molto bella bello grazie una ma sono della".split(" "),
};

/** Scripts that few languages use. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/\p{Script=Devanagari}/u, "hi"],
];

const languages = Object.entries(commonWords).map(([language, list]) => ({ language, words: new Set(list) }));

/**
 * The language of a short text, by its script or by its commonest words; undefined where that does not tell, as for "Wow!".
 *
 * It is a guess that is right for most, and is used for shares over many comments only.
 *
 * @example
 * import { languageOf } from "./comment-language.ts";
 * [languageOf("Wo hast du die Jacke her?"), languageOf("where is this from"), languageOf("Wow")]; // => ["de", "en", undefined]
 */
export function languageOf(text: string): string | undefined {
  const script = scripts.find(([letters]) => letters.test(text));
  if (script !== undefined) return script[1];
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const hits = languages.map(({ language, words: own }) => ({ language, count: words.filter((word) => own.has(word)).length }));
  const [first, second] = hits.toSorted((a, b) => b.count - a.count);
  return first !== undefined && first.count > (second?.count ?? 0) ? first.language : undefined;
}

/** Lower-case letters of other scripts beside the Latin letter or digit they are drawn like in common fonts. */
const PAIRS =
  // Cyrillic
  "аa ӓa вb ԁd еe ёe ғf һh іi їi јj кk ӏl мm нh оo ӧo рp ԛq гr ѕs тt уy ўy ԝw хx ҽe ѵv ьb зз " +
  // Greek
  "αa βb γy εe ηn ιi κk νv οo ρp σo τt υu χx ωw " +
  // Armenian
  "աw գq զq հh ոn սu օo ցg յj " +
  // Latin letters that carry no separable mark
  "ıi łl øo đd ħh ŧt ɡg ɑa ɩi ʟl ƅb ɪi ꞁl ǀl æae œoe";

const LATIN: ReadonlyMap<string, string> = new Map(PAIRS.split(" ").map((pair) => [pair.charAt(0), pair.slice(1)]));
const MARKS = /\p{M}+/gu;

/**
 * A lower-case text with accents dropped and letters of other scripts that look Latin replaced by what they look like.
 *
 * @param text lower-case text; characters without a look-alike stay.
 * @returns text for comparison, never for showing.
 * @example
 * import { latinLookAlike } from "./look-alike.ts";
 * latinLookAlike("josé"); // => "jose"
 * latinLookAlike("рау"); // => "pay"
 */
export function latinLookAlike(text: string): string {
  let latin = "";
  for (const character of text.normalize("NFKD").replace(MARKS, "")) latin += LATIN.get(character) ?? character;
  return latin;
}

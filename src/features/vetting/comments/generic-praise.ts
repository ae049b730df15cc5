/** Praise that fits any picture of anybody, folded: what bots and pods write, and fans too. */
const phrases = new Set(
  [
    "wow, nice, cool, great, amazing, awesome, beautiful, gorgeous, stunning, perfect, lovely, cute, fire, love it, love this, love, so nice",
    "nice one, nice pic, nice picture, nice photo, nice shot, great pic, great picture, great photo, great shot, great post, nice post, amazing post",
    "awesome post, cool pic, so cool, so cute, so beautiful, so pretty, pretty, goals, obsessed, yes, yess, yas, omg, this, facts, queen, king",
    "super, toll, schön, wunderschön, mega, klasse, tolles bild, schönes bild, sehr schön, hammer, traumhaft",
    "magnifique, superbe, belle, trop beau, trop belle, sublime, j'adore, parfait",
    "hermosa, hermoso, bella, preciosa, guapa, linda, me encanta, increíble, qué linda",
    "linda, lindo, perfeita, maravilhosa, amei, gata, top, bellissima, bellissimo, stupenda, splendida",
    "check my page, follow me, follow back, dm me, dm us, send pic, promote it on, check your dm",
  ].flatMap((line) => line.split(", ")),
);

const lettersOnly = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/@[\w.]+/g, " ")
    .replaceAll(/[^\p{L}\p{N}' ]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** A comment as it is compared with others: without names, signs and letters that are drawn out. */
export const bareComment = (text: string): string => lettersOnly(text.normalize("NFKC")).replaceAll(/(\p{L})\1{2,}/gu, "$1");

/**
 * Whether a comment would fit any post: nothing but signs, names and emoji, or praise from a list.
 *
 * @example
 * import { isGeneric } from "./generic-praise.ts";
 * [isGeneric("🔥🔥🔥"), isGeneric("Soooo nice!!"), isGeneric("Nice stitching on the left sleeve")]; // => [true, true, false]
 */
export function isGeneric(text: string): boolean {
  const bare = bareComment(text);
  return bare === "" || phrases.has(bare);
}

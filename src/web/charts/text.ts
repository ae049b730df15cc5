/** Widths of signs in shares of the font size, those of a wide sans serif: too wide leaves a gap, too narrow cuts a letter off. */
const widths = { narrow: 0.34, usual: 0.57, capital: 0.74, wide: 0.94, square: 1 } as const;

function signWidth(sign: string): number {
  if (/[ .,:;'|!()[\]ijlft-]/.test(sign)) return widths.narrow;
  if (/[mwMW@%–—…]/.test(sign)) return widths.wide;
  if (/\p{Lu}/u.test(sign)) return widths.capital;
  return (sign.codePointAt(0) ?? 0) >= 0x1100 ? widths.square : widths.usual;
}

const emsOf = (text: string): number => Array.from(text).reduce((sum, sign) => sum + signWidth(sign), 0);

/** About how wide a text is, in CSS pixels. A picture drawn on the server cannot measure; it errs on the wide side. */
export function textWidth(text: string, fontSize: number): number {
  return Math.ceil(emsOf(text) * fontSize);
}

/**
 * A text cut to a width, with an ellipsis where it was.
 * @param width CSS pixels
 */
export function cutText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const room = width / fontSize - widths.wide;
  const signs = Array.from(text);
  let used = 0;
  const end = signs.findIndex((sign) => (used += signWidth(sign)) > room);
  return `${signs.slice(0, Math.max(1, end)).join("").trimEnd()}…`;
}

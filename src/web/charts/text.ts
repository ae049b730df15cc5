const meanLetterWidth = 0.54;

/** About how wide a text is, in CSS pixels. A picture drawn on the server cannot measure; it errs on the wide side. */
export function textWidth(text: string, fontSize: number): number {
  return Math.ceil(text.length * fontSize * meanLetterWidth);
}

/**
 * A text cut to a width, with an ellipsis where it was.
 * @param width CSS pixels
 */
export function cutText(text: string, width: number, fontSize: number): string {
  const most = Math.max(1, Math.floor(width / (fontSize * meanLetterWidth)));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}

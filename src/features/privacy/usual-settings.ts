/** For how many days somebody who was found is kept without being told or worked with, where nothing else is set. */
export const usualRetentionDays = 180;

/**
 * What creators are told about their data where nothing else is set: a beginning, to be read by whoever is responsible.
 *
 * @param brand the workspace's name.
 * @example
 * import { usualNotice } from "./usual-settings.ts";
 * usualNotice("Nordlicht").startsWith("Nordlicht keeps"); // => true
 */
export const usualNotice = (brand: string): string =>
  `${brand} keeps what your public profile says (name, handle, figures and posts) to find creators to work with. ` +
  `We have it from the platform or from a list that we were given, and nobody outside ${brand} is told. ` +
  "You may ask what we keep, have it corrected or erased, and object at any time: answer this message.";

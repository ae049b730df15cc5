/** What was looked for in vain. */
interface InVain {
  readonly text: string | undefined;
  readonly hasFilters: boolean;
  /** How many are found with those on lists that are left out; 0: nobody either; some: they are not counted yet. */
  readonly leftOut: number | "some";
  /** The names of those lists. */
  readonly lists: readonly string[];
}

/** Why nobody is found, in words. */
interface NobodyWords {
  readonly title: string;
  readonly says: string;
}

/**
 * Why nobody is found: those who would be are on a list that is left out, a filter asks for what is not known, or no word is like what was asked.
 *
 * @example
 * import { nobodyWords } from "./nobody-words.ts";
 * nobodyWords({ text: "ana", hasFilters: false, leftOut: 2, lists: ["Never again"] }).title; // => "2 are found, and left out"
 */
export function nobodyWords({ text, hasFilters, leftOut, lists }: InVain): NobodyWords {
  if (leftOut !== 0) {
    const named = lists.map((name) => `“${name}”`).join(" or ");
    const count = leftOut === "some" ? "Some" : leftOut.toLocaleString("en");
    return {
      title: `${count} ${leftOut === 1 ? "is" : "are"} found, and left out`,
      says: `Whoever is on ${named} is left out of searches.`,
    };
  }
  if (hasFilters)
    return {
      title: "Nobody is found",
      says: "A creator of whom something is not known is not found by a filter on it, nor by its opposite: ask for “is not known” to see them.",
    };
  if (text !== undefined)
    return {
      title: `Nobody is found by “${text}”`,
      says: "It stands in no name, handle, bio, caption, hashtag or category that is known here. Try a part of it, or another way to write it.",
    };
  return { title: "Nobody is here yet", says: "Import the list that you keep, or add creators by hand." };
}

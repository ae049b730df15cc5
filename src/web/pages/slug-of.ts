const longest = 40;

/**
 * An address made of a name: plain small letters, digits and single dashes.
 * @returns at most 40 characters; too short a name gives a text that the server refuses, with the reason
 * @example
 * import { slugOf } from "./slug-of.ts";
 * slugOf("Café Noir & Söhne"); // => "cafe-noir-sohne"
 */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, longest)
    .replace(/-$/, "");
}

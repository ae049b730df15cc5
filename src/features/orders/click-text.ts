import { isUuid, parseId, parseShortUuid } from "../../kernel/ids.ts";

/**
 * The click or visitor that a text names: the 22 characters in which ids travel through links and forms, the uuid itself, or the prefixed
 * id that the API shows.
 *
 * @param text any text, for example a query parameter or a hidden form field; white space around it is ignored.
 * @param prefix the prefix of the shown form.
 * @returns canonical uuid text; null when the text is no id, so that a field somebody else filled does no harm.
 * @example
 * import { idIn } from "./click-text.ts";
 * idIn(" AYi6x0r6eKq8O70e7yjYgQ", "clk"); // => "0188bac7-4afa-78aa-bc3b-bd1eef28d881"
 * idIn("spring-sale", "clk"); // => null
 */
export function idIn(text: string | null | undefined, prefix: "clk" | "vis"): string | null {
  const trimmed = (text ?? "").trim();
  if (isUuid(trimmed.toLowerCase())) return trimmed.toLowerCase();
  return parseShortUuid(trimmed) ?? parseId(prefix, trimmed) ?? null;
}

/** The parameter names under which a click id may travel: a workspace may choose its own, these are always understood. */
export const clickFields: readonly string[] = ["vclid", "vouch_click", "_vclid"];

/** The same for the visitor's id. */
export const visitorFields: readonly string[] = ["vvid", "vouch_visitor", "_vvid"];

/**
 * The first click or visitor id among named texts, such as note attributes or metadata.
 *
 * @param pairs names and values as a platform keeps them.
 * @param fields the names to look under, the surest first; upper and lower case count as the same.
 * @param prefix what is looked for.
 * @returns canonical uuid text or null.
 * @example
 * import { clickFields, idAmong } from "./click-text.ts";
 * idAmong([["gift", "yes"], ["VCLID", "AYi6x0r6eKq8O70e7yjYgQ"]], clickFields, "clk"); // => "0188bac7-4afa-78aa-bc3b-bd1eef28d881"
 */
export function idAmong(pairs: readonly (readonly [string, string])[], fields: readonly string[], prefix: "clk" | "vis"): string | null {
  for (const field of fields) {
    const found = pairs.find(([name, value]) => name.trim().toLowerCase() === field && idIn(value, prefix) !== null);
    if (found !== undefined) return idIn(found[1], prefix);
  }
  return null;
}

/**
 * The click id in the query of an address, absolute or not.
 *
 * @param address such as a landing page; a text that is no address has none.
 * @param fields parameter names to look under.
 * @example
 * import { clickFields, idInAddress } from "./click-text.ts";
 * idInAddress("/products/tea?utm_source=blog&vclid=AYi6x0r6eKq8O70e7yjYgQ", clickFields, "clk"); // => "0188bac7-4afa-78aa-bc3b-bd1eef28d881"
 */
export function idInAddress(address: string | null | undefined, fields: readonly string[], prefix: "clk" | "vis"): string | null {
  const query = (address ?? "").split("#")[0]!.split("?").slice(1).join("?");
  if (query === "") return null;
  return idAmong([...new URLSearchParams(query)], fields, prefix);
}

import { parseUtmRule, utmNames, type UtmRule } from "@vouch/redirect";
import { instantIn, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import type { ZoneReader } from "../../../kernel/cells/local-time.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { openReader, shortened } from "../../../kernel/cells/row-reader.ts";
import { tidyText } from "../../../kernel/text.ts";
import { linkKey } from "../link-key.ts";

/** An address as it re-parses, or why nobody may be sent there. */
export type ReadAddress = (text: string) => { readonly url: string } | { readonly fault: string };

/** How the cells of a file of links are read. */
export interface LinkReading {
  /** Where links lead whose rows do not say it. */
  readonly destination: string | undefined;
  /** The workspace's short hosts, by which a short address is told from a key with a slash. */
  readonly hosts: ReadonlySet<string>;
  readonly address: ReadAddress;
  readonly order: DateOrder;
  readonly zone: ZoneReader;
}

/** A link as a row states it; null: the row says nothing. */
export interface LinkRow {
  readonly key: string;
  /** A host or an id. */
  readonly domain: string | null;
  readonly destination: string;
  /** A name, a handle or an id. */
  readonly creator: string | null;
  /** A name or an id. */
  readonly program: string | null;
  readonly expiresAt: Date | null;
  readonly fallbackUrl: string | null;
  readonly utm: UtmRule | null;
}

type Refuse = (field: string, message: string) => null;

const quoted = (text: string): string => JSON.stringify(shortened(text));

/** Host and key of a short address, with or without its scheme; of a key alone the host is null. */
function placeIn(text: string, hosts: ReadonlySet<string>): { host: string | null; key: string } {
  const full = /^https?:\/\/([^/?#]+)\/([^?#]*)/i.exec(text);
  if (full !== null) return { host: full[1]!.toLowerCase(), key: full[2]! };
  const at = text.indexOf("/");
  const first = at < 1 ? "" : text.slice(0, at).toLowerCase();
  return hosts.has(first) ? { host: first, key: text.slice(at + 1) } : { host: null, key: text };
}

function addressIn(field: string, text: string | null, how: LinkReading, refuse: Refuse): string | null {
  if (text === null) return null;
  const read = how.address(text);
  return "url" in read ? read.url : refuse(field, `${read.fault}; found ${quoted(text)}`);
}

function timeIn(text: string | null, how: LinkReading, refuse: Refuse): Date | null {
  if (text === null) return null;
  const read = instantIn(text, how);
  return read.kind === "value" ? new Date(read.value.atMs) : refuse("expires_at", read.message);
}

const utmWords: Readonly<Record<string, string>> = {
  too_long: "is longer than 200 characters",
  control_character: "holds a control character",
  unknown_placeholder: "names a placeholder that there is not; there are {creator} {link} {program} {campaign} {code} {platform}",
};

function utmIn(texts: ReadonlyMap<string, string>, refuse: Refuse): UtmRule | null {
  const said = utmNames.flatMap((name) => {
    const text = tidyText(texts.get(name) ?? "");
    return text === "" ? [] : [[name, text]];
  });
  if (said.length === 0) return null;
  const parsed = parseUtmRule(Object.fromEntries(said));
  if (parsed.ok) return parsed.rule;
  for (const { parameter, problem } of parsed.problems) refuse(parameter, utmWords[problem] ?? `is refused: ${problem}`);
  return null;
}

function keyIn(text: string | null, how: LinkReading, refuse: Refuse): { host: string | null; key: string } | null {
  if (text === null) return refuse("key", "is empty: say the key of the link, such as anna, or its short address");
  const place = placeIn(text, how.hosts);
  const read = linkKey(place.key);
  return "key" in read ? { host: place.host, key: read.key } : refuse("key", `${read.fault}; found ${quoted(text)}`);
}

/**
 * A link from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how what holds for the file as a whole.
 * @returns the row, or every fault of it.
 */
export function readLinkRow(
  texts: ReadonlyMap<string, string>,
  how: LinkReading,
): { readonly row: LinkRow | undefined; readonly faults: readonly FieldFault[] } {
  const { faults, refuse, text } = openReader(texts);
  const place = keyIn(text("key", 2000), how, refuse);
  const leads = text("destination", 4000) ?? how.destination ?? null;
  if (leads === null) refuse("destination", "is empty: say where the link leads, such as https://shop.example/page");
  const destination = addressIn("destination", leads, how, refuse);
  const row = {
    domain: text("domain", 300)?.toLowerCase() ?? place?.host ?? null,
    creator: text("creator", 200),
    program: text("program", 200),
    expiresAt: timeIn(text("expires_at", 60), how, refuse),
    fallbackUrl: addressIn("fallback_url", text("fallback_url", 4000), how, refuse),
    utm: utmIn(texts, refuse),
  };
  if (faults.length > 0 || place === null || destination === null) return { row: undefined, faults };
  return { row: { key: place.key, destination, ...row }, faults };
}

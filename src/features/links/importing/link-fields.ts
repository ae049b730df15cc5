import { utmNames, utmPresets } from "@vouch/redirect";
import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";

/** Every field that a file of links can fill: headers as people and other link tools write them. */
export const linkFields: readonly MatchableField[] = [
  field(
    "key",
    "Key or short address",
    "key|slug|short link|short url|shorturl|link|path|alias|keyword|back half|short path|bitlink|kurzlink|schlussel",
  ),
  field("domain", "Short domain", "domain|short domain|host|branded domain|kurzdomain"),
  field(
    "destination",
    "Leads to",
    "destination|destination url|long url|longurl|target|target url|original url|redirect url|landing page|url|ziel",
  ),
  field("creator", "Creator", "creator|creator name|influencer|handle|partner|affiliate|name|creator id"),
  field("program", "Program", "program|program name|programme|programm|program id|campaign program"),
  field(
    "expires_at",
    "Leads there until",
    "expires at|expires|expiry|expiration|expiration date|expiry date|valid until|end date|ablauf|gultig bis",
  ),
  field("fallback_url", "Then leads to", "fallback url|fallback|expired url|expiration url|expiry url|then leads to"),
  ...utmNames.map((name) => field(name, name, name.replace("_", " "))),
];

const shortText = (text: string): string | undefined =>
  text.trim().length >= 1 && text.trim().length <= 200 ? undefined : "must be a name or an id of at most 200 characters";

const presets = Object.keys(utmPresets);

const rules: MappingRules = {
  rows: "links",
  fields: linkFields,
  required: { key: "choose the column of the link's key, or of its short address" },
  options: {
    date_order: writingOptions["date_order"]!,
    domain: shortText,
    program: shortText,
    destination: (text) =>
      text.trim().length >= 1 && text.length <= 4000 ? undefined : "must be an address such as https://shop.example/",
    utm_preset: (text) => (presets.includes(text) ? undefined : `must be one of ${presets.join(", ")}, found ${text.slice(0, 40)}`),
  },
};

/**
 * What is wrong with a mapping of a file of links, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { linkMappingFaults } from "./link-fields.ts";
 * linkMappingFaults({ format: "table", columns: { key: "Slug" }, options: {} }).map(({ pointer }) => pointer); // => ["/options/destination"]
 */
export function linkMappingFaults(mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] {
  const leads = mapping.columns["destination"] !== undefined || mapping.options["destination"] !== undefined;
  const detail = "options.destination: say where the links lead, or choose its column";
  return [...mappingFaults(mapping, rules), ...(leads ? [] : [{ pointer: "/options/destination", detail }])];
}

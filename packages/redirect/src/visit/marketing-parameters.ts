import { storableText } from "../text/storable-text.ts";
import { decodedValue, eachPair } from "./query-parameters.ts";

/** One parameter that an advertising or social network appends to the links it sends people by. */
export type AdClickParameter = {
  readonly name: string;
  readonly network: string;
  /** True when only paid placements carry it. Where it is false the parameter is kept, and proves nothing. */
  readonly provesPaid: boolean;
};

/**
 * Ad click parameters, exact in name and case. `fbclid` proves nothing: Facebook and Instagram append it to ordinary outbound clicks,
 * the honest traffic of most creators, so a rule on it would call exactly that traffic paid.
 *
 * @see https://support.google.com/google-ads/answer/9744275
 * @see https://learn.microsoft.com/en-us/advertising/guides/conversion-tracking
 */
export const adClickParameters: readonly AdClickParameter[] = [
  { name: "gclid", network: "google", provesPaid: true },
  { name: "gbraid", network: "google", provesPaid: true },
  { name: "wbraid", network: "google", provesPaid: true },
  { name: "gad_source", network: "google", provesPaid: true },
  { name: "gad_campaignid", network: "google", provesPaid: true },
  { name: "dclid", network: "google", provesPaid: true },
  { name: "msclkid", network: "microsoft", provesPaid: true },
  { name: "twclid", network: "x", provesPaid: true },
  { name: "ttclid", network: "tiktok", provesPaid: true },
  { name: "li_fat_id", network: "linkedin", provesPaid: true },
  { name: "rdt_cid", network: "reddit", provesPaid: true },
  { name: "rdclid", network: "reddit", provesPaid: true },
  { name: "epik", network: "pinterest", provesPaid: true },
  { name: "ScCid", network: "snapchat", provesPaid: true },
  { name: "fbclid", network: "meta", provesPaid: false },
];

const RECORDED: ReadonlySet<string> = new Set([
  ...adClickParameters.map(({ name }) => name),
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  "utm_id",
]);
const PAID: readonly string[] = adClickParameters.filter(({ provesPaid }) => provesPaid).map(({ name }) => name);

/** The longest value that is kept, in characters; what is longer is cut. */
export const maxParameterLength = 256;

/** UTM parameters and ad click ids that came with a click or a visit, by name; values decoded and cut. */
export type MarketingParameters = Readonly<Record<string, string>>;

/**
 * The UTM parameters and ad click ids of a query, or undefined when it has none; made for the hot path.
 *
 * Only known names are kept, so that no personal data that a page puts in its URL is recorded; of a repeated name the first that is not empty.
 *
 * @param query without `?`, as it came.
 * @example
 * import { marketingParameters } from "./marketing-parameters.ts";
 * marketingParameters("utm_source=tik+tok&email=a@b.example"); // => { utm_source: "tik tok" }
 * marketingParameters("page=2"); // => undefined
 */
export function marketingParameters(query: string): MarketingParameters | undefined {
  if (query === "") return undefined;
  let found: Record<string, string> | undefined;
  eachPair(query, (name, value) => {
    if (value === "" || !RECORDED.has(name)) return;
    const text = storableText(decodedValue(value), maxParameterLength);
    if (text !== "") (found ??= {})[name] ??= text;
  });
  return found;
}

/**
 * The known parameters among those of a decoded JSON object, or undefined when it has none.
 *
 * @param json an object; members of another name, and values that are no text, are passed over.
 * @example
 * import { knownParameters } from "./marketing-parameters.ts";
 * knownParameters({ utm_source: "ig", email: "a@b.example", gclid: 1 }); // => { utm_source: "ig" }
 */
export function knownParameters(json: Readonly<Record<string, unknown>>): MarketingParameters | undefined {
  let found: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(json)) {
    const text = RECORDED.has(name) && typeof value === "string" ? storableText(value, maxParameterLength) : "";
    if (text !== "") (found ??= {})[name] = text;
  }
  return found;
}

/**
 * The name of the parameter that proves an ad click, or undefined.
 *
 * @param parameters as `marketingParameters` returned them; undefined is none.
 * @returns the first in the order of `adClickParameters`.
 * @example
 * import { paidMarker } from "./marketing-parameters.ts";
 * paidMarker({ gclid: "x" }); // => "gclid"
 * paidMarker({ fbclid: "x" }); // => undefined
 */
export function paidMarker(parameters: MarketingParameters | undefined): string | undefined {
  return parameters && PAID.find((name) => parameters[name] !== undefined);
}

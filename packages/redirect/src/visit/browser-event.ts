import { storableText } from "../text/storable-text.ts";
import { knownParameters, type MarketingParameters } from "./marketing-parameters.ts";

/** The largest body of `POST /_v/e` and `POST /_v/c`, in UTF-16 units of its text. */
export const maxBrowserEventLength = 16_384;
/** Custom properties: at most so many, each a text, a finite number, or a boolean. */
export const maxEventProperties = 32;
/** The longest text of a property, in characters. */
export const maxPropertyLength = 1_024;
/** The longest landing path, in characters; it is cut there. */
export const maxLandingPathLength = 512;

const maxHostLength = 253;

/** Consent as it stood: given, refused, asked for and not answered, or not asked for. Only under the first and the last is anything stored in a browser. */
export const consentStates = ["granted", "denied", "required", "not_required"] as const;
/** One of `consentStates`. */
export type ConsentState = (typeof consentStates)[number];

/** What every message of the snippet says. */
export type BrowserSender = {
  /** The store's public key, as in `data-site`. */
  readonly site: string;
  readonly consent: ConsentState;
  /** Visitor and click in their 22-character form; undefined where none is known. Without consent there is neither. */
  readonly visitor: string | undefined;
  readonly click: string | undefined;
};

/** Texts, finite numbers and booleans by name. */
export type EventProperties = Readonly<Record<string, string | number | boolean>>;

/** An order as a page reports it; it joins the store's own order of that id and never makes a second one. */
export type BrowserOrder = {
  /** The store's order id. */
  readonly id: string;
  /** Total in minor units, decimal digits; undefined with `currency` when the page does not know it. */
  readonly amount: string | undefined;
  readonly currency: string | undefined;
  readonly codes: readonly string[];
  /** The store's customer id; never an e-mail address. */
  readonly customer: string | undefined;
};

/** One message of the snippet, after validation. `at` is the browser's clock in epoch milliseconds, for order only: browsers' clocks are wrong. */
export type BrowserEvent = BrowserSender & { readonly at: number } & (
    | {
        readonly kind: "visit";
        readonly path: string;
        readonly referrerHost: string | undefined;
        readonly parameters: MarketingParameters | undefined;
        /** Whether the landing page's own address carried the click id. */
        readonly landedByClick: boolean;
      }
    | { readonly kind: "event"; readonly name: string; readonly properties: EventProperties }
    | { readonly kind: "order"; readonly order: BrowserOrder }
  );

/** A message, or what is wrong with it: the member at fault, as a JSON Pointer. */
export type ParsedBrowserEvent = { readonly ok: true; readonly event: BrowserEvent } | EventRefusal;
/** What the cookie endpoint is asked to set, or what is wrong with it. */
export type ParsedCookieRequest = { readonly ok: true; readonly sender: BrowserSender } | EventRefusal;
/** Why a body is refused; `pointer` is the JSON Pointer of the member at fault, empty for the whole. */
export type EventRefusal = { readonly ok: false; readonly problem: "too_long" | "not_json" | "invalid"; readonly pointer: string };

const SITE = /^[A-Za-z0-9_-]{1,64}$/;
const SHORT_ID = /^[A-Za-z0-9_-]{22}$/;
const HOST = /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::\d{1,5})?$/;
const EVENT_NAME = /^[a-z][a-z0-9_.]{0,63}$/;
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
const MINOR_UNITS = /^\d{1,18}$/;
const CURRENCY = /^[A-Z]{3}$/;
const CONTROL = /[\p{Cc}\p{Cs}]/u;

type Json = Readonly<Record<string, unknown>>;

/**
 * A message of the snippet from the body of `POST /_v/e`.
 *
 * The body is JSON sent as `text/plain`, so that a beacon needs no preflight. Common members: `v` (1), `site`, `kind`, `at`, `consent`, and where consent allows
 * `visitor` and `click`. A visit has `path`, `referrer` (a host, with its port where it has one), `params` (UTM and ad click ids; others are passed over)
 * and `landed` (the address carried the click id). What a page has no say in is cut or left out rather than refused, so that a visit is not lost. An event has `name` and `props`; an order `props` with `id`, `amount` and `currency`, `codes`, `customer`. Unknown members are refused: a newer format raises `v`.
 *
 * @param text the body; beyond `maxBrowserEventLength` it is refused unread.
 * @returns the event, or the first fault with its pointer.
 * @example
 * import { parseBrowserEvent } from "./browser-event.ts";
 * const body = JSON.stringify({ v: 1, site: "pk_1", kind: "event", at: 1, consent: "granted", name: "signup", props: { plan: "pro" } });
 * parseBrowserEvent(body).ok; // => true
 * parseBrowserEvent('{"v":2}'); // => { ok: false, problem: "invalid", pointer: "/v" }
 */
export function parseBrowserEvent(text: string): ParsedBrowserEvent {
  const json = objectOf(text);
  if ("problem" in json) return json;
  const { value } = json;
  const kind = kindNamed(value["kind"]);
  const pointer = senderFault(value) ?? (kind ? bodyFault(value, kind) : "/kind");
  if (pointer !== undefined || !kind) return invalid(pointer ?? "/kind");
  return { ok: true, event: { ...senderOf(value), at: value["at"] as number, ...kind.read(value) } };
}

/**
 * What the snippet asks `POST /_v/c` to keep as first-party cookies, from the request's body: `v`, `site`, `consent`, `visitor` and `click`.
 *
 * @param text the body.
 * @example
 * import { parseCookieRequest } from "./browser-event.ts";
 * parseCookieRequest('{"v":1,"site":"pk_1","consent":"denied","click":"AYi6x0r6eKq8O70e7yjYgQ"}'); // => { ok: false, problem: "invalid", pointer: "/click" }
 */
export function parseCookieRequest(text: string): ParsedCookieRequest {
  const json = objectOf(text);
  if ("problem" in json) return json;
  const pointer = senderFault(json.value) ?? unknownMember(json.value, SENDER);
  return pointer === undefined ? { ok: true, sender: senderOf(json.value) } : invalid(pointer);
}

const SENDER = ["v", "site", "consent", "visitor", "click"];

function objectOf(text: string): { readonly value: Json } | EventRefusal {
  if (text.length > maxBrowserEventLength) return { ok: false, problem: "too_long", pointer: "" };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { value } : invalid("");
  } catch {
    return { ok: false, problem: "not_json", pointer: "" };
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(pointer: string): EventRefusal {
  return { ok: false, problem: "invalid", pointer };
}

function unknownMember(json: Json, known: readonly string[]): string | undefined {
  const name = Object.keys(json).find((key) => !known.includes(key));
  return name === undefined ? undefined : pointerTo("", name);
}

function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function senderFault(json: Json): string | undefined {
  if (json["v"] !== 1) return "/v";
  if (!matches(json["site"], SITE)) return "/site";
  if (!(consentStates as readonly unknown[]).includes(json["consent"])) return "/consent";
  const allowed = json["consent"] === "granted" || json["consent"] === "not_required";
  return ["visitor", "click"].find((name) => json[name] !== undefined && !(allowed && matches(json[name], SHORT_ID)))?.replace(/^/, "/");
}

function senderOf(json: Json): BrowserSender {
  return {
    site: json["site"] as string,
    consent: json["consent"] as ConsentState,
    visitor: json["visitor"] as string | undefined,
    click: json["click"] as string | undefined,
  };
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

type EventBody =
  | { kind: "visit"; path: string; referrerHost: string | undefined; parameters: MarketingParameters | undefined; landedByClick: boolean }
  | { kind: "event"; name: string; properties: EventProperties }
  | { kind: "order"; order: BrowserOrder };

/** How one kind of message is checked and read: `fault` gives a pointer, `read` is called when there is none. */
type Kind = { readonly members: readonly string[]; fault(json: Json): string | undefined; read(json: Json): EventBody };

const visitKind: Kind = {
  members: ["path", "referrer", "params", "landed"],
  fault({ path, referrer, params, landed }) {
    if (typeof path !== "string" || !path.startsWith("/")) return "/path";
    if (referrer !== undefined && typeof referrer !== "string") return "/referrer";
    if (landed !== undefined && typeof landed !== "boolean") return "/landed";
    return params === undefined || isObject(params) ? undefined : "/params";
  },
  read: ({ path, referrer, params, landed }) => ({
    kind: "visit",
    path: storableText(path as string, maxLandingPathLength),
    referrerHost: HOST.exec((referrer ?? "") as string)?.[1]?.slice(0, maxHostLength),
    parameters: knownParameters((params ?? {}) as Json),
    landedByClick: landed === true,
  }),
};

const eventKind: Kind = {
  members: ["name", "props"],
  fault(json) {
    if (!matches(json["name"], EVENT_NAME)) return "/name";
    return json["props"] === undefined ? undefined : propertiesFault(json["props"]);
  },
  read: (json) => ({
    kind: "event",
    name: json["name"] as string,
    properties: storableProperties((json["props"] ?? {}) as EventProperties),
  }),
};

const orderKind: Kind = {
  members: ["props"],
  fault: (json) => (isObject(json["props"]) ? orderFault(json["props"]) : "/props"),
  read: (json) => ({ kind: "order", order: orderOf(json["props"] as Json) }),
};

const kinds = new Map([
  ["visit", visitKind],
  ["event", eventKind],
  ["order", orderKind],
]);

function kindNamed(name: unknown): Kind | undefined {
  return typeof name === "string" ? kinds.get(name) : undefined;
}

function bodyFault(json: Json, kind: Kind): string | undefined {
  const at = json["at"];
  if (typeof at !== "number" || !Number.isSafeInteger(at) || at < 0) return "/at";
  return kind.fault(json) ?? unknownMember(json, [...SENDER, "kind", "at", ...kind.members]);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= longest && !CONTROL.test(value);
}

function propertiesFault(props: unknown): string | undefined {
  if (!isObject(props) || Object.keys(props).length > maxEventProperties) return "/props";
  const wrong = Object.keys(props).find((name) => !PROPERTY_NAME.test(name) || !isPropertyValue(props[name]));
  return wrong === undefined ? undefined : pointerTo("/props", wrong);
}

function isPropertyValue(value: unknown): boolean {
  if (typeof value === "string") return value.length <= maxPropertyLength;
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

function storableProperties(props: EventProperties): EventProperties {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, typeof value === "string" ? storableText(value, maxPropertyLength) : value]),
  );
}

function orderFault(props: Json): string | undefined {
  const { id, amount, currency, codes, customer } = props;
  if (!isText(id, 128)) return "/props/id";
  if (amount !== undefined && !matches(amount, MINOR_UNITS)) return "/props/amount";
  if (amount === undefined ? currency !== undefined : !matches(currency, CURRENCY)) return "/props/currency";
  if (codes !== undefined && !isCodeList(codes)) return "/props/codes";
  if (customer !== undefined && !(isText(customer, 128) && !customer.includes("@"))) return "/props/customer";
  const unknown = unknownMember(props, ["id", "amount", "currency", "codes", "customer"]);
  return unknown === undefined ? undefined : `/props${unknown}`;
}

function isCodeList(codes: unknown): boolean {
  return Array.isArray(codes) && codes.length <= 16 && codes.every((code) => isText(code, 256));
}

function orderOf(props: Json): BrowserOrder {
  return {
    id: props["id"] as string,
    amount: props["amount"] as string | undefined,
    currency: props["currency"] as string | undefined,
    codes: (props["codes"] ?? []) as readonly string[],
    customer: props["customer"] as string | undefined,
  };
}

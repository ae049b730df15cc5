/**
 * The headers that the edge or Node's server asks for, by their names in lower case. Node makes an object of all that came, which
 * costs as much as a look-up of a link; of these every request has the same form, so reading one is reading a field.
 */
export class EdgeHeaders {
  host: string | undefined = undefined;
  "user-agent": string | undefined = undefined;
  referer: string | undefined = undefined;
  cookie: string | undefined = undefined;
  "x-forwarded-for": string | undefined = undefined;
  "x-forwarded-proto": string | undefined = undefined;
  "sec-purpose": string | undefined = undefined;
  purpose: string | undefined = undefined;
  "x-purpose": string | undefined = undefined;
  "x-moz": string | undefined = undefined;
  "sec-gpc": string | undefined = undefined;
  dnt: string | undefined = undefined;
  origin: string | undefined = undefined;
  "content-length": string | undefined = undefined;
  "transfer-encoding": string | undefined = undefined;
  expect: string | undefined = undefined;
  te: string | undefined = undefined;
}

type Put = (headers: EdgeHeaders, value: string) => void;

/** Several of a header are joined as Node joins them, or the first one counts. */
const joined = (before: string | undefined, value: string, mark = ", "): string => (before === undefined ? value : before + mark + value);

const puts: Readonly<Record<keyof EdgeHeaders, Put>> = {
  host: (headers, value) => void (headers.host ??= value),
  "user-agent": (headers, value) => void (headers["user-agent"] ??= value),
  referer: (headers, value) => void (headers.referer ??= value),
  cookie: (headers, value) => void (headers.cookie = joined(headers.cookie, value, "; ")),
  "x-forwarded-for": (headers, value) => void (headers["x-forwarded-for"] = joined(headers["x-forwarded-for"], value)),
  "x-forwarded-proto": (headers, value) => void (headers["x-forwarded-proto"] = joined(headers["x-forwarded-proto"], value)),
  "sec-purpose": (headers, value) => void (headers["sec-purpose"] = joined(headers["sec-purpose"], value)),
  purpose: (headers, value) => void (headers.purpose = joined(headers.purpose, value)),
  "x-purpose": (headers, value) => void (headers["x-purpose"] = joined(headers["x-purpose"], value)),
  "x-moz": (headers, value) => void (headers["x-moz"] = joined(headers["x-moz"], value)),
  "sec-gpc": (headers, value) => void (headers["sec-gpc"] = joined(headers["sec-gpc"], value)),
  dnt: (headers, value) => void (headers.dnt = joined(headers.dnt, value)),
  origin: (headers, value) => void (headers.origin = joined(headers.origin, value)),
  "content-length": (headers, value) => void (headers["content-length"] ??= value),
  "transfer-encoding": (headers, value) => void (headers["transfer-encoding"] = joined(headers["transfer-encoding"], value)),
  expect: (headers, value) => void (headers.expect = joined(headers.expect, value)),
  te: (headers, value) => void (headers.te = joined(headers.te, value)),
};

type Known = { name: string; usual: string; first: number; put: Put };

/** `X-Forwarded-For` of `x-forwarded-for`, as most clients write it. */
const usualCase = (name: string): string => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

const knownOf = ([name, put]: [string, Put]): Known => ({ name, usual: usualCase(name), first: name.charCodeAt(0), put });
const known = Object.entries(puts).map(knownOf);

/** Known headers by the length of their name: few are compared with any that comes. */
const byLength: readonly (readonly Known[])[] = Array.from({ length: 20 }, (_, length) =>
  known.filter(({ name }) => name.length === length),
);
const none: readonly Known[] = [];

/** Reads names and values in turn, as they came. */
export function readHeaders(raw: readonly string[]): EdgeHeaders {
  const headers = new EdgeHeaders();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!;
    for (const each of byLength[name.length] ?? none) if (isNamed(each, name)) each.put(headers, raw[at + 1]!);
  }
  return headers;
}

const lowerCaseBit = 0x20;

const isNamed = ({ name, usual, first }: Known, given: string): boolean =>
  (given.charCodeAt(0) | lowerCaseBit) === first && (given === usual || given === name || given.toLowerCase() === name);

/** Why a browser asks, where it does so before its user does: `Sec-Purpose`, else its older names. */
export const purposeOf = (headers: EdgeHeaders): string | undefined =>
  headers["sec-purpose"] ?? headers.purpose ?? headers["x-purpose"] ?? headers["x-moz"];

/** Whether the browser objects to being followed: Global Privacy Control, or Do Not Track. */
export const objects = (headers: EdgeHeaders): boolean => headers["sec-gpc"] === "1" || headers.dnt === "1";

/** The headers that the edge looks at; empty text for one that was not sent. */
export type RequestHeaders = {
  host: string;
  userAgent: string;
  forwardedFor: string;
  forwardedProto: string;
  referrer: string;
  cookie: string;
  origin: string;
  /** `Sec-Purpose`, else `Purpose`, `X-Purpose` or `X-Moz` */
  purpose: string;
  /** Global Privacy Control or Do Not Track: `1` when the person objects */
  privacyControl: string;
};

type Name = keyof RequestHeaders;

const empty: RequestHeaders = {
  host: "",
  userAgent: "",
  forwardedFor: "",
  forwardedProto: "",
  referrer: "",
  cookie: "",
  origin: "",
  purpose: "",
  privacyControl: "",
};

const names = new Map<string, Name>([
  ["host", "host"],
  ["user-agent", "userAgent"],
  ["x-forwarded-for", "forwardedFor"],
  ["x-forwarded-proto", "forwardedProto"],
  ["referer", "referrer"],
  ["cookie", "cookie"],
  ["origin", "origin"],
  ["sec-purpose", "purpose"],
  ["purpose", "purpose"],
  ["x-purpose", "purpose"],
  ["x-moz", "purpose"],
  ["sec-gpc", "privacyControl"],
  ["dnt", "privacyControl"],
]);

const isLengthOfInterest = Array.from({ length: 32 }, (_, length) => [...names.keys()].some((name) => name.length === length));

/**
 * Reads what the edge needs from Node's flat list of names and values, in one pass: `request.headers` would build an
 * object of all of them first. Repeated lists (`X-Forwarded-For`, `Cookie`) are joined; of another repeated header the first counts.
 */
export function readHeaders(raw: readonly string[]): RequestHeaders {
  const headers = { ...empty };
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    if (isLengthOfInterest[name.length] !== true) continue;
    const field = names.get(name) ?? names.get(name.toLowerCase());
    if (field !== undefined) headers[field] = headers[field] === "" ? raw[index + 1]! : joined(field, headers[field], raw[index + 1]!);
  }
  return headers;
}

function joined(field: Name, before: string, after: string): string {
  if (field === "forwardedFor") return `${before},${after}`;
  return field === "cookie" ? `${before}; ${after}` : before;
}

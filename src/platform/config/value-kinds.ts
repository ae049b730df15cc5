import ipaddr from "ipaddr.js";

/** How a variable's text becomes a value. `parse` gives undefined for what is not allowed; `allowed` completes "allowed is ...". */
export type ValueKind<T> = { allowed: string; parse(text: string): T | undefined };

/** A whole number within bounds, both included. */
export const wholeNumber = (min: number, max: number): ValueKind<number> => ({
  allowed: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
});

/** A TCP port; 0 lets the system choose a free one. */
export const port: ValueKind<number> = { ...wholeNumber(0, 65_535), allowed: "a port from 1 to 65535, or 0 for any free one" };

/** An absolute address with one of the schemes, such as `postgres`. */
export const address = (...schemes: string[]): ValueKind<string> => ({
  allowed: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  parse: (text) => (URL.canParse(text) && schemes.some((scheme) => text.startsWith(`${scheme}://`)) ? text : undefined),
});

/** The address of this installation, kept without a slash at the end. */
export const origin: ValueKind<string> = {
  allowed: "an http:// or https:// address without path, query or user",
  parse: (text) => {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
    return bare && ["http:", "https:"].includes(url.protocol) ? url.origin : undefined;
  },
};

/** Yes or no. */
export const flag: ValueKind<boolean> = {
  allowed: "`yes` or `no`, also written `true` or `false`, `1` or `0`",
  parse: (text) => new Map(Object.entries({ yes: true, true: true, 1: true, no: false, false: false, 0: false })).get(text.toLowerCase()),
};

/** One of a few words. */
export const oneOf = <const W extends string>(words: readonly W[]): ValueKind<W> => ({
  allowed: `one of ${words.map((word) => `\`${word}\``).join(", ")}`,
  parse: (text) => words.find((word) => word === text),
});

/** A version of Meta's Graph API. */
export const graphVersion: ValueKind<string> = {
  allowed: "a version such as `v25.0`",
  parse: (text) => (/^v[1-9]\d?\.\d$/.test(text) ? text : undefined),
};

/** Any text of a length within bounds, counted in characters. */
export const textOf = (min: number, max: number): ValueKind<string> => ({
  allowed: `a text of ${min} to ${max} characters`,
  parse: (text) => (text.length >= min && text.length <= max ? text : undefined),
});

/** A path in the file system. */
export const filePath: ValueKind<string> = { ...textOf(1, 4096), allowed: "a path" };

/** An IP address to listen on. */
export const listenAddress: ValueKind<string> = {
  allowed: "an IP address of this machine, `0.0.0.0` or `::` for all",
  parse: (text) => (ipaddr.isValid(text) ? text : undefined),
};

/** Networks, separated by commas. */
export const networks: ValueKind<string[]> = {
  allowed: "IP addresses and networks such as `10.0.0.0/8`, separated by commas",
  parse: (text) => {
    const parts = text.split(",").map((part) => part.trim());
    return parts.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part)) ? parts : undefined;
  },
};

/**
 * A short domain's host in the one form in which it is stored and looked up.
 *
 * Read the way a browser reads it: lower case, IDN as punycode, a default port dropped. No shared public suffix is looked for: whoever
 * controls the host points it here.
 *
 * @param text what somebody typed, such as `Go.Brand.example` or `localhost:4601`; a scheme, path or credentials are refused
 * @returns the host with its port where it is not 80 or 443, or undefined when it is none
 * @example
 * import { hostOf } from "./host.ts";
 * hostOf("Go.Brand.example:443") // => "go.brand.example"
 */
export function hostOf(text: string): string | undefined {
  if (!/^[^\s/?#@\\]{1,253}$/.test(text)) return undefined;
  if (!URL.canParse(`https://${text}`)) return undefined;
  const url = new URL(`https://${text}`);
  const host = url.port === "80" ? url.hostname : url.host;
  return host === "" || url.pathname !== "/" ? undefined : host;
}

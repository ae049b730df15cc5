import ipaddr from "ipaddr.js";

/**
 * Whom requests of an address are counted for: an IPv4 address by itself, of IPv6 the /64 network, because one customer of a provider has
 * all of its addresses.
 *
 * @param address an IP address; an IPv4 one that is written as IPv6 counts as IPv4.
 * @returns the address, or the first one of its network; a text that is no address as it is.
 * @see https://www.rfc-editor.org/rfc/rfc6177
 * @example
 * import { clientNetwork } from "./client-network.ts";
 * clientNetwork("2001:db8:1:2:3:4:5:6"); // => "2001:db8:1:2::"
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString();
}

import type { ClientAddress } from "@vouch/redirect";

/** IPv4 networks that are nobody's place on the internet: first address and number of leading bits that count. */
const special: readonly (readonly [number, number])[] = [
  [0x00000000, 8], // 0.0.0.0 this network
  [0x0a000000, 8], // 10.0.0.0 private
  [0x64400000, 10], // 100.64.0.0 shared behind a provider's address translation
  [0x7f000000, 8], // 127.0.0.0 loopback
  [0xa9fe0000, 16], // 169.254.0.0 link-local
  [0xac100000, 12], // 172.16.0.0 private
  [0xc0000000, 24], // 192.0.0.0 protocol assignments
  [0xc0000200, 24], // 192.0.2.0 documentation
  [0xc0586300, 24], // 192.88.99.0 relays that are no more
  [0xc0a80000, 16], // 192.168.0.0 private
  [0xc6120000, 15], // 198.18.0.0 benchmarks
  [0xc6336400, 24], // 198.51.100.0 documentation
  [0xcb007100, 24], // 203.0.113.0 documentation
  [0xe0000000, 3], // 224.0.0.0 multicast and reserved
];

const networks = Uint32Array.from(special, ([network]) => network);
const shifts = Uint8Array.from(special, ([, bits]) => 32 - bits);

/**
 * Whether an address can belong to a place and a network. Databases are not to be asked for the others: the packaged one puts
 * private addresses into Australia.
 *
 * @param address any address; of IPv6 only 2000::/3 is handed out, less its documentation network
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export function isGlobal({ family, high, low }: ClientAddress): boolean {
  if (family === 6) return high >>> 29 === 1 && high !== 0x20010db8;
  for (let at = 0; at < networks.length; at++) if ((low ^ networks[at]!) >>> shifts[at]! === 0) return false;
  return true;
}

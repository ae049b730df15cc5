/**
 * Host and port by which this machine reaches what listens on an address; one that stands for every interface is reached by the loopback
 * one, and an IPv6 address is set in brackets.
 */
export function reachableAddress(host: string, port: number): string {
  const reached = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}

/**
 * One link as bytes: in the change log, in the snapshot and in the listener's memory the same, so that loading ten
 * million links is copying, and a link that nobody clicks costs its bytes and eight more.
 *
 * Layout: link id (16), flags (1), creator id (16, if flagged), expiry in epoch ms (8, if flagged),
 * then key, destination, fallback URL and UTM rule (as `ruleText` writes it), each as a 16-bit length and UTF-8 bytes; a missing text has length 0.
 */
export type LinkRecord = {
  id: Uint8Array;
  creatorId: Uint8Array | undefined;
  key: string;
  destination: string;
  fallbackUrl: string | undefined;
  /** as `ruleText` writes it; undefined when the link adds nothing */
  rule: string | undefined;
  expiresAtMs: number | undefined;
  /** disabled or archived: its clicks go to the fallback */
  isDisabled: boolean;
};

const hasCreator = 1;
const hasExpiry = 2;
const disabled = 4;
const maxTextBytes = 0xffff;

/** The bytes of a link. @throws RangeError when a text is longer than 65,535 bytes */
export function encodeLink(link: LinkRecord): Buffer {
  const texts = [link.key, link.destination, link.fallbackUrl ?? "", link.rule ?? ""].map((text) => Buffer.from(text, "utf8"));
  const flags = (link.creatorId ? hasCreator : 0) | (link.expiresAtMs === undefined ? 0 : hasExpiry) | (link.isDisabled ? disabled : 0);
  const parts: Uint8Array[] = [link.id, Buffer.of(flags)];
  if (link.creatorId) parts.push(link.creatorId);
  if (link.expiresAtMs !== undefined) parts.push(instantBytes(link.expiresAtMs));
  for (const text of texts) parts.push(lengthBytes(text), text);
  return Buffer.concat(parts);
}

function instantBytes(ms: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(ms);
  return bytes;
}

function lengthBytes(text: Buffer): Buffer {
  if (text.length > maxTextBytes) throw new RangeError(`a link's text of ${text.length} bytes is longer than ${maxTextBytes}`);
  return Buffer.of(text.length >>> 8, text.length);
}

/** Where a link's key lies in its bytes, for looking it up without reading the rest. */
export function keyStart(bytes: Uint8Array, at: number): number {
  const flags = bytes[at + 16]!;
  return at + 17 + (flags & hasCreator ? 16 : 0) + (flags & hasExpiry ? 8 : 0);
}

/** Reads a link back. */
export function decodeLink(bytes: Buffer, at: number): LinkRecord {
  const flags = bytes[at + 16]!;
  let next = at + 17;
  const id = Buffer.from(bytes.subarray(at, at + 16));
  const creatorId = flags & hasCreator ? Buffer.from(bytes.subarray(next, (next += 16))) : undefined;
  const expiresAtMs = flags & hasExpiry ? bytes.readDoubleBE((next += 8) - 8) : undefined;
  const text = (): string => {
    const length = bytes.readUInt16BE(next);
    const from = next + 2;
    next = from + length;
    return bytes.toString("utf8", from, next);
  };
  const [key, destination, fallbackUrl, rule] = [text(), text(), text(), text()];
  return {
    id,
    creatorId,
    key,
    destination,
    fallbackUrl: fallbackUrl || undefined,
    rule: rule || undefined,
    expiresAtMs,
    isDisabled: (flags & disabled) !== 0,
  };
}

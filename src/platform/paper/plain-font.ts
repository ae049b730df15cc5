import { inflateSync } from "node:zlib";

interface Part {
  readonly tag: string;
  readonly checksum: number;
  readonly bytes: Buffer;
}

const headBytes = 44;
const entryBytes = 20;

function partsOf(woff: Buffer): Part[] {
  const count = woff.readUInt16BE(12);
  return Array.from({ length: count }, (_, index) => {
    const at = headBytes + index * entryBytes;
    const [offset, packedBytes, plainBytes] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const packed = woff.subarray(offset, offset + packedBytes);
    return {
      tag: woff.toString("latin1", at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packedBytes === plainBytes ? packed : inflateSync(packed),
    };
  });
}

const padded = (size: number): number => Math.ceil(size / 4) * 4;

/**
 * A packed font (WOFF 1.0) as the plain one that it was made of: reading one sign of a packed font unpacks all of them, each time.
 * @see https://www.w3.org/TR/WOFF/
 */
export function plainFont(woff: Buffer): Buffer {
  const parts = partsOf(woff);
  const first = 12 + parts.length * 16;
  const font = Buffer.alloc(first + parts.reduce((sum, { bytes }) => sum + padded(bytes.length), 0));
  const power = Math.floor(Math.log2(parts.length));
  woff.copy(font, 0, 4, 8);
  font.writeUInt16BE(parts.length, 4);
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE((parts.length - 2 ** power) * 16, 10);
  let offset = first;
  parts.forEach(({ tag, checksum, bytes }, index) => {
    const at = 12 + index * 16;
    font.write(tag, at, "latin1");
    font.writeUInt32BE(checksum, at + 4);
    font.writeUInt32BE(offset, at + 8);
    font.writeUInt32BE(bytes.length, at + 12);
    bytes.copy(font, offset);
    offset += padded(bytes.length);
  });
  return font;
}

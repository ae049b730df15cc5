import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { StartRefusal } from "../start-refusal.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";

// The file:  magic 8 · log2 N 1 · r 1 · p 1 · zero 1 · salt 16 · mark 32, then frames:  last 1 · length 4 · ciphertext · tag 16.
// The mark is an HMAC over what stands before it, so that a wrong passphrase is told apart from damage.
const magic = Buffer.from("VOUCHBK1");
const headerBytes = 28;
const markBytes = 32;
const tagBytes = 16;
const frameBytes = 256 * 1024;
/** About half a second and 128 MB for each guess at the passphrase. */
const usualLogN = 17;

type Keys = { sealing: Buffer; marking: Buffer };

/** Derives both keys from the passphrase with scrypt, whose cost stands in the header. */
function deriveKeys(passphrase: string, header: Buffer): Keys {
  const [logN = 0, r = 0, p = 0] = header.subarray(8, 11);
  if (logN < 14 || logN > 20 || r < 1 || r > 16 || p < 1 || p > 4) throw damaged("its header");
  const both = scryptSync(passphrase.normalize("NFKC"), header.subarray(12, headerBytes), 64, { N: 2 ** logN, r, p, maxmem: 2 ** 31 });
  return { sealing: both.subarray(0, 32), marking: both.subarray(32) };
}

const markOf = (keys: Keys, header: Buffer): Buffer => createHmac("sha256", keys.marking).update(header).digest();

/**
 * Encrypts a stream under a passphrase: AES-256-GCM in frames of 256 kB, numbered, the last one marked, so that changed, moved, missing
 * and cut frames are all recognised.
 *
 * @param logN the cost of scrypt as a power of two, from 14 to 20; missing means 17. It stands in the file
 */
export async function* sealStream(plain: AsyncIterable<Uint8Array>, passphrase: string, logN: number = usualLogN): AsyncGenerator<Buffer> {
  const header = Buffer.concat([magic, Buffer.from([logN, 8, 1, 0]), randomBytes(16)]);
  const keys = deriveKeys(passphrase, header);
  yield Buffer.concat([header, markOf(keys, header)]);
  let index = 0n;
  for await (const piece of pieces(plain)) yield sealFrame(keys, index++, piece, false);
  yield sealFrame(keys, index, Buffer.alloc(0), true);
}

async function* pieces(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of plain) {
    waiting.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < frameBytes) continue;
    yield Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

function sealFrame(keys: Keys, index: bigint, plain: Buffer, isLast: boolean): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(isLast ? 1 : 0, 0);
  head.writeUInt32BE(plain.length, 1);
  const cipher = createCipheriv("aes-256-gcm", keys.sealing, nonceOf(index)).setAAD(head);
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Every file has a key of its own, by its salt; within a file no two frames share a number. */
function nonceOf(index: bigint): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(index, 4);
  return nonce;
}

/**
 * Decrypts what {@link sealStream} made. Each piece is checked before it is given out; only the end of the stream says that nothing is missing.
 *
 * @throws StartRefusal for another kind of file, a wrong passphrase, damage, and a file that was cut
 */
export async function* openStream(sealed: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = byteReader(sealed);
  const header = await takeOr(reader, headerBytes, notBackup);
  if (!header.subarray(0, 8).equals(magic)) throw notBackup();
  const keys = deriveKeys(passphrase, header);
  const mark = await takeOr(reader, markBytes, cut);
  if (!timingSafeEqual(mark, markOf(keys, header)))
    throw new StartRefusal("The passphrase is not the one that this backup was written under.");
  for (let index = 0n; ; index++) {
    const { plain, isLast } = await openFrame(reader, keys, index);
    if (plain.length > 0) yield plain;
    if (isLast) break;
  }
  if ((await reader.take(1)) !== undefined) throw damaged("what follows its end");
}

async function openFrame(reader: ByteReader, keys: Keys, index: bigint): Promise<{ plain: Buffer; isLast: boolean }> {
  const head = await takeOr(reader, 5, cut);
  const length = head.readUInt32BE(1);
  if (length > 64 * frameBytes) throw damaged(`frame ${index}`);
  const body = await takeOr(reader, length + tagBytes, cut);
  const decipher = createDecipheriv("aes-256-gcm", keys.sealing, nonceOf(index)).setAAD(head).setAuthTag(body.subarray(length));
  try {
    return { plain: Buffer.concat([decipher.update(body.subarray(0, length)), decipher.final()]), isLast: head[0] === 1 };
  } catch {
    throw damaged(`frame ${index}`);
  }
}

async function takeOr(reader: ByteReader, length: number, refusal: () => StartRefusal): Promise<Buffer> {
  const bytes = await reader.take(length).catch((error: unknown) => {
    throw error instanceof RangeError ? refusal() : error;
  });
  if (bytes === undefined) throw refusal();
  return bytes;
}

const notBackup = (): StartRefusal => new StartRefusal("This file is not a backup written by Vouch.");
const cut = (): StartRefusal => new StartRefusal("This backup was cut: its end is missing. Nothing was restored; use another copy.");
const damaged = (where: string): StartRefusal =>
  new StartRefusal(`This backup is damaged in ${where}: it is not what was written. Nothing was restored; use another copy.`);

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** Everything that rests on the installation's secret. */
export interface Secrets {
  /** AES-256-GCM; the purpose is bound in, so that a text sealed for one use cannot be opened for another. */
  seal(purpose: string, plain: Uint8Array | string): Buffer;
  /** @throws RangeError when the bytes were changed, or sealed for another purpose or under another secret */
  open(purpose: string, sealed: Uint8Array): Buffer;
  /** HMAC-SHA256 of a normalised identifier within one workspace: the same person has different hashes in two workspaces. */
  identifierHash(workspaceId: string, kind: string, normalised: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts under a key of 32 bytes: nonce, tag, ciphertext. */
export function sealWith(key: Uint8Array, plain: Uint8Array | string, bound = ""): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain as Uint8Array), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what {@link sealWith} sealed. @throws RangeError when it cannot be opened */
export function openWith(key: Uint8Array, sealed: Uint8Array, bound = ""): Buffer {
  const bytes = Buffer.from(sealed);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(bound));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new RangeError("The sealed bytes cannot be opened: they were changed, or sealed under another secret.");
  }
}

/** Derives the installation's keys from its secret (HKDF-SHA256, one key a use). */
export function openSecrets(secret: string): Secrets {
  const key = (use: string) => Buffer.from(hkdfSync("sha256", secret, "vouch", use, 32));
  const sealing = key("seal");
  const identifying = key("identifier");
  return {
    seal: (purpose, plain) => sealWith(sealing, typeof plain === "string" ? Buffer.from(plain) : plain, purpose),
    open: (purpose, sealed) => openWith(sealing, sealed, purpose),
    identifierHash: (workspaceId, kind, normalised) =>
      createHmac("sha256", identifying).update(`${workspaceId}\n${kind}\n${normalised}`).digest(),
  };
}

/** SHA-256 of a text or bytes. */
export const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** Compares in constant time; texts of different length differ. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

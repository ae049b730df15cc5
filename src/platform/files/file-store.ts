import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Files kept beside the database, named by their SHA-256, so that the same bytes are kept once. */
export interface FileStore {
  /** Takes a stream to its end; refuses with `too-large` past `maxBytes`, and keeps nothing then. */
  write(source: Readable, maxBytes: number): Promise<{ kind: "kept"; sha256: Buffer; sizeBytes: number } | { kind: "too-large" }>;
  read(sha256: Buffer): Readable;
  path(sha256: Buffer): string;
}

class TooLarge extends Error {}

/** A file store in one directory; a file appears whole or not at all. */
export function openFileStore(directory: string, newName: () => string): FileStore {
  const place = (sha256: Buffer) => path.join(directory, sha256.toString("hex").slice(0, 2), sha256.toString("hex"));
  return {
    path: place,
    read: (sha256) => createReadStream(place(sha256)),
    async write(source, maxBytes) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const unnamed = path.join(directory, `incoming-${newName()}`);
      const hash = createHash("sha256");
      let sizeBytes = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          sizeBytes += chunk.length;
          hash.update(chunk);
          done(sizeBytes > maxBytes ? new TooLarge() : null, chunk);
        },
      });
      try {
        await pipeline(source, meter, createWriteStream(unnamed, { mode: 0o600, flush: true }));
      } catch (error) {
        await rm(unnamed, { force: true });
        if (error instanceof TooLarge) return { kind: "too-large" };
        throw error;
      }
      const sha256 = hash.digest();
      await mkdir(path.dirname(place(sha256)), { recursive: true, mode: 0o700 });
      const present = await stat(place(sha256)).catch(() => undefined);
      if (present === undefined) await rename(unnamed, place(sha256));
      else await rm(unnamed, { force: true });
      return { kind: "kept", sha256, sizeBytes };
    },
  };
}

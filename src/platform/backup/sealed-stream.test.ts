import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { byteReader } from "./byte-reader.ts";
import { openStream, sealStream } from "./sealed-stream.ts";

const passphrase = "correct horse battery staple";

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* inChunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const quickLogN = 14;
const seal = (plain: Uint8Array, under = passphrase): Promise<Buffer> => collect(sealStream(inChunksOf(plain, 10_000), under, quickLogN));
const open = (sealed: Uint8Array, under = passphrase): Promise<Buffer> => collect(openStream(inChunksOf(sealed, 4_099), under));

const plain = randomBytes(600_000);
const sealed = await seal(plain);
const headerBytes = 60;

test("what was sealed at the usual cost is opened too", async () => {
  expect((await open(await collect(sealStream(inChunksOf(plain, 10_000), passphrase)))).equals(plain)).toBe(true);
});

test("what was sealed is opened again, whatever the chunks", async () => {
  expect((await open(sealed)).equals(plain)).toBe(true);
});

test("an empty stream is one too", async () => {
  expect(await open(await seal(Buffer.alloc(0)))).toHaveLength(0);
});

test("the passphrase may be typed with composed or decomposed letters", async () => {
  const cafe = await seal(plain, "un caf\u00e9 tr\u00e8s serr\u00e9");
  expect((await open(cafe, "un cafe\u0301 tre\u0300s serre\u0301")).equals(plain)).toBe(true);
});

test("a wrong passphrase is told apart from damage", async () => {
  await expect(open(sealed, "correct horse battery stable")).rejects.toThrow("The passphrase is not the one");
});

test("another kind of file is no backup, an empty one neither", async () => {
  await expect(open(Buffer.from("-- PostgreSQL database dump, and more text than a header has bytes"))).rejects.toThrow("not a backup");
  await expect(open(Buffer.alloc(0))).rejects.toThrow("not a backup");
});

test.each([
  ["in the header", 12],
  ["in the middle", 300_000],
])("one changed bit %s is found", async (_, at) => {
  const changed = Buffer.from(sealed);
  changed[at] = (changed[at] ?? 0) ^ 1;
  await expect(open(changed)).rejects.toThrow(/damaged|passphrase/);
});

test("a file that was cut is found at every kind of place: in a frame, between frames, before the last one", async () => {
  const lastFrame = 5 + 16;
  for (const length of [30, headerBytes, headerBytes + 3, 100_000, sealed.length - lastFrame, sealed.length - 1])
    await expect(open(sealed.subarray(0, length))).rejects.toThrow("This backup was cut");
});

test("frames that were swapped or left out are found", async () => {
  const small = await Promise.all(["one", "two"].map((text) => seal(Buffer.from(text))));
  const [one, two] = small.map((bytes) => bytes.subarray(headerBytes)) as [Buffer, Buffer];
  const header = (small[0] as Buffer).subarray(0, headerBytes);
  await expect(open(Buffer.concat([header, two]))).rejects.toThrow("damaged in frame 0");
  await expect(open(Buffer.concat([header, one.subarray(5 + 3 + 16)]))).rejects.toThrow("damaged in frame 0");
});

test("bytes after the end are found", async () => {
  await expect(open(Buffer.concat([sealed, Buffer.from("x")]))).rejects.toThrow("damaged in what follows its end");
});

test("two backups of the same have nothing in common", async () => {
  const again = await seal(plain);
  expect(again.length).toBe(sealed.length);
  expect(again.subarray(headerBytes, headerBytes + 64).equals(sealed.subarray(headerBytes, headerBytes + 64))).toBe(false);
});

test("a reader gives exactly what is asked for, undefined at the end, and refuses half of it", async () => {
  const reader = byteReader(inChunksOf(Buffer.from("abcdefgh"), 3));
  expect((await reader.take(4))?.toString()).toBe("abcd");
  expect((await reader.take(0))?.toString()).toBe("");
  expect((await reader.take(4))?.toString()).toBe("efgh");
  expect(await reader.take(1)).toBeUndefined();
  await expect(byteReader(inChunksOf(Buffer.from("abc"), 2)).take(4)).rejects.toThrow("after 3 of 4");
});

import { isUtf8 } from "node:buffer";

/** The encodings in which tables come. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What a file is: a text in an encoding, which may be a guess, or none, and why. */
export type FoundEncoding =
  | { readonly kind: "text"; readonly encoding: TextEncoding; readonly isGuessed: boolean }
  | { readonly kind: "not-text"; readonly reason: string };

/** A file that can be read from its beginning as often as needed. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

const otherFormats: readonly { readonly magic: string; readonly name: string }[] = [
  { magic: "504b0304", name: "a workbook or an archive (ZIP)" },
  { magic: "d0cf11e0", name: "an old Excel workbook" },
  { magic: "25504446", name: "a PDF document" },
  { magic: "1f8b", name: "a compressed file (gzip)" },
];

const byteOrderMarks: readonly { readonly mark: string; readonly encoding: TextEncoding }[] = [
  { mark: "efbbbf", encoding: "utf-8" },
  { mark: "fffe", encoding: "utf-16le" },
  { mark: "feff", encoding: "utf-16be" },
];

const sampleBytes = 65_536;

/** UTF-16 without a mark shows by zero bytes at every other place, as long as most letters are Latin. */
function unmarkedUtf16(sample: Uint8Array): TextEncoding | undefined {
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]!++;
  const half = sample.length / 2;
  const [even = 0, odd = 0] = zeros.map((count) => count / half);
  if (odd > 0.3 && even < 0.05) return "utf-16le";
  return even > 0.3 && odd < 0.05 ? "utf-16be" : undefined;
}

function fromBeginning(sample: Uint8Array): FoundEncoding | undefined {
  const start = Buffer.from(sample.subarray(0, 4)).toString("hex");
  const other = otherFormats.find(({ magic }) => start.startsWith(magic));
  if (other !== undefined) return { kind: "not-text", reason: `the file is ${other.name}; save the table as CSV and take that` };
  const marked = byteOrderMarks.find(({ mark }) => start.startsWith(mark));
  const utf16 = marked?.encoding ?? unmarkedUtf16(sample);
  return utf16 === undefined || utf16 === "utf-8" ? undefined : { kind: "text", encoding: utf16, isGuessed: marked === undefined };
}

/** How many bytes at the end begin a character that the next chunk ends. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function utf8Check(): { add(chunk: Uint8Array): void; end(): boolean } {
  let carried: Uint8Array = new Uint8Array();
  let isValid = true;
  return {
    add(chunk) {
      if (!isValid) return;
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
      const whole = bytes.length - unfinishedBytes(bytes);
      isValid = isUtf8(bytes.subarray(0, whole));
      carried = bytes.slice(whole);
    },
    end: () => isValid && carried.length === 0,
  };
}

/**
 * The encoding of a text file, by its mark, its zero bytes, or by reading it to the end: what is UTF-8 throughout is UTF-8, everything
 * else without zero bytes is taken for Windows-1252, and that is a guess. Known formats of workbooks and archives are named.
 */
export async function findEncoding(open: OpenFile): Promise<FoundEncoding> {
  const check = utf8Check();
  let isFirst = true;
  let hasZero = false;
  for await (const chunk of open()) {
    const found = isFirst ? fromBeginning(chunk.subarray(0, sampleBytes)) : undefined;
    if (found !== undefined) return found;
    isFirst = false;
    hasZero ||= chunk.includes(0);
    check.add(chunk);
  }
  if (check.end()) return { kind: "text", encoding: "utf-8", isGuessed: false };
  if (hasZero) return { kind: "not-text", reason: "the file is no text: it holds zero bytes and no known encoding" };
  return { kind: "text", encoding: "windows-1252", isGuessed: true };
}

/**
 * A file's text piece by piece, without a mark at its beginning; the last piece says that it is the last, and may be empty. PostgreSQL's
 * text holds no NUL, so the replacement character stands in for it.
 */
export async function* asText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<{ readonly text: string; readonly isEnd: boolean }> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield { text: decoder.decode(chunk, { stream: true }).replaceAll("\0", "\uFFFD"), isEnd: false };
  yield { text: decoder.decode(), isEnd: true };
}

import { existsSync, fstatSync } from "node:fs";
import { closeFrameFile, openFrameFile, takeFrame, type FrameFile } from "../spool/frame-file.ts";
import { eachRecord } from "../spool/spool-format.ts";
import { applyRecord, openLinkBook, type LinkBook } from "./link-book.ts";
import { changesPath, linkRecordTypes, readGeneration, snapshotPath, type Seal } from "./link-files.ts";

/** The listener's side of the link files: a book that is kept up to date. */
export type LinkTail = {
  /** what is known now; replaced as a whole when everything is read anew. Undefined until the first snapshot is there */
  book: LinkBook | undefined;
  generation: number;
  /** takes what the log has gained; returns at once when there is nothing */
  poll: () => void;
  close: () => void;
};

export type LinkTailOptions = {
  folder: string;
  edgeId: Buffer;
  hotLinks?: number;
  /** a snapshot or log that cannot be read is reported here, and tried again at the next poll */
  onError: (error: Error) => void;
};

type State = LinkTailOptions & { tail: LinkTail; changes: FrameFile | undefined; isLoading: boolean; looks: number };

/** A slice of loading, after which waiting requests are served. */
const sliceMs = 4;
/** Bytes of a link in a snapshot, roughly; only to open the table about as large as it will be. */
const typicalLinkBytes = 100;
/** The generation is looked at every so many polls: a shipper that is killed between two files leaves no seal. */
const looksBetween = 20;

/** Opens the folder; call `poll` every few milliseconds. */
export function openLinkTail(options: LinkTailOptions): LinkTail {
  const tail: LinkTail = { book: undefined, generation: 0, poll: () => pollTail(state), close: () => closeTail(state) };
  const state: State = { ...options, tail, changes: undefined, isLoading: false, looks: 0 };
  return tail;
}

function pollTail(state: State): void {
  if (state.isLoading) return;
  try {
    if (state.tail.book !== undefined) followChanges(state, state.tail.book);
    if (state.looks++ % looksBetween === 0 || state.tail.book === undefined) lookForGeneration(state);
  } catch (error) {
    state.onError(error as Error);
  }
}

function followChanges(state: State, book: LinkBook): void {
  openChanges(state);
  const until = performance.now() + sliceMs;
  while (state.changes !== undefined && performance.now() < until) {
    const seal = applyNext(state.changes, book);
    if (seal === "none") return;
    if (seal !== "more") return followSeal(state, seal);
  }
}

function openChanges(state: State): void {
  const file = changesPath(state.folder, state.tail.generation);
  if (state.changes === undefined && existsSync(file)) state.changes = openFrameFile(file);
}

function followSeal(state: State, seal: Seal): void {
  if (seal.reload) return load(state, seal.next);
  closeChanges(state);
  state.tail.generation = seal.next;
}

/** Applies one frame; says whether there may be more, there is none, or the log ended. */
function applyNext(file: FrameFile, book: LinkBook): "more" | "none" | Seal {
  const frame = takeFrame(file);
  if (frame === undefined) return "none";
  const { bytes } = frame;
  let seal: Seal | undefined;
  eachRecord(bytes, frame, (type, at, end) => {
    if (type === linkRecordTypes.seal) seal = JSON.parse(bytes.toString("utf8", at, end)) as Seal;
    else applyRecord(book, type, bytes.subarray(at, end));
  });
  return seal ?? "more";
}

function lookForGeneration(state: State): void {
  const named = readGeneration(state.folder);
  if (named !== undefined && (named !== state.tail.generation || state.tail.book === undefined)) load(state, named);
}

/** Reads a generation from its snapshot in slices between requests; the book in use stays until the new one is whole. */
function load(state: State, generation: number): void {
  state.isLoading = true;
  void loadBook(state, generation)
    .then((loaded) => {
      closeChanges(state);
      Object.assign(state.tail, { book: loaded, generation });
    })
    .catch((error: unknown) => state.onError(error as Error))
    .finally(() => {
      state.isLoading = false;
    });
}

async function loadBook(state: State, generation: number): Promise<LinkBook> {
  const file = openFrameFile(snapshotPath(state.folder, generation));
  if (file === undefined) throw new Error(`${snapshotPath(state.folder, generation)} is not a snapshot of links`);
  try {
    const book = openLinkBook({
      edgeId: state.edgeId,
      expectedLinks: Math.ceil(sizeOf(file) / typicalLinkBytes),
      ...(state.hotLinks ? { hotLinks: state.hotLinks } : {}),
    });
    let until = performance.now() + sliceMs;
    while (applyNext(file, book) === "more") {
      if (performance.now() < until) continue;
      await new Promise((resolve) => setImmediate(resolve));
      until = performance.now() + sliceMs;
    }
    return book;
  } finally {
    closeFrameFile(file);
  }
}

const sizeOf = (file: FrameFile): number => fstatSync(file.fd).size;

function closeChanges(state: State): void {
  if (state.changes !== undefined) closeFrameFile(state.changes);
  state.changes = undefined;
}

function closeTail(state: State): void {
  closeChanges(state);
  state.isLoading = true; // nothing is polled after this
}

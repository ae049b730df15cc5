/** A record of a JSON file: its text, or why it is left out. Records are numbered from 1. */
export type JsonRecord =
  { readonly kind: "record"; readonly number: number; readonly text: string } | { readonly kind: "too_long"; readonly number: number };

/** Takes a text piece by piece and gives the objects in it that lie in no other. */
export interface JsonSplitter {
  add(piece: string): Generator<JsonRecord>;
  /** After the last piece: why the text does not end as it should; undefined when it does. */
  fault(): "no_json" | "not_closed" | undefined;
}

const [space, quote, comma, open, close, openList, closeList, backslash] = [32, 34, 44, 123, 125, 91, 93, 92];

/**
 * Splits one object, a list of objects, or one object a line, whatever stands between them of spaces, commas and line breaks, in the memory
 * of one object. Nothing is parsed: brackets are counted where they do not stand in a text.
 *
 * @param longest characters of an object that is kept; a longer one is told and skipped.
 * @example
 * import { openJsonSplitter } from "./json-splitter.ts";
 * [...openJsonSplitter(100).add('[{"a":"}"},\n{"b":{}}]')].length; // => 2
 */
export function openJsonSplitter(longest: number): JsonSplitter {
  let [depth, lists, number, length] = [0, 0, 0, 0];
  let [inText, isEscaped, isForeign] = [false, false, false];
  let kept: string[] = [];

  const keep = (part: string): void => {
    length += part.length;
    if (length <= longest) kept.push(part);
    else kept = [];
  };

  /** Within an object: one sign further. */
  function step(code: number): void {
    if (isEscaped) isEscaped = false;
    else if (inText) {
      if (code === backslash) isEscaped = true;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === open || code === openList) depth++;
    else if (code === close || code === closeList) depth--;
  }

  /** Between objects: only spaces, commas and the brackets of a list may stand there. */
  function between(code: number): void {
    if (code === openList) lists++;
    else if (code === closeList) lists--;
    else if (code > space && code !== comma && code !== 0xfeff) isForeign = true;
  }

  function finished(): JsonRecord {
    const text = kept.join("");
    const record: JsonRecord = length > longest ? { kind: "too_long", number } : { kind: "record", number, text };
    [kept, length] = [[], 0];
    return record;
  }

  return {
    *add(piece) {
      let start = 0;
      for (let at = 0; at < piece.length && !isForeign; at++) {
        const code = piece.charCodeAt(at);
        if (depth > 0) {
          step(code);
          if (depth > 0) continue;
          keep(piece.slice(start, at + 1));
          yield finished();
        } else if (code === open) {
          [depth, start] = [1, at];
          number++;
        } else between(code);
      }
      if (depth > 0) keep(piece.slice(start));
    },
    fault() {
      if (isForeign || number === 0) return "no_json";
      return depth > 0 || lists !== 0 ? "not_closed" : undefined;
    },
  };
}

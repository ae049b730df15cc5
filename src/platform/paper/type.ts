import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { plainFont } from "./plain-font.ts";

const require = createRequire(import.meta.url);
/** Letters of most of Europe and the Near East, narrow so that tables have room; and one font with a sign for every other script. */
const files = {
  plain: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf"),
  bold: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf"),
  every: require.resolve("@fontsource/unifontex/files/unifontex-latin-400-normal.woff"),
};
type FontName = keyof typeof files;

let everySign: Buffer | undefined;
/** Three megabytes that most papers do not need. */
const fontOfEverySign = (): Buffer => (everySign ??= plainFont(readFileSync(files.every)));

/** How a text looks. */
export interface TextStyle {
  readonly size: number;
  readonly isBold?: boolean;
  readonly colour?: string;
}

interface Run {
  readonly font: FontName;
  readonly text: string;
  readonly width: number;
}

/** One line of text, in parts that have a font each. */
export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
}

type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };

const rightToLeftWords = /[\p{Script=Arabic}\p{Script=Hebrew}]+( [\p{Script=Arabic}\p{Script=Hebrew}]+)+/gu;
/** Scripts without spaces break between any two signs. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words that are read from the right stand from the right: each such row of words the other way round. */
const inReadingOrder = (text: string): string => text.replaceAll(rightToLeftWords, (words) => words.split(" ").toReversed().join(" "));

/** Which font has a sign: the usual one where it can, else the one that has every sign, taken along only where it is needed. */
function fontChooser(doc: PDFKit.PDFDocument): (sign: string, isBold: boolean) => FontName {
  doc.registerFont("plain", files.plain).registerFont("bold", files.bold);
  const glyphs = new Map<FontName, Glyphs>();
  const glyphsOf = (font: FontName): Glyphs => {
    const known = glyphs.get(font);
    if (known !== undefined) return known;
    doc.font(font);
    const opened = (doc as unknown as { _font: { font: Glyphs } })._font.font;
    glyphs.set(font, opened);
    return opened;
  };
  let hasEvery = false;
  return (sign, isBold) => {
    const usual = isBold ? "bold" : "plain";
    if (glyphsOf(usual).hasGlyphForCodePoint(sign.codePointAt(0)!)) return usual;
    if (!hasEvery) doc.registerFont("every", fontOfEverySign());
    hasEvery = true;
    return "every";
  };
}

/** Measures texts and sets them in lines, each sign in a font that has it. */
export function openType(doc: PDFKit.PDFDocument) {
  const fontOf = fontChooser(doc);
  const measured = (font: FontName, text: string, size: number): Run => ({
    font,
    text,
    width: doc.font(font).fontSize(size).widthOfString(text),
  });

  function runsOf(text: string, { size, isBold = false }: TextStyle): Run[] {
    const parts: { font: FontName; text: string }[] = [];
    for (const sign of text) {
      const font = fontOf(sign, isBold);
      const last = parts.at(-1);
      if (last !== undefined && last.font === font) last.text += sign;
      else parts.push({ font, text: sign });
    }
    return parts.map((part) => measured(part.font, part.text, size));
  }

  const widthOf = (text: string, style: TextStyle): number => runsOf(text, style).reduce((sum, { width }) => sum + width, 0);

  /** Words, and signs of scripts without spaces; a word wider than the line is cut. */
  function piecesOf(text: string, width: number, style: TextStyle): string[] {
    const words = text.split(/(?<=\s)/).flatMap((word) => (unspaced.test(word) ? Array.from(word) : [word]));
    return words.flatMap((word) => (widthOf(word, style) <= width ? [word] : Array.from(word)));
  }

  function lineOf(text: string, style: TextStyle): Line {
    const runs = runsOf(inReadingOrder(text.trim()), style);
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
  }

  return {
    widthOf,
    /** A text in lines no wider than that. */
    lines(text: string, width: number, style: TextStyle): Line[] {
      const lines: string[] = [""];
      for (const piece of piecesOf(text, width, style)) {
        const longer = `${lines.at(-1)!}${piece}`;
        if (lines.at(-1) !== "" && widthOf(longer.trimEnd(), style) > width) lines.push(piece);
        else lines[lines.length - 1] = longer;
      }
      return lines.map((each) => lineOf(each, style));
    },
    /** Sets a line at a place. */
    draw(line: Line, at: { x: number; y: number }, { size, colour = "#1d1c1a" }: TextStyle): void {
      let x = at.x;
      for (const { font, text, width } of line.runs) {
        doc.font(font).fontSize(size).fillColor(colour).text(text, x, at.y, { lineBreak: false });
        x += width;
      }
    },
  };
}

export type Type = ReturnType<typeof openType>;

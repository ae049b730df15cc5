import { drawChart, type PaperChart } from "./paper-chart.ts";
import { openType, type Line, type TextStyle, type Type } from "./type.ts";

const margin = 48;
const muted = "#5f5b54";
const rule = "#d8d4cc";
const leading = 1.32;
const pad = 4;

const styles = {
  title: { size: 19, isBold: true },
  section: { size: 12.5, isBold: true },
  text: { size: 9 },
  small: { size: 7.5, colour: muted },
  figure: { size: 13, isBold: true },
  cell: { size: 8 },
  head: { size: 8, isBold: true },
} as const satisfies Record<string, TextStyle>;

/** A table on paper: texts as they are shown. */
export interface PaperTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly isNumeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** What a paper needs to be made and to be read aloud. */
export interface PaperOptions {
  readonly title: string;
  /** BCP 47, such as `en`. */
  readonly language: string;
  readonly createdAt: Date;
  readonly isWide: boolean;
  /** Stands at the foot of each page, before its number. */
  readonly foot: string;
}

interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly type: Type;
  readonly root: PDFKit.PDFStructureElement;
  readonly width: number;
  y: number;
}

const heightOf = (lines: readonly Line[], { size }: TextStyle): number => lines.length * size * leading;

/** Goes on on a new page where less is left than is needed. */
function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.doc.page.height - margin - 12) return false;
  sheet.doc.addPage();
  sheet.y = margin;
  return true;
}

function drawLines({ doc, type }: Sheet, lines: readonly Line[], at: { x: number; y: number; width?: number }, style: TextStyle): void {
  lines.forEach((line, index) => {
    const x = at.width === undefined ? at.x : at.x + at.width - line.width;
    type.draw(line, { x, y: at.y + index * style.size * leading }, style);
  });
  doc.fillColor("#1d1c1a");
}

/** Draws something that is read aloud as an element of that kind. */
function marked({ doc }: Sheet, parent: PDFKit.PDFStructureElement, { kind, alt }: { kind: string; alt?: string }, draw: () => void): void {
  const content = doc.markStructureContent(kind);
  draw();
  doc.endMarkedContent();
  const element = doc.struct(kind, alt === undefined ? {} : { alt }, content as never);
  parent.add(element);
  element.end();
}

/** Draws something that says nothing: a rule, a page number. */
function asDecoration({ doc }: Sheet, draw: () => void): void {
  doc.markContent("Artifact", { type: "Layout" });
  draw();
  doc.endMarkedContent();
}

function writeBlock(sheet: Sheet, kind: string, text: string, style: TextStyle): void {
  const lines = sheet.type.lines(text, sheet.width, style);
  makeRoom(sheet, heightOf(lines, style));
  marked(sheet, sheet.root, { kind }, () => drawLines(sheet, lines, { x: margin, y: sheet.y }, style));
  sheet.y += heightOf(lines, style);
}

const figuresInRow = 4;

/** Numbers that matter, side by side. */
function writeFigures(sheet: Sheet, figures: readonly { readonly label: string; readonly value: string }[]): void {
  const width = sheet.width / figuresInRow;
  for (let first = 0; first < figures.length; first += figuresInRow) {
    const row = figures.slice(first, first + figuresInRow).map(({ label, value }) => ({
      label,
      value,
      labels: sheet.type.lines(label, width - 2 * pad, styles.small),
      values: value.split("\n").flatMap((each) => sheet.type.lines(each, width - 2 * pad, styles.figure)),
    }));
    const height = Math.max(...row.map(({ labels, values }) => heightOf(labels, styles.small) + heightOf(values, styles.figure))) + 10;
    makeRoom(sheet, height);
    row.forEach(({ labels, values }, index) => {
      const at = { x: margin + index * width, y: sheet.y };
      marked(sheet, sheet.root, { kind: "P" }, () => {
        drawLines(sheet, labels, at, styles.small);
        drawLines(sheet, values, { x: at.x, y: at.y + heightOf(labels, styles.small) }, styles.figure);
      });
    });
    sheet.y += height;
  }
}

/** Names get twice the room of numbers. */
function widthsOf({ width }: Sheet, { columns }: PaperTable): number[] {
  const parts = columns.map(({ isNumeric }, index) => (index === 0 ? 2 : isNumeric ? 1 : 1.4));
  const all = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (part / all) * width);
}

function writeRow(
  sheet: Sheet,
  table: PaperTable,
  row: { readonly texts: readonly string[]; readonly isHead: boolean; readonly parent: PDFKit.PDFStructureElement },
): void {
  const style = row.isHead ? styles.head : styles.cell;
  const widths = widthsOf(sheet, table);
  const cells = row.texts.map((text, index) => text.split("\n").flatMap((part) => sheet.type.lines(part, widths[index]! - 2 * pad, style)));
  const height = Math.max(...cells.map((lines) => heightOf(lines, style))) + pad;
  const element = sheet.doc.struct("TR");
  row.parent.add(element);
  let x = margin;
  cells.forEach((lines, index) => {
    const { isNumeric } = table.columns[index]!;
    const at = { x: x + pad, y: sheet.y, ...(isNumeric ? { width: widths[index]! - 2 * pad } : {}) };
    marked(sheet, element, { kind: row.isHead ? "TH" : "TD" }, () => drawLines(sheet, lines, at, style));
    x += widths[index]!;
  });
  element.end();
  sheet.y += height;
  asDecoration(
    sheet,
    () =>
      void sheet.doc
        .moveTo(margin, sheet.y - 2)
        .lineTo(margin + sheet.width, sheet.y - 2)
        .lineWidth(0.5)
        .strokeColor(rule)
        .stroke(),
  );
}

/** Rows under their heads, which stand again on each page. */
function writeTable(sheet: Sheet, table: PaperTable): void {
  const element = sheet.doc.struct("Table");
  sheet.root.add(element);
  const heads = { texts: table.columns.map(({ title }) => title), isHead: true, parent: element };
  makeRoom(sheet, 48);
  writeRow(sheet, table, heads);
  for (const texts of table.rows) {
    if (makeRoom(sheet, 2 * styles.cell.size * leading + pad)) writeRow(sheet, table, heads);
    writeRow(sheet, table, { texts, isHead: false, parent: element });
  }
  element.end();
  sheet.y += 12;
}

const chartHeight = 150;

function writeChart(sheet: Sheet, chart: PaperChart): void {
  const height = chart.kind === "line" ? chartHeight : chart.points.length * (chart.series.length * 11 + 8) + 24;
  makeRoom(sheet, height + 46);
  writeBlock(sheet, "P", chart.title, { ...styles.text, isBold: true });
  writeBlock(sheet, "P", chart.unit, styles.small);
  sheet.y += 4;
  const place = { x: margin, y: sheet.y, width: sheet.width, height };
  const figure = { kind: "Figure", alt: `${chart.title}. ${chart.description}` };
  marked(sheet, sheet.root, figure, () => drawChart(sheet.doc, sheet.type, chart, place));
  sheet.y += height + 4;
  writeBlock(sheet, "P", `Source: ${chart.source}`, styles.small);
  sheet.y += 10;
}

function writeFeet(sheet: Sheet, foot: string): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    const text = `${foot} · page ${page + 1} of ${count}`;
    const [line] = sheet.type.lines(text, sheet.width, styles.small);
    asDecoration(sheet, () => sheet.type.draw(line!, { x: margin, y: doc.page.height - margin + 8 }, styles.small));
  }
}

/** A paper that is written from the top; `finish` gives its bytes. A tagged PDF: it can be read aloud and searched. */
export async function openPaper({ title, language, createdAt, isWide, foot }: PaperOptions) {
  const { default: PDFDocument } = await import("pdfkit");
  const doc = new PDFDocument({
    size: "A4",
    layout: isWide ? "landscape" : "portrait",
    margin,
    pdfVersion: "1.7",
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Producer: "Vouch", Creator: "Vouch", CreationDate: createdAt, ModDate: createdAt },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const root = doc.struct("Document");
  doc.addStructure(root);
  const sheet: Sheet = { doc, type: openType(doc), root, width: doc.page.width - 2 * margin, y: margin };
  return {
    title: (text: string) => writeBlock(sheet, "H1", text, styles.title),
    section(text: string) {
      makeRoom(sheet, 70);
      sheet.y += 8;
      writeBlock(sheet, "H2", text, styles.section);
      sheet.y += 4;
    },
    text: (text: string) => writeBlock(sheet, "P", text, styles.text),
    small: (text: string) => writeBlock(sheet, "P", text, styles.small),
    space: (points: number) => void (sheet.y += points),
    figures: (figures: readonly { readonly label: string; readonly value: string }[]) => writeFigures(sheet, figures),
    chart: (chart: PaperChart) => writeChart(sheet, chart),
    table: (table: PaperTable) => writeTable(sheet, table),
    async finish(): Promise<Buffer> {
      writeFeet(sheet, foot);
      root.end();
      const ended = new Promise<void>((resolve) => doc.once("end", resolve));
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

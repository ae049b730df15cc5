/** A part of an audience as the API has it. */
interface Part {
  readonly region: string;
  readonly share: string;
}

const places = 9;

function shareOf(text: string): string {
  const [, digits, percent] = /^([0-9]+(?:[.,][0-9]+)?)\s*(%?)$/.exec(text) ?? [];
  if (digits === undefined) return text;
  const number = Number(digits.replace(",", ".")) / (percent === "%" ? 100 : 1);
  return number.toFixed(places).replace(/\.?0+$/, "");
}

/**
 * The parts of an audience from lines that a person typed: a region, then its share; lines without anything are left out.
 *
 * @returns a share that is none stays as it is written, so that the refusal says so.
 * @example
 * import { sharesIn } from "./audience-lines.ts";
 * sharesIn("Hesse 12.5 %\n\nNorth West 0,2"); // => [{ region: "Hesse", share: "0.125" }, { region: "North West", share: "0.2" }]
 */
export const sharesIn = (lines: string): Part[] =>
  lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, region, share] = /^(.*?)[\s:;,\t]+([0-9][0-9.,]*\s*%?)$/.exec(line) ?? [];
      return region === undefined || share === undefined ? { region: line, share: "" } : { region, share: shareOf(share.trim()) };
    });

/**
 * The same as lines.
 *
 * @example
 * import { linesOf } from "./audience-lines.ts";
 * linesOf([{ region: "Hesse", share: "0.125" }]); // => "Hesse 12.5 %"
 */
export const linesOf = (parts: readonly Part[]): string =>
  parts.map(({ region, share }) => `${region} ${Number((100 * Number(share)).toFixed(places - 2))} %`).join("\n");

import type { DecimalSign } from "../../../kernel/cells/cell-values.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";

/** A share of 1, in parts per billion. */
export const wholePpb = 1_000_000_000;

/** By how much the shares of a creator may pass 1 in all, in parts per billion: shares are told rounded. */
export const tolerancePpb = 10_000_000;

/** Where a part of a creator's audience is, as a row states it. */
export interface AudienceRow {
  /** A name, a handle or an id. */
  readonly creator: string;
  readonly region: string;
  /** Of the whole audience, in parts per billion. */
  readonly ppb: number;
}

const longest = 200;

/**
 * A share as it is written, in parts per billion.
 *
 * @param text such as "0.253" or "25.3 %"; a number above 1 without the sign of percent is refused, since it may be either.
 * @param decimal the sign before the decimals.
 * @returns rounded to a part per billion; or a sentence.
 * @example
 * import { shareIn } from "./audience-row.ts";
 * shareIn("25,3 %", ","); // => 253000000
 * shareIn("0.253", "."); // => 253000000
 */
export function shareIn(text: string, decimal: DecimalSign): number | string {
  const written = text.trim();
  const found = JSON.stringify(written.slice(0, 40));
  if (written === "") return "is empty: leave the row out where the share is not known";
  const [, sign, digits, percent] = /^([-−]?)\s*(\d{1,9}(?:[.,]\d{1,12})?)\s*(%?)$/.exec(written) ?? [];
  if (digits === undefined || (decimal === "." ? digits.includes(",") : digits.includes(".")))
    return `must be a share such as ${decimal === "." ? "0.253 or 25.3 %" : "0,253 or 25,3 %"}, found ${found}`;
  if (sign !== "") return `must not be negative, found ${found}`;
  const ppb = Math.round(Number(digits.replace(",", ".")) * (percent === "%" ? wholePpb / 100 : wholePpb));
  if (ppb <= wholePpb) return ppb;
  return percent === "%" ? `must be at most 100 %, found ${found}` : `must be within 0 and 1, or have the sign %, found ${found}`;
}

/**
 * Where a part of an audience is, from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param decimal the sign before the decimals.
 * @returns the row, or every fault of it.
 * @example
 * import { readAudienceRow } from "./audience-row.ts";
 * const texts = new Map([["creator", "@ana"], ["region", "Hesse"], ["share", "12 %"]]);
 * readAudienceRow(texts, ".").row; // => { creator: "@ana", region: "Hesse", ppb: 120000000 }
 */
export function readAudienceRow(
  texts: ReadonlyMap<string, string>,
  decimal: DecimalSign,
): { readonly row: AudienceRow | undefined; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const name = (field: string, wish: string): string => {
    const text = tidyText(texts.get(field) ?? "");
    if (text === "") faults.push({ field, message: `is empty: ${wish}` });
    else if (!isStorable(text)) faults.push({ field, message: "holds a character that is not text" });
    else if (text.length > longest) faults.push({ field, message: `is longer than ${longest} characters` });
    return text;
  };
  const [creator, region] = [name("creator", "say whose audience it is"), name("region", "name the region of the row")];
  const ppb = shareIn(texts.get("share") ?? "", decimal);
  if (typeof ppb === "string") faults.push({ field: "share", message: ppb });
  if (faults.length > 0 || typeof ppb === "string") return { row: undefined, faults };
  return { row: { creator, region, ppb }, faults: [] };
}

/**
 * A share as the API writes it: a decimal text without needless zeros.
 *
 * @example
 * import { shareText } from "./audience-row.ts";
 * shareText(253000000); // => "0.253"
 */
export const shareText = (ppb: number): string => (ppb / wholePpb).toFixed(9).replace(/\.?0+$/, "");

/** What a file or a request has said of audiences so far. */
export interface AudienceMemory {
  /** Why a share cannot stand beside those before it; undefined: it can. `where` is how it is found again: "row 7". */
  look(creatorId: string, row: Pick<AudienceRow, "region" | "ppb">, where: string): FieldFault | undefined;
}

/**
 * A memory for one reading: no region of a creator twice, and no audience of more than one.
 *
 * @example
 * import { openAudienceMemory } from "./audience-row.ts";
 * const memory = openAudienceMemory();
 * memory.look("ana", { region: "Hesse", ppb: 700_000_000 }, "row 2"); // => undefined
 * memory.look("ana", { region: "Berlin", ppb: 400_000_000 }, "row 3")?.field; // => "share"
 */
export function openAudienceMemory(): AudienceMemory {
  const told = new Map<string, { sum: number; places: Map<string, string> }>();
  return {
    look(creatorId, { region, ppb }, where) {
      const own = told.get(creatorId) ?? { sum: 0, places: new Map<string, string>() };
      told.set(creatorId, own);
      const before = own.places.get(region.toLowerCase());
      if (before !== undefined)
        return { field: "region", message: `${before} tells ${region} of this creator already: keep one of the two` };
      own.places.set(region.toLowerCase(), where);
      own.sum += ppb;
      if (own.sum <= wholePpb + tolerancePpb) return undefined;
      return {
        field: "share",
        message: `the shares of this creator come to ${shareText(own.sum)} with it, and must come to at most 1 (up to 1.01 is taken for rounding)`,
      };
    },
  };
}

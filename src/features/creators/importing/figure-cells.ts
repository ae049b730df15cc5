import { languageCode } from "../../../kernel/names/language-code.ts";
import { beginning } from "../../../kernel/text.ts";
import { isUnknownCell } from "../../../kernel/cells/cell-words.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";
import { likelyDecimals } from "../../../kernel/cells/likely-decimals.ts";
import { measureIn, type MeasureRead } from "../../../kernel/cells/measure-in.ts";
import type { DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { platforms } from "../../../kernel/social/platform.ts";
import {
  noFigures,
  noProfile,
  statedRateNames,
  tellsSomething,
  type Audience,
  type Figures,
  type Profile,
  type Shares,
} from "../observing/observed.ts";
import type { PriceReading } from "./price-cells.ts";
import type { RowAccount } from "./row-account.ts";
import { shortened, type Reader } from "../../../kernel/cells/row-reader.ts";

/** How numbers of a file are written. */
export interface FigureReading {
  readonly decimal: DecimalSign;
  /** What a rate or share without a percent sign is: 2.5 for 2.5 %, or 0.025. */
  readonly rates: "percent" | "share";
  /** A cell that reads as well with the other decimal sign, where nobody said which one the file has. */
  readonly doubtful?: string | undefined;
  /** How its prices are written; missing: as its other numbers, each with its currency. */
  readonly prices?: PriceReading | undefined;
}

/** As files without any sign of another writing are read. */
export const plainReading: FigureReading = { decimal: ".", rates: "share" };

/** Fields whose cells are rates or shares. */
export const rateFields = [...statedRateNames, "audience_female", "audience_male", "audience_credibility"] as const;
const averageFields = ["avg_likes", "avg_comments", "avg_views", "avg_shares"] as const;
const countFields = ["following", "posts_count"] as const;

const followersFields = ["followers", ...platforms.map((platform) => `${platform}_followers`)];

/** No rate is in the hundreds of percent: one that would be is read with the other decimal sign, where that makes a rate of it. */
function rateRead(text: string, decimal: DecimalSign): MeasureRead {
  const read = measureIn(text, decimal);
  if (read.kind !== "measure" || Math.abs(read.value) <= 100) return read;
  const other = measureIn(text, decimal === "." ? "," : ".");
  return other.kind === "measure" && Math.abs(other.value) <= 100 ? other : read;
}

/**
 * How the numbers of a file are most likely written.
 *
 * @param texts of a field in some rows: its cells as they stand in the file.
 * @returns the decimal sign that more cells show; rates as shares where no cell without a percent sign is above 1.
 * @example
 * import { likelyReading } from "./figure-cells.ts";
 * likelyReading((field) => (field === "er_followers" ? ["2,5", "0,9"] : [])); // => { decimal: ",", rates: "percent", doubtful: undefined }
 */
export function likelyReading(texts: (field: string) => readonly string[]): FigureReading {
  const cells = (fields: readonly string[]) => fields.flatMap((field) => texts(field)).map((text) => text.trim());
  const rates = cells(rateFields);
  const counts = cells([...followersFields, ...countFields]).flatMap((text) => text.split(/\s*[;\n]\s*/));
  const { decimal, doubtful } = likelyDecimals({ counts, rates, measures: cells(averageFields) });
  const bare = rates.flatMap((text) => {
    const read = rateRead(text, decimal);
    return read.kind === "measure" && !read.isPercent ? [Math.abs(read.value)] : [];
  });
  return { decimal, rates: bare.some((value) => value > 1) ? "percent" : "share", doubtful };
}

/** How a cell becomes a figure: what number its text is, and what that number means. */
interface Measuring {
  readonly text?: (text: string, decimal: DecimalSign) => MeasureRead;
  readonly value: (value: number, isPercent: boolean) => number | undefined;
}

function measure(reader: Reader, field: string, how: FigureReading, read: Measuring): number | null {
  const text = reader.text(field, 200);
  if (text === null) return null;
  const found = (read.text ?? measureIn)(text, how.decimal);
  if (found.kind === "unknown") return null;
  const value = found.kind === "measure" ? read.value(found.value, found.isPercent) : undefined;
  return value ?? reader.refuse(field, `must be a number such as 1,200 or 1.2M, found ${shortened(text)}`);
}

const asCount = (value: number, isPercent: boolean) => (isPercent || value < 0 || value > 1e15 ? undefined : Math.round(value));
const asAverage = (value: number, isPercent: boolean) => (isPercent || value < 0 || value > 1e15 ? undefined : value);
const exact = (value: number): number => Number(value.toPrecision(12));
const asRate = (how: FigureReading) => (value: number, isPercent: boolean) =>
  exact(isPercent || how.rates === "percent" ? value / 100 : value);

/** What is counted is whole: a sign before three digits sets thousands apart whatever stands before the file's decimals. */
function wholeRead(text: string, decimal: DecimalSign): MeasureRead {
  const found = countIn(text);
  return found.kind === "count" ? { kind: "measure", value: found.count, isPercent: false } : measureIn(text, decimal);
}

function growthIn(reader: Reader, field: string, how: FigureReading): number | null {
  const found = measure(reader, field, how, { value: asRate(how) });
  const isFine = found === null || (found >= -1 && found <= 1000);
  return isFine ? found : reader.refuse(field, `must be a rate that can be, found ${shortened(reader.text(field, 200) ?? "")}`);
}

function rateIn(reader: Reader, field: string, how: FigureReading): number | null {
  if (field === "growth_30d") return growthIn(reader, field, how);
  const found = measure(reader, field, how, { text: rateRead, value: asRate(how) });
  if (found === null || (found >= 0 && found <= 1)) return found;
  const text = shortened(reader.text(field, 200) ?? "");
  return reader.refuse(field, `must be a rate from 0 to 100 %, found ${text}, which is ${exact(found * 100)} %`);
}

function shareIn(reader: Reader, field: string, how: FigureReading): number | null {
  const found = measure(reader, field, how, { text: rateRead, value: asRate(how) });
  return found === null || (found >= 0 && found <= 1)
    ? found
    : reader.refuse(field, `must be a share of at most 100 %, found ${exact(found * 100)} %`);
}

/** Above so many characters a piece is no share, and the pattern would look at it for long. */
const longestPiece = 300;
const oneShare = /^(.*?)[\s:=(]*([\d.,]+) ?(%)?\)?$/;

/** Shares in one cell, such as "DE 41 %; AT 10 %" or "DE: 0.41, AT: 0.1". */
function sharesIn(reader: Reader, field: string, how: FigureReading): Shares | undefined {
  const text = reader.text(field, 20_000);
  if (text === null || isUnknownCell(text)) return undefined;
  const pieces = text.split(/[;|\n]|,(?=\s*[^\d\s])/).map((piece) => piece.trim());
  const read = pieces
    .filter((piece) => piece !== "")
    .map((piece) => {
      const [, value = "", digits = "", percent] = (piece.length > longestPiece ? null : oneShare.exec(piece)) ?? [];
      const number = rateRead(digits, how.decimal);
      const rate = number.kind === "measure" ? asRate(how)(number.value, percent !== undefined) : Number.NaN;
      return value.trim() === "" || !(rate >= 0 && rate <= 1) ? undefined : ([beginning(value.trim(), 120), rate] as const);
    });
  const shares = read.filter((each) => each !== undefined);
  if (shares.length < read.length) {
    reader.refuse(field, `must be shares such as "DE 41 %; AT 10 %", found ${shortened(text)}`);
    return undefined;
  }
  return Object.fromEntries(shares);
}

function gendersIn(reader: Reader, how: FigureReading): Shares | undefined {
  const [female, male] = [shareIn(reader, "audience_female", how), shareIn(reader, "audience_male", how)];
  const listed = sharesIn(reader, "audience_genders", how);
  const own = { ...(female === null ? {} : { female }), ...(male === null ? {} : { male }) };
  return listed === undefined && Object.keys(own).length === 0 ? undefined : { ...listed, ...own };
}

function audienceIn(reader: Reader, how: FigureReading): Audience {
  const kinds = ["countries", "cities", "ages", "languages", "interests", "types"] as const;
  const listed = kinds.map((kind) => [kind, sharesIn(reader, `audience_${kind}`, how)] as const);
  const audience = {
    ...Object.fromEntries(listed),
    genders: gendersIn(reader, how),
    credibility: shareIn(reader, "audience_credibility", how),
  };
  return Object.fromEntries(Object.entries(audience).filter(([, value]) => value !== undefined && value !== null));
}

/** The figures in a row's own columns, followers aside; undefined: none is stated. */
export function figuresIn(reader: Reader, how: FigureReading): Figures | undefined {
  const rates = statedRateNames.map((name) => [name, rateIn(reader, name, how)] as const);
  const figures: Figures = {
    ...noFigures,
    ...Object.fromEntries(countFields.map((name) => [name, measure(reader, name, how, { text: wholeRead, value: asCount })])),
    ...Object.fromEntries(averageFields.map((name) => [name, measure(reader, name, how, { value: asAverage })])),
    stated_rates: Object.fromEntries(rates.filter(([, value]) => value !== null)),
    audience: audienceIn(reader, how),
  };
  return tellsSomething(figures) ? figures : undefined;
}

function languageOf(text: string): string | undefined {
  const word = text.toLowerCase();
  return /^[a-z]{2,3}(-[a-z]{2,4})?$/.test(word) ? word.split("-")[0]! : languageCode(word);
}

const yes = /^(yes|true|1|y|ja|verified|wahr)$/i;
const no = /^(no|false|0|n|nein|not verified|unverified|falsch)$/i;
const yesOrNo = (text: string): boolean | undefined => (yes.test(text) ? true : no.test(text) ? false : undefined);

function stateOf(text: string): Profile["state"] | undefined {
  const word = text.toLowerCase();
  if (word === "public" || no.test(word)) return "public";
  if (word === "private" || yes.test(word)) return "private";
  return (["deleted", "unavailable"] as const).find((state) => state === word);
}

const topicsOf = (text: string): string[] =>
  [...new Set(text.split(/[;,|\n]/).map((topic) => beginning(topic.trim(), 120)))].filter((topic) => topic !== "").slice(0, 50);

/** What a row says of its account in words; undefined: nothing. */
export function profileIn(reader: Reader): Profile | undefined {
  const profile: Profile = {
    ...noProfile,
    state: reader.parsed("account_state", 40, (text) => stateOf(text) ?? undefined, "must be public, private, deleted or unavailable"),
    bio: reader.text("bio", 10_000),
    category: reader.text("category", 120),
    topics: topicsOf(reader.text("topics", 5000) ?? ""),
    language: reader.parsed("language", 40, languageOf, "must be a language or its code"),
    city: reader.text("city", 120),
    is_verified: reader.parsed("verified", 20, yesOrNo, "must be yes or no"),
  };
  return tellsSomething(profile) ? profile : undefined;
}

const unlessZero = (value: number | null): number | null => (value === 0 ? null : value);

/** An account of YouTube without its zeros: there 0 is what stands where the owner hides a number, so that it is not known. */
export function withoutHidden(account: RowAccount): RowAccount {
  if (account.platform !== "youtube") return account;
  const { figures } = account;
  const seen =
    figures === undefined
      ? undefined
      : {
          ...figures,
          avg_likes: unlessZero(figures.avg_likes),
          avg_comments: unlessZero(figures.avg_comments),
          avg_views: unlessZero(figures.avg_views),
        };
  return { ...account, followers: unlessZero(account.followers), ...(seen === undefined ? {} : { figures: seen }) };
}

import { platformOptions } from "../../../web/pickers/platforms.ts";
import type { ImportMapping } from "./column-choices.ts";
import type { Import } from "./import-words.ts";

/** Something that may be said about a file besides its columns: one of a few answers, or a text. */
export interface ReadingOption {
  readonly name: string;
  readonly label: string;
  /** What it means when nothing is said, and how to write it. */
  readonly hint: string;
  /** Missing: a text. */
  readonly answers?: readonly { readonly value: string; readonly label: string }[];
}

const orderOptions: readonly ReadingOption[] = [
  { name: "currency", label: "Currency", hint: "Of amounts that do not say their own, such as EUR. Empty: the store’s." },
  { name: "zone", label: "Time zone", hint: "Of clock times without an offset, such as Europe/Berlin. Empty: the store’s." },
  {
    name: "date_order",
    label: "Dates are written",
    hint: "Guessed from the file unless said.",
    answers: [
      { value: "ymd", label: "Year, month, day" },
      { value: "dmy", label: "Day, month, year" },
      { value: "mdy", label: "Month, day, year" },
    ],
  },
  {
    name: "decimal",
    label: "Amounts are written",
    hint: "Guessed from the file unless said.",
    answers: [
      { value: "point", label: "With a point: 12.50" },
      { value: "comma", label: "With a comma: 12,50" },
    ],
  },
  {
    name: "tax_included",
    label: "Prices contain their tax",
    hint: "They do unless said.",
    answers: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ],
  },
  {
    name: "no_status",
    label: "An order without a status is",
    hint: "Paid unless said.",
    answers: [
      { value: "paid", label: "Paid" },
      { value: "pending", label: "Not yet paid" },
    ],
  },
  { name: "status_words", label: "What its statuses mean", hint: "The file’s word = ours, such as versandt=paid; storno=cancelled." },
];

const salesOptions: readonly ReadingOption[] = [
  { name: "series", label: "Name of the series", hint: "A file with the name of an earlier one adds to it and corrects it." },
  { name: "unit", label: "Sales are in", hint: "A currency such as EUR, or count where they are orders or units." },
  ...orderOptions.filter(({ name }) => name === "date_order" || name === "decimal"),
];

const postOptions: readonly ReadingOption[] = [
  {
    name: "observed_on",
    label: "Numbers as of",
    hint: "The day on which the file was made, such as 2026-05-01; for rows that say no day.",
  },
  ...orderOptions.filter(({ name }) => name === "date_order"),
];

const figureOrigin: readonly ReadingOption[] = [
  { name: "source", label: "Figures are from", hint: "Whose figures these are, such as a vendor’s name. Empty: import." },
  {
    name: "grade",
    label: "How good they are",
    hint: "The grade of evidence they are shown with.",
    answers: [
      { value: "C", label: "C: a vendor’s estimate or export" },
      { value: "D", label: "D: written down by a person" },
      { value: "E", label: "E: told by creators, or guessed" },
    ],
  },
  { name: "observed_on", label: "Figures as of", hint: "The day of the export, such as 2026-05-01. Empty: today, if they are news." },
  {
    name: "taken",
    label: "The file is taken",
    hint: "Whole up to 64 MB unless said. In batches it goes on where it was after an interruption.",
    answers: [
      { value: "whole", label: "Whole or not at all" },
      { value: "batches", label: "Batch by batch" },
    ],
  },
];

const creatorOptions: readonly ReadingOption[] = [
  ...figureOrigin,
  {
    name: "currency",
    label: "Currency of prices",
    hint: "Of prices that do not say their own, such as EUR. Empty: that of the column’s header, else the workspace’s.",
  },
  ...orderOptions.filter(({ name }) => name === "decimal"),
  {
    name: "rates",
    label: "A rate without a % sign is",
    hint: "Guessed from the file unless said.",
    answers: [
      { value: "percent", label: "In percent: 2.5 is 2.5 %" },
      { value: "share", label: "A share: 0.025 is 2.5 %" },
    ],
  },
];

const reportOptions: readonly ReadingOption[] = [
  ...figureOrigin,
  { name: "platform", label: "Platform", hint: "Of reports that name none.", answers: platformOptions },
];

const seriesOptions: readonly ReadingOption[] = [
  { name: "series", label: "Name of the series", hint: "A file with the name of an earlier one adds to it and corrects it." },
  {
    name: "kind",
    label: "What is counted",
    hint: "It decides the unit.",
    answers: [
      { value: "branded_search", label: "Branded searches" },
      { value: "direct_traffic", label: "Direct traffic" },
      { value: "followers", label: "A creator’s followers" },
      { value: "other", label: "Something else" },
    ],
  },
  { name: "creator", label: "Whose followers", hint: "The creator’s name as it stands here; for followers alone." },
  ...orderOptions.filter(({ name }) => name === "date_order"),
];

const costOptions: readonly ReadingOption[] = [
  { name: "campaign", label: "Campaign", hint: "Of rows that do not name theirs: its name or id." },
  { name: "currency", label: "Currency", hint: "Of amounts that do not say their own, such as EUR. Empty: the workspace’s." },
  ...orderOptions.filter(({ name }) => name === "date_order" || name === "decimal"),
];

const liftOptions: readonly ReadingOption[] = [
  { name: "survey", label: "Survey", hint: "Of rows that do not name theirs: its name or id." },
];

const programOption: ReadingOption = {
  name: "program",
  label: "Program",
  hint: "Of rows that do not name theirs: its name or id.",
};

const linkOptions: readonly ReadingOption[] = [
  { name: "destination", label: "Links lead to", hint: "Where a row does not say it, such as https://shop.example/." },
  { name: "domain", label: "Short domain", hint: "Of rows that do not name theirs. Empty: the only one." },
  programOption,
  {
    name: "utm_preset",
    label: "UTM parameters",
    hint: "A ready template for links whose row sets none.",
    answers: [
      { value: "ga4_influencer", label: "Google Analytics, influencer" },
      { value: "ga4_affiliate", label: "Google Analytics, affiliate" },
      { value: "triple_whale", label: "Triple Whale" },
    ],
  },
  ...orderOptions.filter(({ name }) => name === "date_order"),
];

const codeOptions: readonly ReadingOption[] = [
  { ...programOption, hint: "Of rows that do not name theirs. Empty: the only one." },
  { name: "valid_from", label: "Codes hold from", hint: "Where a row does not say it, such as 2026-05-01. Empty: from now on." },
  ...orderOptions.filter(({ name }) => name === "date_order"),
];

const answerOptions: readonly ReadingOption[] = [
  { name: "survey", label: "Survey", hint: "Whose answers these are: its question or id. Empty: the only one that is open." },
  ...orderOptions.filter(({ name }) => name === "date_order"),
];

const widths: ReadingOption = { name: "widths", label: "Places of the columns", hint: "From left to right, such as 1-6,7-11." };

/** The one-off ways of reading, in which every column has its meaning already; all others are matched by a person. */
const exportFormats: readonly string[] = ["shopify", "stripe", "reports"];

/**
 * Whether the columns of a file of this format are matched by a person.
 *
 * @param format one of the formats that the preview names.
 * @example
 * import { isMatched } from "./reading-options.ts";
 * isMatched("shopify"); // => false
 * isMatched("table"); // => true
 */
export const isMatched = (format: string): boolean => !exportFormats.includes(format);

const decimalAlone = orderOptions.filter(({ name }) => name === "decimal");

/** The options of kinds that are read in one way only. */
const ofOneWay: { readonly [K in Import["kind"]]?: readonly ReadingOption[] } = {
  sales: salesOptions,
  posts: postOptions,
  daily_series: seriesOptions,
  costs: costOptions,
  brand_lift_counts: liftOptions,
  audiences: decimalAlone,
  links: linkOptions,
  codes: codeOptions,
  survey_answers: answerOptions,
};

/** What may be said about a file of this kind and format besides its columns. */
export function readingOptions(kind: Import["kind"], format: string): readonly ReadingOption[] {
  if (kind === "creators") return format === "reports" ? reportOptions : creatorOptions;
  if (kind !== "orders") return ofOneWay[kind] ?? [];
  if (!isMatched(format)) return [];
  return format === "fixed_width" ? [widths, ...orderOptions] : orderOptions;
}

/** The same mapping with something said about the file; an empty text: nothing is said. */
export function withOption(mapping: ImportMapping, name: string, text: string): ImportMapping {
  const { [name]: _, ...others } = mapping.options;
  return { ...mapping, options: text === "" ? others : { ...others, [name]: text } };
}

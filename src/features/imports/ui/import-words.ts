import type { components } from "../../../web/api.gen.d.ts";

/** An import as the API gives it. */
export type Import = components["schemas"]["Import"];

/** What can be brought in, as screens call it; a kind that the server adds is called by its own name until it is described here. */
export const importKinds = [
  {
    value: "creators",
    label: "Creators",
    hint: "Names, addresses, handles and followers: the list you keep in a spreadsheet, or an export from another tool.",
  },
  {
    value: "orders",
    label: "Orders",
    hint: "The export of a shop, or a table with one row an order. It is read as the past: what is known already stays.",
  },
  {
    value: "sales",
    label: "Sales by region",
    hint: "A table of region, day and sales, with spend if you know it: what experiments by region are measured on.",
  },
  {
    value: "posts",
    label: "Posts",
    hint: "Address, account and time of each post, with views, likes and what else is known: a platform’s export, or your own list.",
  },
  {
    value: "daily_series",
    label: "Series by day",
    hint: "Branded searches, direct traffic or a creator’s followers: a table of day and number, to see what posts did to it.",
  },
  {
    value: "costs",
    label: "Costs of campaigns",
    hint: "A table of campaign, kind, day and amount, such as an export of the books: fees, products, shipping, staff time, tools, paid amplification.",
  },
  {
    value: "audiences",
    label: "Audiences by region",
    hint: "A table of creator, region and share of their audience: what an experiment by audience takes for its dose.",
  },
  {
    value: "brand_lift_counts",
    label: "Counts of a brand lift survey",
    hint: "A row for each question and group, control or exposed: how many were asked, answered, and answered so that it counts.",
  },
  {
    value: "links",
    label: "Links",
    hint: "Key or short address, destination and creator of each link: another link tool’s export, or your own list. What is here already stays.",
  },
  {
    value: "codes",
    label: "Codes",
    hint: "Code and creator, with the days from and until which it holds: the discount codes that creators have had so far.",
  },
  {
    value: "survey_answers",
    label: "Answers to a survey",
    hint: "Order and answer: what customers said elsewhere to the question how they heard of you. A creator’s name, a channel, or their own words.",
  },
] as const satisfies readonly { value: Import["kind"]; label: string; hint: string }[];

/** The kind's name on screens. */
export const kindLabel = (kind: Import["kind"]): string => importKinds.find((each) => each.value === kind)?.label ?? kind;

/** The steps of the wizard, in their order. */
export const importSteps = ["Choose file", "Match columns", "Check rows", "Import"] as const;

/** The part of an import that its screen shows. */
export type ImportView = "columns" | "check" | "run" | "report";

/**
 * Which part of an import is to be shown.
 *
 * @param status how far the import has come.
 * @param isMatching whether the person went back to the columns; while the file is being read they have to wait.
 * @example
 * import { importView } from "./import-words.ts";
 * importView("checked", false); // => "check"
 * importView("checked", true); // => "columns"
 * importView("running", true); // => "run"
 */
export function importView(status: Import["status"], isMatching: boolean): ImportView {
  if (status === "running") return "run";
  if (status === "checking") return "check";
  if (status === "uploaded" || isMatching) return "columns";
  return status === "checked" ? "check" : "report";
}

/**
 * How many steps of the wizard are behind the person.
 *
 * @example
 * import { stepIndex } from "./import-words.ts";
 * stepIndex("columns", "uploaded"); // => 1
 * stepIndex("report", "failed"); // => 3
 * stepIndex("report", "done"); // => 4
 */
export function stepIndex(view: ImportView, status: Import["status"]): number {
  if (view === "report") return status === "done" ? importSteps.length : importSteps.length - 1;
  return view === "columns" ? 1 : view === "check" ? 2 : 3;
}

/**
 * A number of rows in words.
 *
 * @example
 * import { rowsText } from "./import-words.ts";
 * rowsText(1); // => "1 row"
 * rowsText(1200); // => "1,200 rows"
 */
export const rowsText = (rows: number): string => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`;

/** How the columns came to be what they are: guessed, from headers where the file has them, or chosen. */
export function guessWords({
  is_guessed: isGuessed,
  mapping,
}: {
  readonly is_guessed: boolean;
  readonly mapping: { readonly has_header: boolean };
}): string {
  if (!isGuessed) return "As it was chosen.";
  return `Guessed from the ${mapping.has_header ? "headers" : "first rows"}: look whether it is right.`;
}

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MatrixPlot } from "../../web/charts/matrix/matrix-plot.tsx";
import { figureText, matrixFinding, pictureCells, sortedCreators, type Matrix, type MatrixCreator } from "./ui/matrix.ts";

const eur = (amount: number | null) => (amount === null ? null : { amount: String(amount), currency: "EUR" });
const none = { orders: "0", revenue: eur(0), cost: eur(0) };
const figures = (orders: string, revenue: number, cost: number | null) => ({
  orders,
  revenue: eur(revenue),
  cost: eur(cost),
  roi: cost === null ? null : ((revenue - cost) / cost).toFixed(4),
  revenue_per_spent: cost === null ? null : (revenue / cost).toFixed(4),
  again: none,
});
type Part = readonly [campaign: string, orders: string, revenue: number, cost: number | null];
const creator = (name: string, sum: readonly [string, number, number | null], parts: readonly Part[]): MatrixCreator => ({
  creator_id: name,
  name,
  campaigns: parts.length,
  ...figures(...sum),
  without_cost: 0,
  cells: parts.map(([campaign, ...rest]) => ({ campaign_id: campaign, campaign, ...figures(...rest), interval: null })),
});
const campaign = (name: string) => ({ campaign_id: name, name }) as Matrix["campaigns"][number];
const matrix = {
  campaigns: [campaign("Winter"), campaign("Spring"), campaign("Summer")],
  creators: [
    creator(
      "Ana Lindqvist",
      ["12.5", 90_000, 60_000],
      [
        ["Winter", "8", 60_000, 30_000],
        ["Summer", "4.5", 30_000, 30_000],
      ],
    ),
    creator("Ben Okafor", ["6", 45_000, 9_000], [["Spring", "6", 45_000, 9_000]]),
    creator("Trail Talk", ["0", 0, 25_000], [["Winter", "0", 0, 25_000]]),
    creator("Nia", ["1", 500, null], [["Summer", "1", 500, null]]),
  ],
};
const names = (key: string, direction: "ascending" | "descending", measure: "revenue" | "return" | "cost") =>
  sortedCreators(matrix.creators, { key, direction }, measure).map(({ name }) => name.split(" ")[0]);

test("rows are sorted by any column, and who has no part or no figure there comes last either way", () => {
  expect(names("total", "descending", "revenue")).toEqual(["Ana", "Ben", "Nia", "Trail"]);
  expect(names("Winter", "ascending", "revenue").slice(0, 2)).toEqual(["Trail", "Ana"]);
  expect(names("total", "descending", "return")).toEqual(["Ben", "Ana", "Trail", "Nia"]);
  expect(names("total", "ascending", "cost").at(-1)).toBe("Nia");
  expect(names("name", "ascending", "cost")).toEqual(["Ana", "Ben", "Nia", "Trail"]);
});

test("the finding names who leads and on how many campaigns that rests, and claims nothing where nothing is known", () => {
  expect(matrixFinding(matrix, "revenue")).toBe("Ana Lindqvist brought the most: €900.00, in 2 of 3 campaigns");
  expect(matrixFinding(matrix, "return")).toBe("Ben Okafor had the highest return on cost: 400 %, in 1 of 3 campaigns");
  expect(matrixFinding({ ...matrix, creators: matrix.creators.slice(3) }, "return")).toBe(
    "No creator’s return over these campaigns is known",
  );
  expect(figureText(matrix.creators[3]!, "cost")).toBe("not known");
});

test("the picture is the darker the larger a cell, and leaves out who has no part and what is not known", async () => {
  const cells = pictureCells(matrix, matrix.creators, "cost");
  expect(cells[3]).toEqual([null, null, null]);
  expect(cells[0]!.map((cell) => cell?.share)).toEqual([1, undefined, 1]);
  const svg = renderToStaticMarkup(
    <MatrixPlot
      rows={matrix.creators.map(({ name }) => name)}
      columns={matrix.campaigns.map(({ name }) => name)}
      cells={pictureCells(matrix, matrix.creators, "revenue")}
      width={640}
      labelledBy="title"
    />,
  );
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./creators-by-campaign.svg");
});

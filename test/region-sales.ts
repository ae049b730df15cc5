import { Readable } from "node:stream";
import { importFile } from "../src/features/imports/service.ts";
import { must } from "./builders.ts";
import type { TestWorkspace } from "./app.ts";

/** A file of sales as it is brought in, with what is said about it; without a word as it is guessed. */
export interface SalesFile {
  readonly text: string;
  readonly name?: string;
  readonly columns?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
  readonly skipFaulty?: boolean;
}

/** Brings sales in and gives the import as it ended. */
export const takeSales = (w: TestWorkspace, { text, name = "sales.csv", columns, options = {}, skipFaulty = false }: SalesFile) =>
  importFile(w.ctx, {
    kind: "sales",
    file_name: name,
    content: Readable.from([Buffer.from(text)]),
    skipFaulty,
    ...(columns === undefined ? {} : { mapping: { format: "table", has_header: true, columns, options } }),
  });

/** The series of a workspace by its name. */
export async function seriesNamed(w: TestWorkspace, name: string): Promise<{ id: string; unit: string; regions: number; rows: number }> {
  const { data } = await must<{ data: { id: string; name: string; unit: string; regions: number; rows: number }[] }>(
    w,
    "GET",
    "/v1/sales-series",
  );
  const found = data.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`there is no series ${name}: ${data.map((each) => each.name).join(", ")}`);
  return found;
}

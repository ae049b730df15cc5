/** Where the whole table can be had as a file: an address of the API, filled in and with its query, and which table of its answer. */
export interface TableFile {
  readonly from: string;
  readonly table?: string;
}

type Query = Readonly<Record<string, unknown>>;

/**
 * The file of what an endpoint shows on screen, with the same filters.
 * @example
 * import { tableFile } from "./table-file.ts";
 * tableFile("/v1/reports/programs/{id}", { path: { id: "prg_1" }, query: { from: "2026-05-01" }, table: "creators" });
 * // => { from: "/v1/reports/programs/prg_1?from=2026-05-01&table=creators", table: "creators" }
 */
export function tableFile(
  pattern: string,
  { path = {}, query = {}, table }: { readonly path?: Query | undefined; readonly query?: Query | undefined; readonly table?: string } = {},
): TableFile {
  const address = pattern.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(path[name] ?? "")));
  const asked = Object.entries({ ...query, limit: undefined, cursor: undefined, table }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return { from: `${address}${search === "" ? "" : `?${search}`}`, ...(table === undefined ? {} : { table }) };
}

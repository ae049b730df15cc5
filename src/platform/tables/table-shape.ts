import { z } from "zod";

/** What the values of a column are. */
export type ColumnType = "text" | "integer" | "decimal" | "number" | "yes_no" | "instant" | "day";

/** One column of a table: its name, what its values are, and where they stand in a row. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** `minor units` for money; null where a value has none of its own. */
  readonly unit: string | null;
  readonly description: string | null;
  /** Which of the objects on the way to a row, the outermost first. */
  readonly level: number;
  /** The names that lead from that object to the value. */
  readonly keys: readonly string[];
  /** A list of amounts: it becomes a column for each currency that the rows hold. */
  readonly isMoneyList?: true;
}

/** A table as a contract describes it. */
export interface TableShape {
  /** The names that lead to the rows. */
  readonly path: readonly string[];
  readonly columns: readonly TableColumn[];
}

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly $defs?: Readonly<Record<string, Node>>;
}

type Resolve = (node: Node) => Node;

const decimalPatterns = new Set(["^-?\\d+(\\.\\d+)?$", "^(0|1|0\\.\\d{1,9}|1\\.0{1,9})$"]);

/** A node without its reference and without the null that it may be as well. */
function resolver(root: Node): Resolve {
  const resolve = (node: Node): Node => {
    const { $ref, description } = node;
    if ($ref !== undefined) {
      const target = resolve(root.$defs?.[$ref.slice("#/$defs/".length)] ?? {});
      return description === undefined ? target : { ...target, description };
    }
    const others = node.anyOf?.filter((each) => each.type !== "null") ?? [];
    if (others.length !== 1) return node;
    const inner = resolve(others[0]!);
    return description === undefined ? inner : { ...inner, description };
  };
  return resolve;
}

const isMoney = ({ properties }: Node): boolean =>
  properties !== undefined && Object.keys(properties).toSorted().join(" ") === "amount currency";

const typeName = ({ type }: Node): string | undefined => (typeof type === "string" ? type : type?.find((each) => each !== "null"));

function scalarType(node: Node): ColumnType {
  const type = typeName(node);
  if (type === "integer") return "integer";
  if (type === "number") return "number";
  if (type === "boolean") return "yes_no";
  if (node.format === "date-time") return "instant";
  if (node.format === "date") return "day";
  return node.pattern !== undefined && decimalPatterns.has(node.pattern) ? "decimal" : "text";
}

interface Walk {
  readonly resolve: Resolve;
  readonly level: number;
  /** Names of lists that are tables of their own, or that are not repeated with each row. */
  readonly isLeftOut: (keys: readonly string[]) => boolean;
}

function moneyColumns(node: Node, { level }: Walk, keys: readonly string[]): TableColumn[] {
  const name = keys.join("_");
  const description = node.description ?? null;
  return [
    { name: `${name}_minor`, type: "integer", unit: "minor units", description, level, keys: [...keys, "amount"] },
    { name: `${name}_currency`, type: "text", unit: null, description: null, level, keys: [...keys, "currency"] },
  ];
}

function listColumns(node: Node, walk: Walk, keys: readonly string[]): TableColumn[] {
  const items = walk.resolve(node.items ?? {});
  if (walk.isLeftOut(keys)) return [];
  const described = { name: keys.join("_"), description: node.description ?? null, level: walk.level, keys };
  if (isMoney(items)) return [{ ...described, type: "integer", unit: "minor units", isMoneyList: true }];
  return [{ ...described, type: "text", unit: null }];
}

function columnsAt(raw: Node, walk: Walk, keys: readonly string[]): TableColumn[] {
  const node = walk.resolve(raw);
  if (isMoney(node)) return moneyColumns(node, walk, keys);
  if (typeName(node) === "array") return listColumns(node, walk, keys);
  if (node.properties !== undefined) return Object.entries(node.properties).flatMap(([key, each]) => columnsAt(each, walk, [...keys, key]));
  const type = scalarType(node);
  return [{ name: keys.join("_"), type, unit: null, description: node.description ?? null, level: walk.level, keys }];
}

/** The objects whose fields make a row, the outermost first: what each list on the path holds, or the object at its end. */
function levelsOn(root: Node, resolve: Resolve, path: readonly string[]): Node[] {
  const levels: Node[] = [];
  let at = resolve(root);
  for (const key of path) {
    const next = resolve(at.properties?.[key] ?? {});
    if (typeName(next) === "array") levels.push((at = resolve(next.items ?? {})));
    else at = next;
  }
  return levels.length === 0 ? [at] : levels;
}

/**
 * The columns of a table within an answer, by the answer's own schema: what a client is told there and what a file holds cannot differ.
 * Objects within a row become columns named `outer_inner`, money an amount in minor units beside its currency. The names
 * and counts of the objects that hold the rows, which say whose a row is, stand in each row.
 *
 * @param places where this table and the others of the answer are; a list that is another's place is left out of the rows.
 */
export function tableShape(output: z.ZodType, place: string, places: readonly string[]): TableShape {
  const root = z.toJSONSchema(output, { io: "output", unrepresentable: "any" }) as Node;
  const resolve = resolver(root);
  const path = place.split(".");
  const levels = levelsOn(root, resolve, path);
  const isTable = (keys: readonly string[]): boolean => places.some((other) => `${other}.`.startsWith(`${[place, ...keys].join(".")}.`));
  const columns = levels.flatMap((node, level) => {
    const isLast = level === levels.length - 1;
    const all = columnsAt(node, { resolve, level, isLeftOut: (keys) => !isLast || isTable(keys) }, []);
    return isLast ? all : all.filter(({ keys, type }) => keys.length === 1 && ["text", "integer"].includes(type));
  });
  return { path, columns };
}

/** The tables of an answer by their names: those that its endpoint names, or the rows of a list. */
export function tablesWithin(endpoint: {
  readonly output: z.ZodType;
  readonly tables?: Readonly<Record<string, string>>;
}): ReadonlyMap<string, string> {
  if (endpoint.tables !== undefined) return new Map(Object.entries(endpoint.tables));
  const { output } = endpoint;
  const data: unknown = output instanceof z.ZodObject ? output.shape["data"] : undefined;
  return new Map(data instanceof z.ZodArray && data.element instanceof z.ZodObject ? [["rows", "data"]] : []);
}

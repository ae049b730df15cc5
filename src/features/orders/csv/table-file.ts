import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { isCurrency } from "../../../kernel/money.ts";
import { beginning } from "../../../kernel/text.ts";
import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import { idIn } from "../click-text.ts";
import { emptyLine, orderAmounts, type OrderLine } from "../order-amounts.ts";
import type { ArrivingOrder } from "../order-document.ts";
import { amountIn, instantIn, type DateOrder, type DecimalSign, type Read } from "../../../kernel/cells/cell-values.ts";
import { itemOf, RowFault, wholeId, type FileItem, type FileReader, type FileRow, type FileStore } from "./file-item.ts";
import { zoneReader, type ZoneReader } from "../../../kernel/cells/local-time.ts";
import { ownWords, statusWord, type StatusWord } from "./order-status.ts";

/** How a table of orders is to be read. */
export interface TableReading {
  readonly store: FileStore;
  /** Field to column index. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly options: Readonly<Record<string, string>>;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  /** A short text that is the same for the same input only. */
  readonly digest: (text: string) => string;
}

interface Table extends TableReading {
  readonly zone: ZoneReader;
  readonly words: ReadonlyMap<string, StatusWord>;
  /** How often each row's content was seen, for orders without an id. */
  readonly seen: Map<string, number>;
  /** In which row each order id was seen first. */
  readonly ids: Map<string, number>;
}

type Cell = (field: string) => string;

const cellsOf =
  (table: Table, row: FileRow): Cell =>
  (field) =>
    row.cells[table.indexes.get(field) ?? -1]?.trim() ?? "";

function needed<T>(field: string, read: Read<T>): T {
  if (read.kind === "fault") throw new RowFault(field, read.message);
  return read.value;
}

function amount(table: Table, cell: Cell, field: string, currency: string): bigint {
  const minor = needed(field, amountIn(cell(field), currency, table.decimal));
  if (minor < 0n) throw new RowFault(field, "must not be negative: what went back belongs in the column of refunds");
  return minor;
}

function currencyOf(table: Table, cell: Cell): string {
  const currency = (cell("currency") || table.options["currency"] || table.store.currency).toUpperCase();
  if (!isCurrency(currency)) throw new RowFault("currency", `${JSON.stringify(currency.slice(0, 40))} is no currency code of ISO 4217`);
  return currency;
}

function statusOf(table: Table, cell: Cell): StatusWord {
  const text = cell("status");
  if (text === "") return table.options["no_status"] === "pending" ? "pending" : "paid";
  const status = statusWord(text, table.words);
  if (status === undefined)
    throw new RowFault("status", `${JSON.stringify(text.slice(0, 40))} is not known: say what it means under status_words`);
  return status;
}

function lineOf(table: Table, cell: Cell, currency: string): OrderLine {
  const quantity = cell("quantity") || "1";
  if (!/^\d{1,7}$/.test(quantity)) throw new RowFault("quantity", `${JSON.stringify(quantity.slice(0, 40))} is no quantity`);
  return {
    ...emptyLine,
    sku: beginning(cell("sku"), 500),
    title: beginning(cell("product"), 500),
    quantity: BigInt(quantity),
    listPriceMinor: amount(table, cell, "unit_price", currency),
  };
}

/** A table with a price of one unit has a row a line; any other has a row an order, whose units are only told apart when they divide. */
function linesOf(table: Table, rows: readonly FileRow[], currency: string): OrderLine[] {
  return table.indexes.has("unit_price") ? rows.map((row) => lineOf(table, cellsOf(table, row), currency)) : [];
}

function amountsOf(table: Table, rows: readonly FileRow[], currency: string) {
  const cell = cellsOf(table, rows[0]!);
  const minor = (field: string) => amount(table, cell, field, currency);
  const lines = linesOf(table, rows, currency);
  if (cell("total") === "" && lines.length === 0) throw new RowFault("total", "is missing");
  return orderAmounts({
    currency,
    lines,
    taxIncluded: table.options["tax_included"] !== "no",
    codeDiscountMinor: cell("code") === "" ? 0n : minor("discount"),
    otherDiscountMinor: cell("code") === "" ? minor("discount") : 0n,
    taxMinor: minor("tax"),
    shippingMinor: minor("shipping"),
    shippingTaxMinor: 0n,
    tipMinor: 0n,
    giftCardMinor: 0n,
    totalMinor: cell("total") === "" ? null : minor("total"),
  });
}

/** Without an id, the row's content and its number among equal rows are one: the same file gives the same ids again. */
function idOf(table: Table, rows: readonly FileRow[]): string {
  const [first] = rows;
  const stated = beginning(cellsOf(table, first!)("order_id"), 200);
  if (stated === "") {
    const content = table.digest(rows.map((row) => row.cells.join("\u001F")).join("\u001E"));
    const times = (table.seen.get(content) ?? 0) + 1;
    table.seen.set(content, times);
    return `row-${content}-${times}`;
  }
  if (wholeId(stated) === undefined)
    throw new RowFault("order_id", `${stated} was cut short by a spreadsheet: give the column the format Text and export it again`);
  const before = table.ids.get(stated);
  if (before !== undefined) throw new RowFault("order_id", `the order ${stated} is in row ${before} already`);
  table.ids.set(stated, first!.rowNumber);
  return stated;
}

const codesIn = (text: string): string[] =>
  text
    .split(/[,;|]/)
    .map((code) => code.trim())
    .filter((code) => code !== "" && code.length <= 64);

function orderOf(table: Table, rows: readonly FileRow[]): { order: ArrivingOrder; status: StatusWord } {
  const cell = cellsOf(table, rows[0]!);
  const { atMs, precision } = needed("occurred_at", instantIn(cell("occurred_at"), { order: table.dateOrder, zone: table.zone }));
  const status = statusOf(table, cell);
  const clickId = idIn(cell("click_id"), "clk");
  const order: ArrivingOrder = {
    storeId: table.store.id,
    externalId: idOf(table, rows),
    kind: "order",
    occurredAtMs: atMs,
    precision,
    status: status === "pending" || status === "cancelled" ? status : "paid",
    statusAtMs: atMs,
    isTest: status === "test",
    statedAtMs: null,
    amounts: amountsOf(table, rows, currencyOf(table, cell)),
    codes: codesIn(cell("code")),
    clickId,
    clickWay: clickId === null ? null : "form_field",
    subscriptionId: beginning(cell("subscription_id"), 200) || null,
    renewalNumber: null,
    country: /^[A-Za-z]{2}$/.test(cell("country")) ? cell("country").toUpperCase() : null,
    isNewCustomer: null,
    names: [],
    email: cell("email") || null,
    customerExternalId: cell("customer_id") || null,
    visitorId: null,
    metadata: {},
  };
  return { order, status };
}

/** A refunded order without an amount was refunded as a whole. */
function refundsOf(table: Table, cell: Cell, { order, status }: { order: ArrivingOrder; status: StatusWord }): ArrivingAdjustment[] {
  const { currency, totalMinor } = order.amounts!;
  const stated = amount(table, cell, "refunded", currency);
  const amountMinor = stated === 0n && status === "refunded" ? totalMinor : stated;
  if (amountMinor === 0n) return [];
  return [
    {
      storeId: order.storeId,
      names: [{ kind: "order", value: order.externalId }],
      kind: "refund",
      externalId: `file:${order.externalId}:refunded:${amountMinor}`,
      occurredAtMs: order.occurredAtMs,
      amountMinor,
      currency,
      isCumulative: true,
      lines: [],
      source: "csv",
    },
  ];
}

/** All faults of a row's fields at once, where a single reading would stop at the first. */
function faultsOf(table: Table, row: FileRow): FieldFault[] {
  const cell = cellsOf(table, row);
  const checks: (() => unknown)[] = [
    () => needed("occurred_at", instantIn(cell("occurred_at"), { order: table.dateOrder, zone: table.zone })),
    () => statusOf(table, cell),
    ...["total", "discount", "tax", "shipping", "refunded"].map((field) => () => amount(table, cell, field, currencyOf(table, cell))),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof RowFault) return [{ field: error.field, message: error.message }];
      throw error;
    }
  });
}

function itemFrom(table: Table, rows: readonly FileRow[]): FileItem {
  const place = { rowNumber: rows[0]!.rowNumber, rows: rows.length };
  const item = itemOf(place, () => {
    const read = orderOf(table, rows);
    const adjustments = refundsOf(table, cellsOf(table, rows[0]!), read);
    return { arrival: { order: read.order, source: "csv" }, adjustments };
  });
  if (item.kind === "order") return item;
  const all = faultsOf(table, rows[0]!);
  const isKnown = (fault: FieldFault) => all.some((each) => each.field === fault.field);
  return { ...item, faults: [...all, ...item.faults.filter((fault) => !isKnown(fault))] };
}

/**
 * Reads any table of orders: a row an order, or where it has a column for the price of one unit, adjacent rows of one order id a line each.
 *
 * @param reading which column holds what, and how its values are written.
 * @returns a reader that remembers the order ids it has seen, so that one that comes twice in a file is refused.
 */
export function tableFileReader(reading: TableReading): FileReader {
  const { options, store } = reading;
  const table: Table = {
    ...reading,
    zone: zoneReader(options["zone"] ?? store.zone),
    words: ownWords(options["status_words"] ?? "").words,
    seen: new Map(),
    ids: new Map(),
  };
  const isGrouped = table.indexes.has("unit_price") && table.indexes.has("order_id");
  let open: FileRow[] = [];
  const close = (): FileItem[] => {
    const rows = open;
    open = [];
    return rows.length === 0 ? [] : [itemFrom(table, rows)];
  };
  const idIn = (row: FileRow): string => cellsOf(table, row)("order_id");
  return {
    add(row) {
      const goesOn = isGrouped && open.length > 0 && idIn(row) !== "" && idIn(row) === idIn(open[0]!);
      const done = goesOn ? [] : close();
      open.push(row);
      return done;
    },
    end: close,
  };
}

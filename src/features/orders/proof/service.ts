import type { Selectable } from "kysely";
import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { findStrayIdentifier } from "../../customers/service.ts";
import { refundedMinor } from "../adjustments/refund-total.ts";
import { listAdjustmentsOf } from "../adjustments/service.ts";
import { asStated, cancellationTimes } from "../adjustments/standing.ts";
import { channelVersion, joinedOrder, type JoinedOrder } from "../record/joined-order.ts";
import { nameText } from "../record/order-names.ts";
import { listChannelVersions, listReferences } from "../record/queries.ts";
import type { OrderTables } from "../tables.ts";
import { conversionRow, lineRows, type ConversionRow, type OrderDraft } from "../writing/order-rows.ts";
import * as queries from "./queries.ts";

type Row = Selectable<OrderTables["conversions"]>;
type Line = Selectable<OrderTables["conversion_lines"]>;

/** An order's amounts by its row and its newest lines. */
export interface ProofOrder {
  readonly version: number;
  readonly lines: readonly {
    readonly listMinor: bigint;
    readonly discountMinor: bigint;
    readonly taxMinor: bigint;
    readonly isGiftCard: boolean;
  }[];
  readonly taxIncluded: boolean;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  readonly giftCardMinor: bigint;
}

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 1000;

const linesBy = (lines: readonly Line[]): Map<string, Line[]> => {
  const byOrder = new Map<string, Line[]>();
  for (const line of lines) byOrder.set(line.conversion_id, [...(byOrder.get(line.conversion_id) ?? []), line]);
  return byOrder;
};

/** The amounts of some orders, for whoever works something out of them once more. */
export async function amountsOfOrders(ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlyMap<string, ProofOrder>> {
  if (ids.length === 0) return new Map();
  const lines = linesBy(await queries.listNewestLines(ctx.db, ctx.workspaceId, ids));
  const rows = await queries.findOrders(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, proofOrder(row, lines.get(row.id) ?? [])]));
}

const proofOrder = (row: Row, lines: readonly Line[]): ProofOrder => ({
  version: row.version,
  lines: lines.map((line) => ({
    listMinor: line.quantity * line.list_price_minor,
    discountMinor: line.code_discount_minor + line.other_discount_minor,
    taxMinor: line.tax_minor,
    isGiftCard: line.is_gift_card,
  })),
  taxIncluded: row.tax_included,
  shippingMinor: row.shipping_minor,
  shippingTaxMinor: row.shipping_tax_minor,
  tipMinor: row.tip_minor,
  giftCardMinor: row.gift_card_minor,
});

/** Those of some orders of which something may have been taken back. */
export const listTakenBack = async (ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(ids.length === 0 ? [] : await queries.listTakenBack(ctx.db, ctx.workspaceId, ids));

/** An order's row beside all that was said of it. */
interface Case {
  readonly row: Row;
  readonly joined: JoinedOrder;
  readonly refundedMinor: bigint;
  readonly lines: readonly Line[];
  readonly end: queries.HistoryEnd;
}

const draftOf = ({ row, joined, refundedMinor: refunded }: Case): OrderDraft => ({
  id: row.id,
  version: row.version,
  joined: { ...joined, document: { ...joined.document, externalId: row.external_id } },
  bodyHash: "",
  customerId: null,
  visitorId: null,
  novelty: { isNewCustomer: null, reason: "no_customer" },
  renewalNumber: null,
  refundedMinor: refunded,
  flags: [],
  fallbackCurrency: row.currency,
  metadata: {},
});

const compared = [
  ...[
    "store_id",
    "kind",
    "occurred_at",
    "occurred_precision",
    "source",
    "status",
    "click_id",
    "currency",
    "total_minor",
    "stated_total_minor",
  ],
  ...["refunded_minor", "items_minor", "discount_minor", "tax_minor", "tax_included", "shipping_minor", "shipping_tax_minor", "tip_minor"],
  ...["gift_card_minor", "codes", "country", "subscription_id"],
] as readonly (keyof ConversionRow & keyof Row)[];

/** A column in the form in which rows travel: amounts and times as text. */
const plain = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : typeof value === "object" ? JSON.stringify(value) : String(value);

function rowFault(each: Case): string | undefined {
  const { row, end } = each;
  if (!end.called_ids.includes(row.external_id)) return `nobody ever called it ${row.external_id}`;
  if (Number(end.versions) !== row.version || end.newest !== row.version)
    return `it has ${end.versions} versions, its newest is ${row.version}`;
  if (!end.body_hash.equals(row.body_hash)) return "its body is not that of its newest version";
  if (end.status !== row.status) return `its status is ${row.status}, its history ends with ${end.status}`;
  if (row.joined_into_id !== null) return undefined;
  const expected = conversionRow(draftOf(each));
  const wrong = compared.find((column) => plain(row[column]) !== plain(expected[column]));
  return wrong === undefined
    ? lineFault(each)
    : `its ${wrong} is ${plain(row[wrong])}, what was said of it makes that ${plain(expected[wrong])}`;
}

function lineFault(each: Case): string | undefined {
  const expected = lineRows(draftOf(each));
  if (expected.length !== each.lines.length) return `it has ${each.lines.length} lines instead of ${expected.length}`;
  for (const [index, line] of expected.entries()) {
    const { conversion_id: _order, ...columns } = line;
    const kept = each.lines[index]! as unknown as Record<string, unknown>;
    const wrong = Object.entries(columns).find(([column, value]) => String(kept[column]) !== String(value));
    if (wrong !== undefined)
      return `the ${wrong[0]} of its line ${line.position} is ${String(kept[wrong[0]])} instead of ${String(wrong[1])}`;
  }
  return undefined;
}

async function casesOf(ctx: WorkspaceContext, rows: readonly Row[]): Promise<Case[]> {
  const ids = rows.map((row) => row.id);
  const versions = await listChannelVersions(ctx.db, ctx.workspaceId, ids);
  const asOrders = rows.map(({ store_id, external_id }) => ({ store_id, external_id }));
  const references = await listReferences(ctx.db, ctx.workspaceId, asOrders);
  const ends = new Map((await queries.listHistoryEnds(ctx.db, ctx.workspaceId, ids)).map((end) => [end.conversion_id, end]));
  const lines = linesBy(await queries.listNewestLines(ctx.db, ctx.workspaceId, ids));
  const namesOf = ({ store_id, external_id }: Row): string[] => [
    external_id,
    ...references
      .filter((each) => each.store_id === store_id && each.conversion_external_id === external_id)
      .map(({ kind, reference }) => nameText({ kind: kind as "order", value: reference })),
  ];
  const named = rows.map((row) => ({ row, names: new Set(namesOf(row)) }));
  const asked = named.flatMap(({ row, names }) => [...names].map((name) => ({ store_id: row.store_id, name })));
  const adjustments = await listAdjustmentsOf(ctx, asked);
  return named.flatMap(({ row, names }) => {
    const sent = versions.filter((each) => each.conversion_id === row.id);
    const own = adjustments.filter((each) => each.store_id === row.store_id && names.has(each.conversion_external_id));
    const end = ends.get(row.id);
    return sent.length === 0 || end === undefined ? [] : [{ ...standing(row, sent, own), row, end, lines: lines.get(row.id) ?? [] }];
  });
}

function standing(
  row: Row,
  versions: Awaited<ReturnType<typeof listChannelVersions>>,
  own: Awaited<ReturnType<typeof listAdjustmentsOf>>,
): Pick<Case, "joined" | "refundedMinor"> {
  const joined = joinedOrder(versions.map(channelVersion), cancellationTimes(own, row.occurred_at.getTime()));
  const { amounts } = joined.document;
  const stated = own.map((each) => asStated(each, amounts));
  return { joined, refundedMinor: amounts === null ? 0n : refundedMinor(stated, amounts) };
}

/** What was kept of an order, or of a customer, that is not there: the server does not look that up while orders come in. */
async function strayFault(ctx: WorkspaceContext): Promise<string | undefined> {
  const stray = await queries.findStray(ctx.db, ctx.workspaceId);
  if (stray !== undefined)
    return `orders: ${formatId("ord", stray.conversion_id)}: a ${stray.what} is kept of it, and what it belongs to is not there`;
  const customerId = await findStrayIdentifier(ctx);
  return customerId === undefined ? undefined : `orders: customer ${customerId}: an identifier is kept of them, and they are not there`;
}

/**
 * Works out every order's row and lines again from its versions and adjustments, and compares them with what is stored.
 *
 * @returns the first difference in words, or undefined.
 */
export async function orderDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  return (await strayFault(ctx)) ?? rowDifference(ctx);
}

async function rowDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listOrders(ctx.db, ctx.workspaceId, after, stretch);
    const cases = new Map((rows.length === 0 ? [] : await casesOf(ctx, rows)).map((each) => [each.row.id, each]));
    for (const row of rows) {
      const each = cases.get(row.id);
      const fault = each === undefined ? "no version of it is kept" : rowFault(each);
      if (fault !== undefined) return `orders: ${formatId("ord", row.id)}: ${fault}`;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return undefined;
    after = last.id;
  }
}

import { createHash } from "node:crypto";
import { likelyDateOrder, likelyDecimalSign, type DateOrder, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { parseId } from "../../../kernel/ids.ts";
import { formatMajor } from "../../../kernel/money.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { sampleTexts, takeTable, type ColumnTexts, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { campaignsByIds, campaignsNamed } from "../finding/service.ts";
import { creatorFinder } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { NewCampaignCostRow } from "../tables.ts";
import { costFields, costMappingFaults } from "./cost-fields.ts";
import { readCostRow, type CostReading, type CostRow } from "./cost-row.ts";
import * as queries from "./queries.ts";

const signs: Readonly<Record<string, DecimalSign>> = { point: ".", comma: "," };

function readingOf(options: Readonly<Record<string, string>>, texts: ColumnTexts, currency: string): CostReading {
  return {
    campaign: options["campaign"],
    currency: options["currency"] ?? currency,
    decimal: signs[options["decimal"] ?? ""] ?? likelyDecimalSign(["amount", "each", "quantity"].flatMap(texts)),
    order: (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder(texts("incurred_on")),
  };
}

const moneyOf = (amountMinor: bigint, currency: string): string => `${formatMajor(amountMinor, currency)} ${currency}`;

function valuesOf(row: CostRow): Record<string, string> {
  const { worth, creator, reference } = row;
  return {
    campaign: row.campaign,
    kind: row.kind,
    incurred_on: row.incurredOn,
    amount: moneyOf(worth.amountMinor, worth.currency),
    currency: worth.currency,
    vat_note: row.vatNote,
    note: row.note,
    ...(worth.quantity === null ? {} : { quantity: worth.quantity, each: moneyOf(worth.unitMinor!, worth.currency) }),
    ...(creator === null ? {} : { creator }),
    ...(reference === null ? {} : { reference }),
  };
}

async function preview(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const { currency } = await loadWorkspace(ctx);
  return previewTable(file, chosen, {
    fields: costFields,
    required: ["kind", "incurred_on"],
    own: [],
    options: () => ({}),
    reader: ({ options }, texts) => {
      const how = readingOf(options, texts, currency);
      return {
        read: (cells) => {
          const { row, faults } = readCostRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row), faults };
        },
        notes: [`Amounts that do not say their currency are read in ${how.currency}.`],
      };
    },
  });
}

/** A row with the campaign and the creator that it means. */
interface Meant {
  readonly rowNumber: number;
  readonly row: CostRow;
  readonly campaignId: string;
  readonly creatorId: string | null;
  readonly key: Buffer;
}

type Resolved = { readonly id: string } | { readonly fault: string };

/** The one campaign that a text means, by its id or its name. */
function meaning(text: string, found: readonly { readonly id: string }[]): Resolved {
  if (found.length === 1) return found[0]!;
  const plenty = found.length > 1 ? `${found.length} campaigns are called` : "there is no campaign called";
  return { fault: `${plenty} ${JSON.stringify(text)}: write the name as it stands in Vouch, or the id` };
}

async function campaignFinder(ctx: WorkspaceContext, rows: readonly StatedRow<CostRow>[]): Promise<(text: string) => Resolved> {
  const texts = [...new Set(rows.map(({ row }) => row.campaign))];
  const ids = texts.flatMap((text) => parseId("cmp", text) ?? []);
  const [named, byId] = [await campaignsNamed(ctx, texts), await campaignsByIds(ctx, ids)];
  return (text) => {
    const id = parseId("cmp", text);
    const called = id === undefined ? named : [...byId.values()].filter((each) => each.archived_at === null);
    return meaning(
      text,
      called.filter((each) => (id === undefined ? each.name.toLowerCase() === text.toLowerCase() : each.id === id)),
    );
  };
}

/** What a row is known by: its reference, or all that it says and how many rows before it said the same. */
function openKeys(): (row: CostRow, campaignId: string, creatorId: string | null) => Buffer {
  const seen = new Map<string, number>();
  return (row, campaignId, creatorId) => {
    const { kind, worth, incurredOn, reference, vatNote, note } = row;
    const said = [
      creatorId,
      kind,
      String(worth.amountMinor),
      worth.currency,
      worth.quantity,
      String(worth.unitMinor),
      incurredOn,
      vatNote,
      note,
    ];
    const text = JSON.stringify(reference === null ? ["row", campaignId, ...said] : ["reference", reference]);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return createHash("sha256").update(`${text} ${before}`).digest();
  };
}

const rowOf = ({ row, campaignId, creatorId, key }: Meant) => ({
  campaign_id: campaignId,
  creator_id: creatorId,
  kind: row.kind,
  basis: row.worth.basis,
  quantity: row.worth.quantity,
  unit_minor: row.worth.unitMinor,
  amount_minor: row.worth.amountMinor,
  currency: row.worth.currency,
  incurred_on: row.incurredOn,
  note: row.note,
  vat_note: row.vatNote,
  reference: row.reference,
  import_key: key,
});

type KnownCost = Awaited<ReturnType<typeof queries.costsByKeys>>[number];

/** Why a row cannot be the cost that its reference stands for already; undefined: it says the same. */
function clash(known: KnownCost, one: Meant): RowRefusal | undefined {
  const { row, campaignId, creatorId } = one;
  const isSame =
    known.campaign_id === campaignId &&
    known.creator_id === creatorId &&
    known.kind === row.kind &&
    known.amount_minor === row.worth.amountMinor &&
    known.currency === row.worth.currency &&
    known.incurred_on === row.incurredOn;
  if (isSame) return undefined;
  const amount = moneyOf(known.amount_minor, known.currency);
  const message = `${JSON.stringify(row.reference)} stands for ${known.kind} of ${amount} on ${known.incurred_on} already: void that cost and give the right one a reference of its own`;
  return { rowNumber: one.rowNumber, field: "reference", message };
}

type Insert = (
  rows: readonly Omit<NewCampaignCostRow, "workspace_id" | "id" | "created_by" | "created_at" | "import_id">[],
) => Promise<void>;

/** Finds what each row means; rows that mean nothing are refused. */
async function meantRows(
  ctx: WorkspaceContext,
  rows: readonly StatedRow<CostRow>[],
  keyOf: ReturnType<typeof openKeys>,
): Promise<{ meant: Meant[]; refusals: RowRefusal[] }> {
  const creators = [...new Set(rows.flatMap(({ row }) => row.creator ?? []))];
  const [campaignOf, creatorOf] = [await campaignFinder(ctx, rows), await creatorFinder(ctx, creators)];
  const refusals: RowRefusal[] = [];
  const meant = rows.flatMap(({ rowNumber, row }): Meant[] => {
    const campaign = campaignOf(row.campaign);
    const creator = row.creator === null ? { id: null } : creatorOf(row.creator);
    if ("fault" in campaign) refusals.push({ rowNumber, field: "campaign", message: campaign.fault });
    else if ("fault" in creator) refusals.push({ rowNumber, field: "creator", message: creator.fault });
    else return [{ rowNumber, row, campaignId: campaign.id, creatorId: creator.id, key: keyOf(row, campaign.id, creator.id) }];
    return [];
  });
  return { meant, refusals };
}

async function passOver(ctx: WorkspaceContext, task: ImportTask, insert: Insert): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { currency } = await loadWorkspace(ctx);
  const how = readingOf(task.mapping.options, await sampleTexts(task.file, table), currency);
  const keyOf = openKeys();
  return takeTable<CostRow>(task, table, {
    read: (texts) => readCostRow(texts, how),
    take: async (rows, refuse) => {
      if (rows.length === 0) return { taken: 0, unchanged: 0 };
      const { meant, refusals } = await meantRows(ctx, rows, keyOf);
      const { fresh, known } = await knownOrNot(ctx, meant);
      const clashes = known.flatMap(({ one, cost }) => clash(cost, one) ?? []);
      for (const { rowNumber, field, message } of [...refusals, ...clashes]) refuse(rowNumber, [{ field, message }]);
      await insert(fresh.map(rowOf));
      return { taken: fresh.length, unchanged: known.length - clashes.length };
    },
  });
}

/** Which rows are costs that files brought before. */
async function knownOrNot(ctx: WorkspaceContext, meant: readonly Meant[]) {
  const keys = meant.map(({ key }) => key);
  const stored = keys.length === 0 ? [] : await queries.costsByKeys(ctx.db, ctx.workspaceId, keys);
  const byKey = new Map(stored.map((cost) => [cost.import_key!.toString("hex"), cost]));
  const each = meant.map((one) => ({ one, cost: byKey.get(one.key.toString("hex")) }));
  return {
    fresh: each.flatMap(({ one, cost }) => (cost === undefined ? [one] : [])),
    known: each.flatMap(({ one, cost }) => (cost === undefined ? [] : [{ one, cost }])),
  };
}

async function write(within: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  const own = { workspace_id: within.workspaceId, created_by: within.actor.id, created_at: nowAt(within), import_id: task.importId };
  let written = 0;
  const reading = await passOver(within, task, async (rows) => {
    written += rows.length;
    if (rows.length > 0)
      await queries.insertCosts(
        within.db,
        rows.map((row) => ({ ...row, ...own, id: within.newId() })),
      );
  });
  if (written > 0)
    await recordAudit(within, {
      action: "campaign_cost.imported",
      subjectKind: "import",
      subjectId: task.importId,
      detail: { rows: written },
    });
  return reading;
}

/** Costs of campaigns from a table, taken whole or not at all; the same row again is the same cost. */
export const costImport: ImportKind = {
  maxBytes: 64 * 1024 * 1024,
  preview,
  mappingFaults: costMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, async () => {})),
  run: async (ctx, task) => reported(task, await wholeOrNothing(ctx, `cost import ${ctx.workspaceId}`, (within) => write(within, task))),
};

import { amountIn, instantIn, type DateOrder, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import { foreignCurrencyIn } from "../../../kernel/cells/price-in.ts";
import { civilDateOf, DAY_MS, dayText } from "../../../kernel/civil.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { isCurrency } from "../../../kernel/money.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { costAmount, type CostAmount } from "../costs/cost-amount.ts";

/** How the cells of a file of costs are read. */
export interface CostReading {
  /** Of rows that do not name a campaign. */
  readonly campaign: string | undefined;
  /** Of amounts that do not say their own. */
  readonly currency: string;
  readonly decimal: DecimalSign;
  readonly order: DateOrder;
}

/** A cost as a row states it. */
export interface CostRow {
  /** A name or an id. */
  readonly campaign: string;
  readonly kind: CostKind;
  readonly worth: CostAmount;
  /** A day such as "2026-05-01". */
  readonly incurredOn: string;
  /** A name, a handle or an id; null: the campaign as a whole. */
  readonly creator: string | null;
  readonly reference: string | null;
  readonly vatNote: string;
  readonly note: string;
}

const kindWords: { readonly [K in CostKind]: string } = {
  fee: "fee|fees|honorar|gage|honorarium|tarifa",
  product: "product|products|product given|products given|goods|gift|gifting|produkt|ware|producto|seeding",
  shipping: "shipping|delivery|postage|freight|versand|porto|envio",
  staff_time: "staff time|staff|hours|labour|labor|arbeitszeit|personal|work",
  tools: "tools|tool|share of tools|software|licences|licenses|werkzeuge|tool share",
  amplification: "amplification|paid amplification|ads|paid media|paid ads|boost|boosting|whitelisting|media|werbung|anzeigen",
};

function kindIn(text: string): CostKind | undefined {
  const word = comparableHeader(text);
  return (Object.keys(kindWords) as CostKind[]).find((kind) => kindWords[kind].split("|").includes(word));
}

const zone = zoneReader("UTC");
const plainQuantity = /^\d{1,10}(\.\d{1,4})?$/;

/** Reads the fields of one row and collects what is wrong with them. */
function openRow(texts: ReadonlyMap<string, string>, how: CostReading) {
  const faults: FieldFault[] = [];
  const refuse = (field: string, message: string): undefined => void faults.push({ field, message });
  const text = (field: string, most: number): string => {
    const tidy = tidyText(texts.get(field) ?? "");
    if (!isStorable(tidy)) refuse(field, "holds a character that is not text");
    else if (tidy.length > most) refuse(field, `is longer than ${most} characters`);
    return tidy;
  };
  const day = (): string | undefined => {
    const written = texts.get("incurred_on") ?? "";
    if (written.trim() === "") return refuse("incurred_on", "is empty: say the day of the cost");
    const read = instantIn(written, { order: how.order, zone });
    return read.kind === "fault" ? refuse("incurred_on", read.message) : dayText(civilDateOf(Math.floor(read.value.atMs / DAY_MS)));
  };
  const currency = (): string | undefined => {
    const code = text("currency", 20).toUpperCase() || how.currency;
    return isCurrency(code) ? code : refuse("currency", `must be a currency of ISO 4217 such as EUR, found ${JSON.stringify(code)}`);
  };
  const money = (field: string, code: string) => {
    const written = texts.get(field) ?? "";
    if (written.trim() === "") return undefined;
    const shown = written.trim().slice(0, 40);
    const foreign = foreignCurrencyIn(written, code);
    if (foreign !== undefined)
      return refuse(field, `is written with ${foreign}, but the row is read in ${code}, found ${shown}: state the currency that was paid`);
    const read = amountIn(written, code, how.decimal);
    if (read.kind === "fault") return refuse(field, read.message);
    if (read.value <= 0n)
      return refuse(field, `must be more than zero, found ${shown}: void the cost that was wrong instead of taking it off`);
    return { amount: read.value.toString(), currency: code };
  };
  const quantity = (): string | undefined => {
    const written = text("quantity", 40);
    const plain = how.decimal === "," ? written.replace(",", ".") : written;
    const share = /^(\d{1,3}(?:\.\d{1,2})?) ?%$/.exec(plain)?.[1];
    const number = share === undefined ? plain : String(Number((Number(share) / 100).toFixed(4)));
    if (number === "") return undefined;
    return plainQuantity.test(number)
      ? number
      : refuse("quantity", `must be a number of at most four decimals, found ${JSON.stringify(written)}`);
  };
  const kind = (): CostKind | undefined => {
    const written = text("kind", 60);
    const wish = "must be fee, product, shipping, staff time, tools or amplification";
    return kindIn(written) ?? refuse("kind", `${wish}, found ${JSON.stringify(written)}`);
  };
  return { faults, refuse, text, kind, day, currency, money, quantity };
}

const fieldOf = (pointer: string): string => pointer.slice(1);

/**
 * A cost from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how the campaign, currency and signs of the file.
 * @returns the row, or every fault of it.
 * @example
 * import { readCostRow } from "./cost-row.ts";
 * const texts = new Map([["kind", "Staff time"], ["incurred_on", "1.5.2026"], ["quantity", "7,5"], ["each", "45,00"]]);
 * readCostRow(texts, { campaign: "Launch", currency: "EUR", decimal: ",", order: "dmy" }).row?.worth.amountMinor; // => 33750n
 */
export function readCostRow(
  texts: ReadonlyMap<string, string>,
  how: CostReading,
): { readonly row: CostRow | undefined; readonly faults: readonly FieldFault[] } {
  const { faults, refuse, ...read } = openRow(texts, how);
  const campaign = read.text("campaign", 200) || (how.campaign ?? "");
  if (campaign === "") refuse("campaign", "is empty: name the campaign of the cost");
  const kind = read.kind();
  const [incurredOn, currency, quantity] = [read.day(), read.currency(), read.quantity()];
  const amount = read.money("amount", currency ?? "EUR");
  const each = read.money("each", currency ?? "EUR");
  const words = {
    creator: read.text("creator", 200),
    reference: read.text("reference", 200),
    vatNote: read.text("vat_note", 200),
    note: read.text("note", 1_000),
  };
  if (faults.length > 0 || kind === undefined || incurredOn === undefined) return { row: undefined, faults };
  const worth = costAmount({ kind, amount, quantity, each, note: words.note });
  if (worth.kind === "refused")
    return { row: undefined, faults: [{ field: fieldOf(worth.fault.pointer), message: worth.fault.detail.replace(/^\w+: /, "") }] };
  const { creator, reference, ...rest } = words;
  return { row: { campaign, kind, worth, incurredOn, creator: creator || null, reference: reference || null, ...rest }, faults };
}

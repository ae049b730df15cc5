import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { openCalibrations, type Calibration } from "../../attribution/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { ppbText } from "../decimal-text.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { countCredited } from "../comparison/queries.ts";
import { creditSums } from "../comparison/service.ts";
import { askedReport, covered, onCover, shownPeriod, type PeriodQuery } from "../asking/service.ts";
import type { Covered } from "../queries.ts";
import { overlapMatrix } from "./overlap.ts";
import * as queries from "./queries.ts";

const mostCreators = 100;
/** As many as a matrix can be read with. */
const mostOverlapping = 8;

/** Orders to the hundredth; a calibrated number is known far less well than that. */
const hundredths = (orders: number): string => (Math.round(orders * 100) / 100).toString();

/** Credit under the model that the experiment was held against, times what the experiment says that it is worth. */
function calibrated(creditOf: (model: string) => bigint, calibration: Calibration | undefined) {
  if (calibration === undefined) return null;
  const { factor, low, high, level, source, model, isOfAll } = calibration;
  const credit = Number(creditOf(model)) / 1e9;
  const times = (by: number): string => hundredths(credit * by);
  return { orders: times(factor), low: times(low), high: times(high), level: level.toString(), source, model, is_of_all: isOfAll };
}

/** Credit of a creator under the models of calibrations; the usual model's is in the row, and others are summed up only where one is asked for. */
async function creditUnder(
  { db }: WorkspaceContext,
  credits: Covered,
  asked: { readonly currency: string; readonly models: readonly (string | undefined)[] },
): Promise<(row: queries.LensRow, model: string) => bigint> {
  const models = [...new Set(asked.models)].filter((model) => model !== undefined && model !== defaultModel) as string[];
  const sums = models.length === 0 ? [] : await creditSums(db, credits, { currency: asked.currency, models, by: "creators" });
  const byCreator = new Map(sums.flatMap((sum) => (sum.kind === "creator" ? [[sum.key, sum.creditsPpb] as const] : [])));
  return (row, model) => (model === defaultModel ? BigInt(row.credit_ppb) : (byCreator.get(row.creator_id)?.[models.indexOf(model)] ?? 0n));
}

/** What each of the four lenses says of every creator, over the orders of one currency, and which orders creators share. */
export async function compareLenses(ctx: WorkspaceContext, query: PeriodQuery & { currency?: string | undefined }) {
  const asked = await askedReport(ctx, query);
  const currency = query.currency ?? asked.home;
  const of = { currency, model: defaultModel };
  return onCover(ctx, asked, async (within, report) => {
    const credits = covered(report, "credits");
    const rows = (await queries.sumLenses(within.db, credits, of)).slice(0, mostCreators);
    const counted = (await countCredited(within.db, credits)).find((count) => count.currency === currency && count.is_credited);
    const { orders, answered } = counted ?? { orders: 0n, answered: 0n };
    const calibrationOf = await openCalibrations(within);
    const creditOf = await creditUnder(within, credits, { currency, models: rows.map((row) => calibrationOf(row.creator_id)?.model) });
    const first = rows.filter((row) => row.touched > 0n).slice(0, mostOverlapping);
    const shared = await queries.countShared(within.db, credits, { ...of, creatorIds: first.map((row) => row.creator_id) });
    const touched = new Map(first.map((row) => [row.creator_id, Number(row.touched)]));
    const matrix = overlapMatrix(
      touched,
      shared.map((pair) => ({ ...pair, orders: Number(pair.orders) })),
    );
    const names = await creatorsByIds(
      within,
      rows.map((row) => row.creator_id),
    );
    const nameOf = (id: string) => names.get(id)?.name ?? "a creator";
    const creator = (id: string) => ({ creator_id: formatId("cre", id), name: nameOf(id) });
    return {
      ...shownPeriod(asked.period),
      currency,
      as_of: nowAt(ctx).toISOString(),
      model: shownModels.find((model) => model.id === defaultModel)!,
      models: [...shownModels],
      orders: Number(orders),
      answered: Number(answered),
      creators: rows.map((row) => ({
        ...creator(row.creator_id),
        touched: Number(row.touched),
        path: ppbText(BigInt(row.credit_ppb)),
        code: Number(row.coded),
        survey: answered === 0n ? null : Number(row.said),
        experiment: calibrated((model) => creditOf(row, model), calibrationOf(row.creator_id)),
      })),
      overlap: matrix.map((row) => ({
        ...creator(row.creatorId),
        touched: row.touched,
        cells: row.cells.map((cell, place) => ({
          with_creator_id: formatId("cre", matrix[place]!.creatorId),
          with_name: nameOf(matrix[place]!.creatorId),
          orders: cell.orders,
          share: cell.share.toFixed(4).replace(/\.?0+$/, ""),
        })),
      })),
    };
  });
}

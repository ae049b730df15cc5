import { tidyText } from "../../../kernel/text.ts";
import { localDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { experimentProblems } from "../problems.ts";
import { findSeriesByName, insertSeries } from "../sales/queries.ts";
import { loadSeries, shownSeries } from "../sales/service.ts";
import * as queries from "./queries.ts";

/** What is asked for. */
export interface TakenRecords extends queries.RecordMeasure {
  readonly name: string;
  /** Null: the day of the first record. */
  readonly from_on: string | null;
}

const mostRows = 500_000;
const dayMs = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

function refuseCurrency({ measure, currency }: TakenRecords): void {
  if ((measure === "net_sales") === (currency !== null)) return;
  const detail = measure === "net_sales" ? "must name the currency of net_sales" : `must be null: ${measure} are counted`;
  throw invalidInput([{ pointer: "/currency", detail: `currency: ${detail}` }]);
}

const startFault = (text: string) => invalidInput([{ pointer: "/from_on", detail: `from_on: ${text}` }]);

/** The days that are asked for, as far as there are records; today is not over. */
async function spanOf(within: WorkspaceContext, asked: TakenRecords): Promise<queries.RecordSpan> {
  const { zone } = await loadWorkspace(within);
  const at = { workspaceId: within.workspaceId, zone };
  const [first, before_on] = [await queries.firstRecordOn(within.db, at, asked), localDay(within.now(), zone)];
  const from_on = asked.from_on ?? first ?? before_on;
  if (first === null || first > from_on) {
    const found = first === null ? "there are none yet" : `the first are of ${first}`;
    throw startFault(`${from_on} lies before the records of ${asked.measure}; ${found}`);
  }
  const span = { ...at, from_on, before_on };
  const [days, creators] = [daysBetween(from_on, before_on), await queries.countCreators(within.db, span, asked)];
  if (days < 1) throw startFault(`must lie before today, ${before_on}`);
  if (days * creators > mostRows) throw startFault(`${creators} creators on ${days} days are more than ${mostRows} rows; begin later`);
  return span;
}

/** The series of that name, made where there is none. @throws Problem series-differs */
async function seriesOf(within: WorkspaceContext, { name, measure, currency }: TakenRecords): Promise<string> {
  const known = await findSeriesByName(within.db, within.workspaceId, tidyText(name));
  if (known !== undefined) {
    if (known.measure === measure && known.currency === currency) return known.id;
    throw new Problem(experimentProblems["series-differs"], `There is a series ${known.name} already, which is of something else.`);
  }
  const id = within.newId();
  await insertSeries(within.db, {
    ...{ workspace_id: within.workspaceId, id, name: tidyText(name), currency, measure },
    created_at: nowAt(within),
  });
  return id;
}

/** Takes a series from the workspace's own records, or takes it anew. */
export async function takeRecords(ctx: WorkspaceContext, asked: TakenRecords) {
  refuseCurrency(asked);
  return inTransaction(ctx, async (within) => {
    const span = await spanOf(within, asked);
    const seriesId = await seriesOf(within, asked);
    await queries.takeDays(within.db, { span, of: asked, seriesId, recordedAt: nowAt(within) });
    const others = asked.currency === null ? 0 : await queries.countOtherCurrency(within.db, span, asked.currency);
    return { series: shownSeries(await loadSeries(within, seriesId)), other_currency_orders: others };
  });
}

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
  readonly from_on: string;
}

const mostRows = 500_000;
const dayMs = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

function refuseCurrency({ measure, currency }: TakenRecords): void {
  if ((measure === "net_sales") === (currency !== null)) return;
  const detail = measure === "net_sales" ? "must name the currency of net_sales" : `must be null: ${measure} are counted`;
  throw invalidInput([{ pointer: "/currency", detail: `currency: ${detail}` }]);
}

async function refuseDays(within: WorkspaceContext, span: queries.RecordSpan, asked: TakenRecords): Promise<void> {
  const first = await queries.firstRecordOn(within.db, span, asked);
  const found = first === null ? "there are none yet" : `the first are of ${first}`;
  if (first === null || first > asked.from_on)
    throw invalidInput([
      { pointer: "/from_on", detail: `from_on: ${asked.from_on} lies before the records of ${asked.measure}; ${found}` },
    ]);
  const [days, creators] = [daysBetween(asked.from_on, span.before_on), await queries.countCreators(within.db, span, asked)];
  if (days < 1) throw invalidInput([{ pointer: "/from_on", detail: `from_on: must lie before today, ${span.before_on}` }]);
  if (days * creators > mostRows)
    throw invalidInput([
      { pointer: "/from_on", detail: `from_on: ${creators} creators on ${days} days are more than ${mostRows} rows; begin later` },
    ]);
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
    const { zone } = await loadWorkspace(within);
    const span = { workspaceId: within.workspaceId, zone, from_on: asked.from_on, before_on: localDay(within.now(), zone) };
    await refuseDays(within, span, asked);
    const seriesId = await seriesOf(within, asked);
    await queries.takeDays(within.db, { span, of: asked, seriesId, recordedAt: nowAt(within) });
    const others = asked.currency === null ? 0 : await queries.countOtherCurrency(within.db, span, asked.currency);
    return { series: shownSeries(await loadSeries(within, seriesId)), other_currency_orders: others };
  });
}

import { channels } from "@vouch/redirect";
import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { Database } from "../../../platform/db/database.ts";
import { touchLookbackDays } from "../../attribution/service.ts";
import { computationKind, newestComputation, requestComputation, standingOf, type Computation } from "../../computations/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { channelName } from "../channel-name.ts";
import type { CreditSum } from "../comparison/compared-rows.ts";
import { countCredited } from "../comparison/queries.ts";
import { creditSums, mergedSums, modelPlace, models as ruleModels, mostCreators } from "../comparison/service.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { askedReport, covered, onCover, shownPeriod, type PeriodQuery } from "../service.ts";
import { chosenReplicates, dataModels, mostStates, type DataModelId } from "./data-models.ts";
import { journeyArrays, mostTouches, pairStates, type PathCount } from "./journeys.ts";
import { otherCreators, type ModelledCredit, type ModelledRow, type ModelsInput, type Player } from "./modelled-credit.ts";
import * as queries from "./queries.ts";
import { modelWarnings } from "./warnings.ts";

type Level = "creators" | "channels";

/** What is asked for, as it is kept. */
interface Asked {
  readonly from: string;
  readonly to: string;
  readonly level: Level;
  readonly currency: string;
  readonly models: readonly DataModelId[];
  readonly replicates: number | null;
  readonly seed: number;
}

/** What is kept beside a result. */
interface Frame {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly currency: string;
  readonly level: Level;
  readonly orders: number;
  readonly revenue_minor: string;
  readonly journeys: {
    readonly orders_with_path: number;
    readonly without_order: number;
    readonly of_persons: number;
    readonly of_browsers: number;
    readonly of_single_clicks: number;
    readonly loose_visits: number;
  };
  /** Creators with touched orders who share a row. */
  readonly together: number;
  /** States of the chain of two touches where they are too many and it is left out; else zero. */
  readonly left_out_states: number;
}

const intervalLevel = 0.9;
const dayMs = 86_400_000;

const builtBy = `Each paid order with a touch that was seen is a journey: its clicks, visits and codes of the ${touchLookbackDays} days before it, in their order, the same that its credit is made of. Whoever touched something in these days and ordered nothing in them is a journey without an order: of a person where an order of theirs is known, else of a browser, else of a single click; touches of the ${touchLookbackDays} days before the first day belong to it. Of longer journeys the last ${mostTouches} touches count. Answers of customers are in none.`;

const byOrders = (place: number) => (a: CreditSum, b: CreditSum) => {
  const [one, other] = [a.weights[place]!, b.weights[place]!];
  return one === other ? (a.key < b.key ? -1 : 1) : one < other ? 1 : -1;
};

interface Players {
  readonly list: readonly Player[];
  readonly places: queries.PlayerPlaces;
  readonly rules: readonly CreditSum[];
  readonly together: number;
}

/** Who has a place of their own: the creators with most credit, all others together, and every channel. */
function playersOf(sums: readonly CreditSum[], level: Level): Players {
  const creators = sums.filter(({ kind }) => kind === "creator").toSorted(byOrders(modelPlace(defaultModel)));
  const named = creators.slice(0, mostCreators);
  const others = creators.slice(mostCreators).map((sum) => ({ ...sum, key: otherCreators }));
  const seen = sums.flatMap(({ kind, key }) => (kind === "channel" ? [key] : []));
  const allChannels = [...new Set([...channels.filter((channel) => channel !== "none"), ...seen])];
  const areCreatorsApart = level === "creators";
  const creatorIds = named.map(({ key }) => key);
  const apart = areCreatorsApart ? [...creatorIds, otherCreators] : [];
  return {
    list: [...apart.map((key): Player => ({ kind: "creator", key })), ...allChannels.map((key): Player => ({ kind: "channel", key }))],
    places: { creatorIds, channels: allChannels, areCreatorsApart },
    rules: mergedSums([...named, ...others, ...sums.filter(({ kind }) => kind === "channel")]),
    together: others.length,
  };
}

interface Journeys {
  readonly rows: readonly PathCount[];
  readonly touchedOrders: bigint;
  readonly touchedMinor: bigint;
  readonly nulls: Pick<Frame["journeys"], "without_order" | "of_persons" | "of_browsers" | "of_single_clicks">;
}

/** Orders day by day, so that no answer of the database is large, and then journeys without an order. */
async function readJourneys(
  db: Database,
  { span, starts }: { span: { workspaceId: string; from: Date; before: Date }; starts: readonly Date[] },
  of: { currency: string; places: queries.PlayerPlaces },
): Promise<Journeys> {
  const rows: PathCount[] = [];
  let [touchedOrders, touchedMinor] = [0n, 0n];
  for (const [day, from] of starts.slice(0, -1).entries()) {
    for (const { path, kept_minor, orders } of await queries.listOrderPaths(db, { ...span, from, before: starts[day + 1]! }, of)) {
      rows.push({ path, orders: Number(orders), keptMinor: kept_minor, nulls: 0 });
      touchedOrders += orders;
      touchedMinor += orders * kept_minor;
    }
  }
  const since = new Date(span.from.getTime() - touchLookbackDays * dayMs);
  const sums = { journeys: 0, persons: 0, single: 0 };
  for (const row of await queries.listNullPaths(db, span, { since, places: of.places })) {
    rows.push({ path: row.path, orders: 0, keptMinor: 0n, nulls: Number(row.journeys) });
    sums.journeys += Number(row.journeys);
    sums.persons += Number(row.of_persons);
    sums.single += Number(row.of_single_clicks);
  }
  const of_browsers = sums.journeys - sums.persons - sums.single;
  const nulls = { without_order: sums.journeys, of_persons: sums.persons, of_browsers, of_single_clicks: sums.single };
  return { rows, touchedOrders, touchedMinor, nulls };
}

async function loadJourneys(ctx: WorkspaceContext, asked: Asked): Promise<ModelsInput> {
  const report = await askedReport(ctx, asked);
  const { currency, level, seed } = asked;
  return onCover(ctx, report, async ({ db }, within) => {
    await queries.makeRoom(db);
    const credits = covered(within, "credits");
    const { list, places, rules, together } = playersOf(await creditSums(db, credits, { currency, models: ruleModels, by: level }), level);
    const credited = (await countCredited(db, credits)).find((each) => each.currency === currency && each.is_credited);
    const found = await readJourneys(db, report, { currency, places });
    const journeys = journeyArrays(found.rows);
    const states = asked.models.includes("markov_2") ? pairStates(journeys, list.length) : 0;
    const models = asked.models.filter((model) => model !== "markov_2" || states <= mostStates);
    const [orders, revenueMinor] = [credited?.orders ?? 0n, credited?.kept_minor ?? 0n];
    const all = Number(found.touchedOrders) + found.nulls.without_order;
    const loose_visits = Number(await queries.countLooseVisits(db, report.span));
    const size = { journeys: all, touches: journeys.touches.length, models: models.length, states: Math.min(states, mostStates) };
    const frame: Frame = {
      ...shownPeriod(report.period),
      ...{
        currency,
        level,
        together,
        left_out_states: states > mostStates ? states : 0,
        orders: Number(orders),
        revenue_minor: revenueMinor.toString(),
      },
      journeys: { orders_with_path: Number(found.touchedOrders), ...found.nulls, loose_visits },
    };
    return {
      ...{ players: list, journeys, orders, revenueMinor, rules, ruleModels, models, seed, frame },
      ...{ touchedOrders: found.touchedOrders, touchedMinor: found.touchedMinor },
      orderedBy: modelPlace(defaultModel),
      level: intervalLevel,
      replicates: asked.replicates ?? chosenReplicates(size),
    };
  });
}

/** The calculation of data-driven credit, for the worker. */
export const modelledCreditKind = computationKind<Asked, ModelsInput, ModelledCredit>({
  kind: "modelled-credit",
  scopes: { read: "attribution:read", write: "attribution:read" },
  load: loadJourneys,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

const subjectOf = ({ level, currency }: { level: Level; currency: string }): string => `${level} ${currency}`;

const explained = [
  ...shownModels.map((model) => ({ ...model, is_data_driven: false })),
  ...dataModels.map((model) => ({ ...model, is_data_driven: true })),
];

function rowName({ kind, key }: ModelledRow, { names, level }: { names: ReadonlyMap<string, { name: string }>; level: Level }): string {
  if (kind === "creator") return names.get(key)?.name ?? "a creator";
  if (kind === "channel") return level === "channels" && key === "creator" ? "Creators" : channelName(key);
  return kind === "unattributed" ? "Unattributed" : "All other creators";
}

/** A row in which something is: channels that nobody came by are left out. */
const isMet = ({ kind, touched_journeys: met, credits }: ModelledRow): boolean =>
  kind === "unattributed" || met > 0 || credits.some(({ orders }) => orders !== "0");

async function shownResult(ctx: WorkspaceContext, { frame, models, rows, method, interval }: ModelledCredit) {
  // It was made by this feature's own thread.
  const { together, left_out_states: leftOut, revenue_minor, ...shown } = frame as Frame;
  const names = await creatorsByIds(
    ctx,
    rows.flatMap(({ kind, key }) => (kind === "creator" ? [key] : [])),
  );
  const money = (amount: string) => ({ amount, currency: shown.currency });
  const met = rows.filter(isMet);
  return {
    ...shown,
    revenue: money(revenue_minor),
    built_by: builtBy,
    models: explained.filter(({ id }) => models.includes(id)),
    rows: met.map((row) => ({
      kind: row.kind,
      creator_id: row.kind === "creator" ? formatId("cre", row.key) : null,
      name: rowName(row, { names, level: shown.level }),
      touched_orders: row.touched_orders,
      touched_journeys: row.touched_journeys,
      credits: row.credits.map(({ model, orders, revenue_minor: minor, interval: ends }) => ({
        ...{ model, orders, revenue: money(minor) },
        interval:
          ends === null
            ? null
            : { orders: ends.orders, revenue: { low: money(ends.revenue_minor.low), high: money(ends.revenue_minor.high) } },
      })),
    })),
    interval: interval === null ? null : { method: "percentile bootstrap over journeys", ...interval },
    method,
    warnings: modelWarnings({ counts: { orders: shown.orders, ...shown.journeys }, rows: met, method, together, leftOut }),
  };
}

async function shown(ctx: WorkspaceContext, computation: Computation) {
  const { result } = computation;
  return {
    ...standingOf(computation),
    result: result === null ? null : await shownResult(ctx, result as unknown as ModelledCredit),
  };
}

interface Request extends PeriodQuery {
  readonly level: Level;
  readonly currency?: string | undefined;
  readonly models: readonly DataModelId[];
  readonly replicates?: number | undefined;
  readonly seed: number;
}

/** Has orders divided by data-driven models. @throws Problem invalid-input for days that are no period */
export async function requestModelledCredit(ctx: WorkspaceContext, request: Request) {
  const { period, home } = await askedReport(ctx, request);
  const { level, currency = home, replicates = null, seed } = request;
  const models = dataModels.map(({ id }) => id).filter((id) => request.models.includes(id));
  const input: Asked = { from: period.fromOn, to: period.toOn, level, currency, models, replicates, seed };
  return shown(ctx, await requestComputation(ctx, { kind: modelledCreditKind, subject: subjectOf(input), input }));
}

/** What data-driven models say, as it was last worked out; null: nobody asked yet. */
export async function getModelledCredit(ctx: WorkspaceContext, query: { level: Level; currency?: string | undefined }) {
  const { currency = (await loadWorkspace(ctx)).currency, level } = query;
  const newest = await newestComputation(ctx, { kind: modelledCreditKind, subject: subjectOf({ level, currency }) });
  return { newest: newest === undefined ? null : await shown(ctx, newest) };
}

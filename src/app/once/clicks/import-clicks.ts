import { createReadStream, existsSync, statSync } from "node:fs";
import path from "node:path";
import { listSegments } from "../../../edge/spool/segment-files.ts";
import { readSegment } from "../../../edge/spool/read-rows.ts";
import { loadDomains } from "../../../features/domains/service.ts";
import { linksByKeys } from "../../../features/links/service.ts";
import { loadFirstStore, loadStore } from "../../../features/stores/service.ts";
import { addPast, type PastClick, type PastVisit } from "../../../features/tracking/service.ts";
import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { tableBeginning } from "../../../platform/imports/table-columns.ts";
import { StartRefusal } from "../../../platform/start-refusal.ts";
import { pastRow, type PastPlaces, type PastRow } from "./past-rows.ts";

/** What is said of the clicks besides where they lie. */
export interface ClicksOptions {
  /** The links that the clicks are of: a table with the columns `link_id` and `key`. Missing: `links.csv` beside the spool's folder. */
  readonly links: string | undefined;
  /** The short domain that the links are on. Missing: the only one. */
  readonly domain: string | undefined;
  /** The store that the visits are of, as a uuid. Missing: the first. */
  readonly storeId: string | undefined;
  readonly skipFaulty: boolean;
}

/** What became of the clicks and visits. */
export interface ClicksReport {
  readonly isDone: boolean;
  /** Sentences for people. */
  readonly lines: readonly string[];
}

const mostLinks = 1_000_000;
const shownFaults = 20;

async function chosenDomain(ctx: WorkspaceContext, host: string | undefined): Promise<string> {
  const domains = [...(await loadDomains(ctx)).values()];
  const fitting = host === undefined ? domains : domains.filter((domain) => domain.host === host.toLowerCase());
  if (fitting.length === 1) return fitting[0]!.id;
  const there = domains.map((domain) => domain.host).join(", ") || "none";
  throw new StartRefusal(`Say with --domain which short domain the clicks' links are on. There are: ${there}.`);
}

/** The key of each link that a table of links names, by its uuid. */
async function keysIn(file: string): Promise<Map<string, string>> {
  if (!existsSync(file))
    throw new StartRefusal(`${file} does not exist. Say with --links which table names the clicks' links: link_id and key of each.`);
  const table = await tableBeginning(() => createReadStream(file), mostLinks);
  if (table.kind === "unreadable") throw new StartRefusal(`${file} cannot be read: ${table.reason}.`);
  const [head, ...rows] = table.rows;
  const [idAt, keyAt] = ["link_id", "key"].map((name) => head!.cells.indexOf(name)) as [number, number];
  if (idAt < 0 || keyAt < 0) throw new StartRefusal(`${file} needs the columns link_id and key, found ${head!.cells.join(", ")}.`);
  const keys = new Map<string, string>();
  for (const { rowNumber, cells } of rows) {
    const id = parseId("lnk", cells[idAt] ?? "");
    if (id === undefined)
      throw new StartRefusal(`${file}, row ${rowNumber}, link_id: ${cells[idAt] ?? ""} is no link's id such as lnk_...`);
    keys.set(id, (cells[keyAt] ?? "").trim().toLowerCase());
  }
  return keys;
}

async function placesOf(ctx: WorkspaceContext, spool: string, options: ClicksOptions): Promise<PastPlaces> {
  const file = options.links ?? path.join(path.dirname(path.resolve(spool)), "links.csv");
  const keys = await keysIn(file);
  const domainId = await chosenDomain(ctx, options.domain);
  const here = await linksByKeys(ctx, domainId, [...new Set(keys.values())]);
  const store = options.storeId === undefined ? await loadFirstStore(ctx) : await loadStore(ctx, options.storeId);
  return {
    domainId,
    storeId: store.id,
    nowMs: ctx.now(),
    linkOf: (uuid) => {
      const key = keys.get(uuid);
      if (key === undefined) return { fault: `link ${uuid} does not stand in ${path.basename(file)}: add its link_id and key there` };
      return here.get(key) ?? { fault: `link ${key} is not here: import the links first` };
    },
  };
}

function segmentsOf(spool: string): string[] {
  const found = statSync(spool).isDirectory() ? listSegments(spool).map((segment) => segment.path) : [spool];
  if (found.length === 0) throw new StartRefusal(`${spool} holds no segment of a spool, a file such as 000000000001.spool.`);
  return found;
}

interface Placed {
  readonly row: PastRow;
  /** Which segment, and the row's number in it. */
  readonly at: string;
}

/** Every row of the segments, frame by frame. Frames that are damaged beyond reading are a fault. */
function* rowsOf(segments: readonly string[], places: PastPlaces): Generator<Placed[]> {
  for (const segment of segments) {
    const frames = readSegment(segment);
    if (frames === undefined) throw new StartRefusal(`${segment} is no segment of a spool.`);
    let number = 0;
    const placed = (row: PastRow): Placed => ({ row, at: `${path.basename(segment)}, row ${++number}` });
    let next = frames.next();
    for (; next.done !== true; next = frames.next()) yield next.value.map((row) => placed(pastRow(row, places)));
    const { skippedBytes } = next.value;
    if (skippedBytes > 0) yield [placed({ kind: "fault", message: `${skippedBytes} bytes before here are damaged and cannot be read` })];
  }
}

/** All that is wrong with the rows, and how many there are. */
function lookOver(segments: readonly string[], places: PastPlaces) {
  const found = { rows: 0, leftOut: 0, faults: [] as string[], workspaces: new Set<string>() };
  for (const frame of rowsOf(segments, places))
    for (const { row, at } of frame) {
      if (row.kind === "left out") found.leftOut++;
      else found.rows++;
      if (row.kind === "fault") found.faults.push(`${at}: ${row.message}`);
      if (row.kind === "click" || row.kind === "visit") found.workspaces.add(row.workspaceId);
    }
  if (found.workspaces.size > 1)
    throw new StartRefusal(`The clicks are of ${found.workspaces.size} workspaces: give those of one workspace alone.`);
  return found;
}

const mostAtOnce = 1000;

async function writeAll(
  ctx: WorkspaceContext,
  segments: readonly string[],
  places: PastPlaces,
): Promise<{ clicks: number; visits: number }> {
  const added = { clicks: 0, visits: 0 };
  let [clicks, visits]: [PastClick[], PastVisit[]] = [[], []];
  const flush = async (): Promise<void> => {
    const done = await addPast(ctx, { clicks, visits });
    added.clicks += done.clicks;
    added.visits += done.visits;
    [clicks, visits] = [[], []];
  };
  for (const frame of rowsOf(segments, places))
    for (const { row } of frame) {
      if (row.kind === "click") clicks.push(row.row);
      if (row.kind === "visit") visits.push(row.row);
      if (clicks.length + visits.length >= mostAtOnce) await flush();
    }
  if (clicks.length + visits.length > 0) await flush();
  return added;
}

const sorry = (faults: readonly string[]): string[] =>
  faults.length <= shownFaults ? [...faults] : [...faults.slice(0, shownFaults), `and ${faults.length - shownFaults} rows more`];

/**
 * Takes clicks and visits of before from the segments of another installation's spool, or of a made-up business. Links are found by their
 * key. Nothing is written where a row is faulty, unless faulty rows are to be left out; what is here already stays.
 *
 * @param spool a folder of segments, or one segment
 */
export async function importClicks(ctx: WorkspaceContext, spool: string, options: ClicksOptions): Promise<ClicksReport> {
  const segments = segmentsOf(spool);
  const places = await placesOf(ctx, spool, options);
  const { rows, leftOut, faults } = lookOver(segments, places);
  const others = leftOut === 0 ? [] : [`${leftOut} events of pages are no clicks and were left out.`];
  if (faults.length > 0 && !options.skipFaulty) {
    const said = [`failed: ${rows} rows, 0 taken, 0 unchanged, ${faults.length} refused`, "Nothing was written."];
    return { isDone: false, lines: [...said, ...sorry(faults), ...others] };
  }
  const added = await writeAll(ctx, segments, places);
  const taken = added.clicks + added.visits;
  const unchanged = rows - faults.length - taken;
  const after = [
    `${added.clicks} clicks and ${added.visits} visits are new.`,
    ...(taken === 0
      ? []
      : ["Orders that are here already are attributed with them once you recompute attribution; commissions never change by themselves."]),
  ];
  return {
    isDone: true,
    lines: [`done: ${rows} rows, ${taken} taken, ${unchanged} unchanged, ${faults.length} refused`, ...after, ...sorry(faults), ...others],
  };
}

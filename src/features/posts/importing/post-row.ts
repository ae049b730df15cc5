import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { instantIn, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";
import type { ZoneReader } from "../../../kernel/cells/local-time.ts";
import { platforms, type Platform } from "../../../kernel/social/platform.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";
import type { StatedTime } from "../../../kernel/time.ts";
import { postAddress, type PostAddress } from "../post-address.ts";
import { formatNamed, type PostFormat } from "../post-format.ts";
import { postMetrics, type MetricCounts } from "../post-metric.ts";
import { timeFaults } from "../stated-time.ts";

/** How the cells of a file of posts are read. */
export interface PostReading {
  readonly order: DateOrder;
  readonly zone: ZoneReader;
  readonly zoneName: string;
  readonly nowMs: number;
  /** When the numbers were seen, of rows that do not say so themselves. */
  readonly observed: StatedTime;
}

/** A post and its numbers as a row states them; null: the row says nothing. */
export interface PostRow {
  readonly address: PostAddress | null;
  readonly externalId: string | null;
  readonly handle: string | null;
  readonly creator: string | null;
  readonly platform: Platform;
  readonly format: PostFormat | null;
  readonly title: string;
  readonly posted: StatedTime;
  readonly isSponsored: boolean | null;
  readonly campaign: string | null;
  /** Null: the row has no number. */
  readonly counts: MetricCounts | null;
  readonly observed: StatedTime;
  /** Whether the row itself says when they were seen. */
  readonly isDated: boolean;
  readonly evidence: string;
}

type Texts = ReadonlyMap<string, string>;
type Refuse = (field: string, message: string) => null;

const shortened = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);

const most: Readonly<Record<string, number>> = {
  external_id: 200,
  handle: 300,
  creator: 200,
  campaign: 200,
  title: 500,
  evidence: 1000,
  url: 1000,
};

function openText(texts: Texts, refuse: Refuse): (field: string) => string | null {
  return (field) => {
    const text = tidyText(texts.get(field) ?? "");
    if (text === "") return null;
    if (!isStorable(text)) return refuse(field, "holds a character that is not text");
    const limit = most[field] ?? 200;
    if (text.length <= limit) return text;
    return field === "title" ? text.slice(0, limit) : refuse(field, `is longer than ${limit} characters`);
  };
}

const platformNames: Readonly<Record<string, Platform>> = {
  ig: "instagram",
  insta: "instagram",
  tt: "tiktok",
  yt: "youtube",
  twitter: "x",
  fb: "facebook",
};

function platformIn(text: string | null, address: PostAddress | null, refuse: Refuse): Platform | null {
  const told = address?.platform;
  if (text === null) return told ?? refuse("platform", "is not told: say on which platform the post is, or give its address");
  const word = text.toLowerCase().replaceAll(/[^a-z]/g, "");
  const named = platforms.find((platform) => platform === word) ?? platformNames[word];
  if (named === undefined) return refuse("platform", `${shortened(text)} is no platform; those known are ${platforms.join(", ")}`);
  return told === undefined || told === named ? named : refuse("platform", `is ${named}, but the address is one of ${told}`);
}

const addressIn = (url: string | null, refuse: Refuse): PostAddress | null =>
  url === null ? null : (postAddress(url) ?? refuse("url", `${shortened(url)} is no address of a web page`));

function formatIn(word: string | null, address: PostAddress | null, refuse: Refuse): PostFormat | null {
  if (word === null) return address?.format ?? null;
  return formatNamed(word) ?? refuse("format", `${shortened(word)} is no format that is known`);
}

function whoIn(text: (field: string) => string | null, address: PostAddress | null, refuse: Refuse) {
  const [handle, creator] = [text("handle") ?? address?.handle ?? null, text("creator")];
  if (handle === null && creator === null) refuse("creator", "is not told: name the account or the creator whose post it is");
  return { handle, creator };
}

const yes = new Set(["yes", "y", "true", "1", "paid", "sponsored", "ja", "si", "x"]);
const no = new Set(["no", "n", "false", "0", "organic", "unpaid", "nein"]);

function sponsoredIn(text: string | null, refuse: Refuse): boolean | null {
  if (text === null) return null;
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : refuse("sponsored", `${shortened(text)} is neither yes nor no; leave it empty where it is not known`);
}

function countsIn(texts: Texts, refuse: Refuse): MetricCounts | null {
  const read = postMetrics.map((metric): [string, bigint | null] => {
    const text = (texts.get(metric) ?? "").trim();
    if (text === "") return [metric, null];
    const found = countIn(text);
    if (found.kind === "count") return [metric, BigInt(found.count)];
    if (found.kind === "unknown") return [metric, null];
    const wish = /^[-−]\s*\d/.test(text) ? "must not be negative" : "is no whole number such as 1234 or 1.2K";
    refuse(metric, `${wish}, found ${shortened(text)}; leave it empty where it is not known`);
    return [metric, null];
  });
  return read.every(([, count]) => count === null) ? null : (Object.fromEntries(read) as unknown as MetricCounts);
}

function timeIn(field: "posted_at" | "observed_at", text: string | null, how: PostReading, refuse: Refuse): StatedTime | null {
  if (text === null) return null;
  const read = instantIn(text, how);
  return read.kind === "value" ? read.value : refuse(field, read.message);
}

function refuseTimes(posted: StatedTime, observed: StatedTime | null, how: PostReading, refuse: Refuse): void {
  const bounds = { nowMs: how.nowMs, zone: how.zoneName };
  const words = (name: "posted" | "observed", stated: StatedTime, postedAtMs?: number): void =>
    timeFaults(name, stated, { ...bounds, ...(postedAtMs === undefined ? {} : { postedAtMs }) }).forEach(({ detail }) =>
      refuse(`${name}_at`, detail.replace(/^\w+: /, "")),
    );
  words("posted", posted);
  if (observed !== null) words("observed", observed, posted.atMs);
}

/**
 * A post with its numbers, from the texts of one row, and everything that is wrong with them.
 *
 * A number that a row does not state is not known; a caption that is too long is cut, since nothing is decided by it.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param how the signs and the clock of the file.
 * @returns the row, or every fault of it.
 * @example
 * import { zoneReader } from "../../../kernel/cells/local-time.ts";
 * import { readPostRow } from "./post-row.ts";
 * const atMs = Date.parse("2026-05-04T00:00:00Z");
 * const how = { order: "ymd", zone: zoneReader("UTC"), zoneName: "UTC", nowMs: atMs, observed: { atMs, precision: "day" } };
 * const texts = new Map([["url", "tiktok.com/@ana/video/7"], ["posted_at", "2026-05-01"], ["views", "1.2K"], ["saves", ""]]);
 * const { row } = readPostRow(texts, how);
 * [row?.platform, row?.counts?.views, row?.counts?.saves]; // => ["tiktok", 1200n, null]
 */
export function readPostRow(
  texts: Texts,
  how: PostReading,
): { readonly row: PostRow; readonly faults: readonly [] } | { readonly row: undefined; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const refuse: Refuse = (field, message) => {
    faults.push({ field, message });
    return null;
  };
  const text = openText(texts, refuse);
  const address = addressIn(text("url"), refuse);
  const who = whoIn(text, address, refuse);
  const posted = timeIn("posted_at", text("posted_at"), how, refuse);
  const dated = timeIn("observed_at", text("observed_at"), how, refuse);
  const rest = {
    format: formatIn(text("format"), address, refuse),
    externalId: text("external_id"),
    platform: platformIn(text("platform"), address, refuse),
    isSponsored: sponsoredIn(text("sponsored"), refuse),
    campaign: text("campaign"),
    counts: countsIn(texts, refuse),
    title: text("title") ?? "",
    evidence: text("evidence") ?? "",
  };
  if (posted !== null) refuseTimes(posted, rest.counts === null ? null : (dated ?? how.observed), how, refuse);
  else if (text("posted_at") === null) refuse("posted_at", "is empty: say when the post went up");
  const { platform } = rest;
  if (faults.length > 0 || posted === null || platform === null) return { row: undefined, faults };
  return {
    row: { ...rest, ...who, platform, address, posted, observed: dated ?? how.observed, isDated: dated !== null },
    faults: [],
  };
}

import { localDay } from "../../../kernel/zone.ts";
import { ask, type Line } from "../calling/service.ts";
import { averagedDays } from "../seen-account.ts";
import { youtubeRefusal } from "../youtube/youtube-refusal.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { agesAndGenders, viewCountries, type AnalyticsReport, type ViewerShares } from "./viewer-shares.ts";

/** Who watches a channel, as YouTube tells its owner. */
export interface Viewers {
  readonly ages: ViewerShares;
  readonly genders: ViewerShares;
  readonly countries: ViewerShares;
}

const analyticsRoot = "https://youtubeanalytics.googleapis.com/";

async function report(line: Line, dimensions: string, metrics: string): Promise<AnalyticsReport> {
  await line.count("reports.query");
  const { platformStandIn } = line.ctx;
  const url = new URL("v2/reports", platformStandIn === undefined ? analyticsRoot : `${platformStandIn}/youtube/`);
  const day = (ms: number): string => localDay(ms, "UTC");
  const asked = { startDate: day(line.ctx.now() - averagedDays * 86_400_000), endDate: day(line.ctx.now()), dimensions, metrics };
  for (const [name, value] of Object.entries({ ids: "channel==MINE", ...asked })) url.searchParams.set(name, value);
  const reply = await ask(line, url.href, { headers: { authorization: `Bearer ${line.secret}` } });
  const body = (await reply.json().catch(() => undefined)) as AnalyticsReport | null | undefined;
  if (reply.ok && typeof body === "object" && body !== null) return body;
  const refusal = youtubeRefusal(reply.status, body);
  if (refusal.kind === "quota") throw await line.exhausted("reports.query");
  throw refusal.kind === "fault" ? refusal.fault : new PlatformFault("denied", "YouTube has no report of this channel.");
}

/** Who watched the channel of whoever signed in over the last 90 days: two calls. @throws PlatformFault */
export async function ownViewers(line: Line): Promise<Viewers> {
  const people = agesAndGenders(await report(line, "ageGroup,gender", "viewerPercentage"));
  return { ...people, countries: viewCountries(await report(line, "country", "views")) };
}

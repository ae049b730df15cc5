import { daysLater } from "../../../kernel/civil.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { geoAnalysis, type AnalysedSales } from "../analysis/geo-analysis.ts";
import { partOf } from "../analysis/geo-panel.ts";
import { marketRanking, type RankedSales } from "../markets/market-ranking.ts";
import type { KeptResult } from "../plan/service.ts";
import { creatorPower, type StudiedCreators } from "../designs/design-power.ts";
import type { DesignSales } from "../designs/design-result.ts";
import type { KeptDesign } from "../designs/service.ts";
import { doseAnalysis } from "../dose/dose-analysis.ts";
import type { DoseSales } from "../dose/dose-panel.ts";
import { dosePowerStudy } from "../dose/dose-power.ts";
import type { KeptDose } from "../dose/service.ts";
import { creatorAnalysis } from "./creator-analysis.ts";
import { geoPower, type StudiedSales } from "../power/geo-power.ts";

/** What the thread is asked to work out. */
export type ThreadTask =
  | { readonly task: "analysis"; readonly data: AnalysedSales }
  | { readonly task: "power"; readonly data: StudiedSales }
  | { readonly task: "markets"; readonly data: RankedSales }
  | { readonly task: "creators"; readonly data: DesignSales }
  | { readonly task: "creator-power"; readonly data: StudiedCreators }
  | { readonly task: "dose"; readonly data: DoseSales }
  | { readonly task: "dose-power"; readonly data: DoseSales };

/** An analysis with the digest of the sales that it was made of. */
function analyse(data: AnalysedSales, report: (share: number) => void): KeptResult {
  const outcome = geoAnalysis(data, report);
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  const to_on = daysLater(outcome.analysis.look.last_on, 1);
  const told = partOf(data.cells, { ...data.plan, to_on }).map(({ region, day, sales, spend }) => [region, day, sales, spend]);
  return { sales_sha256: sha256(canonicalJson(told)).toString("hex"), analysis: outcome.analysis };
}

/** The same for an experiment on creators. */
function analyseCreators(data: DesignSales): KeptDesign {
  const outcome = creatorAnalysis(data);
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  const { assignment, sums } = data;
  const told = { assignment, weeks: sums.columns, sums: [...sums.values] };
  return { sales_sha256: sha256(canonicalJson(told)).toString("hex"), analysis: outcome.analysis };
}

/** The same for an experiment by audience. */
function analyseDose(data: DoseSales, report: (share: number) => void): KeptDose {
  const outcome = doseAnalysis(data, report);
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  const { regions, firstOn, sales } = data;
  const told = { regions, firstOn, days: sales.columns, sales: [...sales.values] };
  return { sales_sha256: sha256(canonicalJson(told)).toString("hex"), analysis: outcome.analysis };
}

/** Works out what is asked for. */
export async function workOut(asked: ThreadTask, report: (share: unknown) => void): Promise<object> {
  if (asked.task === "analysis") return analyse(asked.data, report);
  if (asked.task === "power") return geoPower(asked.data, report);
  if (asked.task === "dose") return analyseDose(asked.data, report);
  if (asked.task === "dose-power") return dosePowerStudy(asked.data, report);
  if (asked.task === "markets") return marketRanking(asked.data, report);
  return asked.task === "creators" ? analyseCreators(asked.data) : creatorPower(asked.data, report);
}

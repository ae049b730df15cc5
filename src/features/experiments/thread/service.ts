import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import type { KeptResult } from "../plan/service.ts";
import { geoAnalysis, type AnalysedSales } from "../analysis/geo-analysis.ts";
import { partOf } from "../analysis/geo-panel.ts";

/** Analyses an experiment and notes the digest of the sales that it was made of. */
export async function analyse(data: AnalysedSales, report: (share: unknown) => void): Promise<KeptResult> {
  const outcome = geoAnalysis(data, report);
  if (outcome.kind === "refused") throw new RangeError(outcome.reason);
  const told = partOf(data.cells, data.plan).map(({ region, day, sales, spend }) => [region, day, sales, spend]);
  return { sales_sha256: sha256(canonicalJson(told)).toString("hex"), analysis: outcome.analysis };
}

import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { auditedDetails } from "../../audit/service.ts";
import { listAllRules } from "../rules/queries.ts";
import type { PayRuleRow } from "../tables.ts";

/** What the audit log said of a version when it was published; null where that was erased. */
type Said = Readonly<Record<string, unknown>> | null | undefined;

function faultOf(row: PayRuleRow, said: Said): string | undefined {
  if (said === undefined) return "the audit log does not say who published it";
  if (said === null) return undefined;
  const digest = sha256(canonicalJson(row.document)).toString("hex");
  if ((said["document_sha256"] ?? digest) !== digest) return "its document is not the one that was published";
  const isSame =
    said["program_id"] === formatId("prg", row.program_id) &&
    said["version"] === row.version &&
    said["effective_at"] === row.effective_at.toISOString();
  return isSame ? undefined : "its program, version or time is not what was published";
}

/** Holds every version of every pay rule against what the audit log said when it was published. The first difference in words, or undefined. */
export async function ruleDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  const said = await auditedDetails(ctx, "pay_rule.published");
  const rows = await listAllRules(ctx.db, ctx.workspaceId);
  for (const row of rows) {
    const fault = faultOf(row, said.get(row.id));
    if (fault !== undefined) return `pay rules: ${formatId("rul", row.id)}: ${fault}`;
  }
  const known = new Set(rows.map((row) => row.id));
  const missing = [...said.keys()].find((id) => !known.has(id));
  return missing === undefined ? undefined : `pay rules: ${formatId("rul", missing)} was published and is not there`;
}

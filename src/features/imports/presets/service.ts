import { formatId } from "../../../kernel/ids.ts";
import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import type { ImportMapping } from "../../../platform/imports/import-kind.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import type { ImportKindName } from "../import-state.ts";
import { importKinds } from "../kinds/service.ts";
import * as queries from "../queries.ts";
import type { PresetRow } from "../tables.ts";

function shown(row: PresetRow) {
  const { format, has_header, columns, options } = row.mapping as unknown as ImportMapping;
  return {
    id: formatId("ips", row.id),
    kind: row.kind as ImportKindName,
    name: row.name,
    mapping: { format, has_header, columns: { ...columns }, options: { ...options } },
    created_at: row.created_at.toISOString(),
  };
}

/** The presets of a kind, by name. */
export const listPresets = async (ctx: WorkspaceContext, kind: ImportKindName) => ({
  data: (await queries.listPresets(ctx.db, ctx.workspaceId, kind)).map(shown),
});

/** A choice of columns to keep. */
interface NewPreset {
  readonly kind: ImportKindName;
  readonly name: string;
  readonly mapping: ImportMapping;
}

/** Keeps a choice of columns under a name; one of the same name is replaced. */
export async function savePreset(ctx: WorkspaceContext, { kind, name, mapping }: NewPreset) {
  const faults = importKinds[kind].mappingFaults(mapping);
  if (faults.length > 0) throw invalidInput(faults.map(({ pointer, detail }) => ({ pointer: `/mapping${pointer}`, detail })));
  return inTransaction(ctx, async (within) => {
    const row = await queries.upsertPreset(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      kind,
      name: tidyText(name),
      mapping: { ...mapping, columns: { ...mapping.columns }, options: { ...mapping.options } },
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    await recordAudit(within, { action: "import_preset.saved", subjectKind: "import_preset", subjectId: row.id, detail: { kind, name } });
    return shown(row);
  });
}

/** Takes a preset away. @throws Problem not-found for any other id */
export async function deletePreset(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await queries.deletePreset(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("import preset", formatId("ips", id));
    const detail = { kind: row.kind, name: row.name };
    await recordAudit(within, { action: "import_preset.deleted", subjectKind: "import_preset", subjectId: id, detail });
    return shown(row);
  });
}

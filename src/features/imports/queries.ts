import { sql, type Insertable } from "kysely";
import { json, tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { ImportChanges, ImportRow, ImportTables, NewFileRow, NewImportRow } from "./tables.ts";

const on = (db: Database) => tablesOf<ImportTables>(db);

const withFile = (db: Database) =>
  on(db)
    .selectFrom("imports as i")
    .innerJoin("files as f", (join) => join.onRef("f.workspace_id", "=", "i.workspace_id").onRef("f.id", "=", "i.file_id"))
    .selectAll("i")
    .select(["f.sha256", "f.size_bytes", "f.name as file_name"]);

export const insertFile = (db: Database, row: NewFileRow) => on(db).insertInto("files").values(row).execute();

export const insertImport = (db: Database, row: NewImportRow) => on(db).insertInto("imports").values(row).execute();

export const findImport = (db: Database, workspaceId: string, id: string): Promise<ImportRow | undefined> =>
  withFile(db).where("i.workspace_id", "=", workspaceId).where("i.id", "=", id).executeTakeFirst();

/** The import, held until the transaction ends. */
export const lockImport = (db: Database, workspaceId: string, id: string): Promise<ImportRow | undefined> =>
  withFile(db).where("i.workspace_id", "=", workspaceId).where("i.id", "=", id).forUpdate("i").executeTakeFirst();

/** A page of imports and one more, newest first. */
export const listImports = (
  db: Database,
  workspaceId: string,
  kind: string | undefined,
  page: { limit: number; after: Position | undefined },
): Promise<ImportRow[]> =>
  withFile(db)
    .where("i.workspace_id", "=", workspaceId)
    .$if(kind !== undefined, (q) => q.where("i.kind", "=", kind!))
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(i.created_at, i.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("i.created_at", "desc")
    .orderBy("i.id", "desc")
    .limit(page.limit + 1)
    .execute();

export const updateImport = (db: Database, workspaceId: string, id: string, { mapping, ...values }: ImportChanges) =>
  on(db)
    .updateTable("imports")
    .set({ ...values, ...(mapping === undefined ? {} : { mapping: json(mapping) }) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();

/** The mappings of the last files of a kind and store that were taken, newest first. */
export const rememberedMappings = (
  db: Database,
  workspaceId: string,
  of: { readonly kind: string; readonly storeId: string | null },
  most: number,
) =>
  on(db)
    .selectFrom("imports")
    .select("mapping")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", of.kind)
    .where("store_id", "is not distinct from", of.storeId)
    .where("status", "=", "done")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();

/** Imports under way, of any workspace, that nobody has touched since. */
export const silentImports = (db: Database, since: Date) =>
  on(db)
    .selectFrom("imports")
    .select(["workspace_id", "id", "status"])
    .where("status", "in", ["checking", "running"])
    .where("touched_at", "<=", since)
    .execute();

/** Takes refusals away, those of rows up to `placedRow` aside. */
export const deleteRefusals = (db: Database, workspaceId: string, importId: string, placedRow = 0n) =>
  on(db)
    .deleteFrom("import_refusals")
    .where("workspace_id", "=", workspaceId)
    .where("import_id", "=", importId)
    .where("row_number", ">", placedRow)
    .execute();

export const countRefusals = async (db: Database, workspaceId: string, importId: string): Promise<number> => {
  const { rows } = await on(db)
    .selectFrom("import_refusals")
    .select((e) => e.fn.countAll<bigint>().as("rows"))
    .where("workspace_id", "=", workspaceId)
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  return Number(rows);
};

export const insertRefusals = (
  db: Database,
  rows: readonly { workspace_id: string; import_id: string; row_number: bigint; position: number; field: string; message: string }[],
) => on(db).insertInto("import_refusals").values(rows).execute();

/** A page of refusals and one more, in the order of the file. */
export const listRefusals = (
  db: Database,
  place: { workspaceId: string; importId: string },
  limit: number,
  after: { rowNumber: bigint; position: number } | undefined,
) =>
  on(db)
    .selectFrom("import_refusals")
    .selectAll()
    .where("workspace_id", "=", place.workspaceId)
    .where("import_id", "=", place.importId)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(row_number, position) > (${after!.rowNumber}, ${after!.position})`))
    .orderBy("row_number")
    .orderBy("position")
    .limit(limit + 1)
    .execute();

/** The presets of a workspace, by name. */
export const listPresets = (db: Database, workspaceId: string, kind: string) =>
  on(db)
    .selectFrom("import_presets")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .orderBy("name")
    .limit(200)
    .execute();

/** Keeps a preset; one of the same name is replaced. */
export const upsertPreset = (db: Database, row: Insertable<ImportTables["import_presets"]>) =>
  on(db)
    .insertInto("import_presets")
    .values({ ...row, mapping: json(row.mapping) })
    .onConflict((c) =>
      c.columns(["workspace_id", "kind", "name"]).doUpdateSet((e) => ({
        mapping: e.ref("excluded.mapping"),
        created_by: e.ref("excluded.created_by"),
        created_at: e.ref("excluded.created_at"),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();

/** Takes a preset away and gives it; undefined where there is none. */
export const deletePreset = (db: Database, workspaceId: string, id: string) =>
  on(db).deleteFrom("import_presets").where("workspace_id", "=", workspaceId).where("id", "=", id).returningAll().executeTakeFirst();

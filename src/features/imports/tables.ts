import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ImportTables = Pick<DB, "imports" | "import_presets" | "import_refusals" | "files">;

/** An import with the name and size of its file. */
export type ImportRow = Selectable<ImportTables["imports"]> & {
  readonly sha256: Buffer;
  readonly size_bytes: bigint;
  readonly file_name: string;
};
export type NewImportRow = Insertable<ImportTables["imports"]>;
export type ImportChanges = Updateable<ImportTables["imports"]>;
export type NewFileRow = Insertable<ImportTables["files"]>;
export type PresetRow = Selectable<ImportTables["import_presets"]>;

import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type PostTables = Pick<DB, "posts" | "post_snapshots" | "post_settings">;

/** A post as kept. */
export type Post = Selectable<PostTables["posts"]>;
export type NewPostRow = Insertable<PostTables["posts"]>;
export type PostChanges = Updateable<PostTables["posts"]>;

/** What a post was seen to have reached at some time. */
export type Snapshot = Selectable<PostTables["post_snapshots"]>;
export type NewSnapshotRow = Insertable<PostTables["post_snapshots"]>;

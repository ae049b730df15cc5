import { normalEmail, tidyText } from "../../../kernel/text.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { CreatorRow } from "./creator-row.ts";
import { contentOf, openKeyMemory, type KeptRow } from "./key-memory.ts";

/** Where a creator without a stated source comes from when a file brings its external id. */
export const importSource = "import";

/** A thing that names one creator only: the field it stands in, and a text to compare. */
export interface StrongKey {
  readonly field: string;
  readonly key: string;
  readonly words: string;
}

/** What a row can be recognised by. An e-mail address or a name alone may be two people's: an agency's address, a common name. */
export interface RowKeys {
  readonly strong: readonly StrongKey[];
  readonly email: string | null;
  readonly name: string | null;
}

/** The compared form of an external id. */
export const externalKey = (source: string, externalId: string): string => `external ${source} ${externalId}`;

/** The compared form of an account. */
export const accountKey = (platform: string, normalised: string): string => `account ${platform} ${normalised}`;

/** The compared form of a name. */
export const nameKey = (name: string): string => tidyText(name).toLowerCase();

/**
 * What a row can be recognised by.
 *
 * @param row a creator as a row states it.
 */
export function keysOfRow(row: CreatorRow): RowKeys {
  const { id, externalId, accounts, email, name } = row;
  return {
    strong: [
      ...(id === null ? [] : [{ field: "id", key: `id ${id}`, words: "the id" }]),
      ...(externalId === null
        ? []
        : [{ field: "external_id", key: externalKey(row.source ?? importSource, externalId), words: `the external id ${externalId}` }]),
      ...accounts.map(({ platform, normalised, handle }) => ({
        field: platform,
        key: accountKey(platform, normalised),
        words: `the ${platform} account ${handle}`,
      })),
    ],
    email: email === null ? null : normalEmail(email),
    name: name === null ? null : nameKey(name),
  };
}

/** Whether a row is the first of its kind, an exact repetition, or means the creator of an earlier row with other content. */
export type RowNovelty = { readonly kind: "new" } | { readonly kind: "repeat" } | { readonly kind: "clash"; readonly fault: FieldFault };

const tellApart = "add an external_id or a handle to tell them apart";

/** Rows by their weak keys: of all rows, and of those that have nothing stronger. */
interface WeakMemory {
  readonly all: ReturnType<typeof openKeyMemory>;
  readonly alone: ReturnType<typeof openKeyMemory>;
}

const openWeak = (): WeakMemory => ({ all: openKeyMemory(), alone: openKeyMemory() });

/** What a row says, for a comparison with an earlier one. */
const told = (row: CreatorRow): number => contentOf(JSON.stringify(row));

/**
 * Remembers the rows of one file and says of each further one whether an earlier row means the same creator.
 *
 * Two rows with one id, external id or account mean one creator; where each states a day of its own they are a series and both stand. Two
 * with one e-mail address mean one creator when one of them has nothing stronger, and two with one name when one has the name alone. What is
 * the same in every field is a repetition, all else a clash.
 */
export function openFileMemory(): { look(rowNumber: number, row: CreatorRow): RowNovelty } {
  const strong = openKeyMemory();
  const [emails, names] = [openWeak(), openWeak()];
  const strongKey = (key: string, row: CreatorRow): string => (row.followersOn === null ? key : `${key} on ${row.followersOn}`);

  function earlierOf(
    row: CreatorRow,
    { strong: keys, email, name }: RowKeys,
  ): { earlier: KeptRow; field: string; words: string } | undefined {
    for (const { key, field, words } of keys) {
      const earlier = strong.find(strongKey(key, row));
      if (earlier !== undefined) return { earlier, field, words };
    }
    const isWeak = keys.length === 0;
    const byEmail = email === null ? undefined : (isWeak ? emails.all : emails.alone).find(email);
    if (byEmail !== undefined) return { earlier: byEmail, field: "email", words: "the e-mail address" };
    const byName = name === null || !isWeak ? undefined : (email === null ? names.all : names.alone).find(name);
    return byName === undefined ? undefined : { earlier: byName, field: "name", words: "the name" };
  }

  function remember(row: CreatorRow, { strong: keys, email, name }: RowKeys, kept: KeptRow): void {
    for (const { key } of keys) strong.keep(strongKey(key, row), kept);
    if (email !== null) emails.all.keep(email, kept);
    if (email !== null && keys.length === 0) emails.alone.keep(email, kept);
    if (name !== null) names.all.keep(name, kept);
    if (name !== null && keys.length === 0 && email === null) names.alone.keep(name, kept);
  }

  return {
    look(rowNumber, row) {
      const keys = keysOfRow(row);
      const content = told(row);
      const found = earlierOf(row, keys);
      if (found === undefined) {
        remember(row, keys, { rowNumber, content });
        return { kind: "new" };
      }
      if (found.earlier.content === content) return { kind: "repeat" };
      const hint = found.field === "email" || found.field === "name" ? tellApart : "join the two rows";
      return { kind: "clash", fault: { field: found.field, message: `${found.words} is also in row ${found.earlier.rowNumber}; ${hint}` } };
    },
  };
}

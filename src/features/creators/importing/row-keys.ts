import { normalEmail, tidyText } from "../../../kernel/text.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { CreatorRow } from "./creator-row.ts";

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

interface Earlier {
  readonly rowNumber: number;
  readonly content: string;
}

const tellApart = "add an external_id or a handle to tell them apart";

/** Rows by their weak keys: of all rows, and of those that have nothing stronger. */
interface WeakMemory {
  readonly all: Map<string, Earlier>;
  readonly alone: Map<string, Earlier>;
}

const openWeak = (): WeakMemory => ({ all: new Map(), alone: new Map() });

function keep(memory: Map<string, Earlier>, key: string, row: Earlier): void {
  if (!memory.has(key)) memory.set(key, row);
}

/**
 * Remembers the rows of one file and says of each further one whether an earlier row means the same creator.
 *
 * Two rows with one id, external id or account mean one creator. Two with one e-mail address do when one of them has nothing stronger,
 * and two with one name when one has the name alone. What is the same in every field is a repetition, all else a clash.
 */
export function openFileMemory(): { look(rowNumber: number, row: CreatorRow): RowNovelty } {
  const strong = new Map<string, Earlier>();
  const [emails, names] = [openWeak(), openWeak()];

  function earlierOf({ strong: keys, email, name }: RowKeys): { earlier: Earlier; field: string; words: string } | undefined {
    for (const { key, field, words } of keys) {
      const earlier = strong.get(key);
      if (earlier !== undefined) return { earlier, field, words };
    }
    const isWeak = keys.length === 0;
    const byEmail = email === null ? undefined : (isWeak ? emails.all : emails.alone).get(email);
    if (byEmail !== undefined) return { earlier: byEmail, field: "email", words: "the e-mail address" };
    const byName = name === null || !isWeak ? undefined : (email === null ? names.all : names.alone).get(name);
    return byName === undefined ? undefined : { earlier: byName, field: "name", words: "the name" };
  }

  function remember({ strong: keys, email, name }: RowKeys, row: Earlier): void {
    for (const { key } of keys) strong.set(key, row);
    if (email !== null) keep(emails.all, email, row);
    if (email !== null && keys.length === 0) keep(emails.alone, email, row);
    if (name !== null) keep(names.all, name, row);
    if (name !== null && keys.length === 0 && email === null) keep(names.alone, name, row);
  }

  return {
    look(rowNumber, row) {
      const keys = keysOfRow(row);
      const content = JSON.stringify(row);
      const found = earlierOf(keys);
      if (found === undefined) {
        remember(keys, { rowNumber, content });
        return { kind: "new" };
      }
      if (found.earlier.content === content) return { kind: "repeat" };
      const hint = found.field === "email" || found.field === "name" ? tellApart : "join the two rows";
      return { kind: "clash", fault: { field: found.field, message: `${found.words} is also in row ${found.earlier.rowNumber}; ${hint}` } };
    },
  };
}

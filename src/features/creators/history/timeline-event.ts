import { formatId, type IdPrefix } from "../../../kernel/ids.ts";

const subjects: Readonly<Record<string, IdPrefix>> = {
  creator_added: "cre",
  creator_archived: "cre",
  status_changed: "cre",
  account_added: "acc",
  account_archived: "acc",
  imported: "imp",
  enrolled: "enr",
  enrollment_ended: "enr",
  link_made: "lnk",
  code_made: "cod",
  commission_earned: "com",
};

const idsInDetail: Readonly<Record<string, IdPrefix>> = { program_id: "prg", conversion_id: "ord" };

/** What happened to a creator, as the database tells it. */
export interface EventRow {
  readonly at: Date;
  readonly kind: string;
  readonly subject_id: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * An event of a creator's timeline as the API shows it: ids in their public form.
 *
 * @param row an event of the view.
 * @throws {RangeError} for a kind that is not known.
 */
export function timelineEvent(row: EventRow) {
  const prefix = subjects[row.kind];
  if (prefix === undefined) throw new RangeError(`${row.kind} is no kind of event`);
  const detail = Object.entries(row.detail).map(([name, value]) => {
    const named = idsInDetail[name];
    return [name, named === undefined ? value : formatId(named, String(value))] as const;
  });
  return { at: row.at.toISOString(), kind: row.kind, subject_id: formatId(prefix, row.subject_id), detail: Object.fromEntries(detail) };
}

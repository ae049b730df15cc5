import { tidyText } from "../../../kernel/text.ts";
import { postMetrics, type MetricCounts } from "../post-metric.ts";
import type { PostRow } from "./post-row.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";

/** Whom and what a file may mean. */
export interface KnownPeople {
  /** Creator by platform and handle in its compared form, with a space between. */
  readonly accounts: ReadonlyMap<string, { readonly creatorId: string; readonly accountId: string }>;
  /** Creators by name in lower case. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Campaigns by name in lower case. */
  readonly campaigns: ReadonlyMap<string, readonly string[]>;
}

/** Whose post a row is, and of which campaign; null: of none. */
export interface Whose {
  readonly creatorId: string;
  readonly accountId: string | null;
  readonly campaignId: string | null;
}

const lower = (text: string): string => tidyText(text).toLowerCase();

/** The compared form of a handle, as far as a file writes it. */
export const accountKey = (platform: string, handle: string): string => `${platform} ${lower(handle).replace(/^@+/, "")}`;

function creatorOf(row: PostRow, known: KnownPeople): { creatorId: string; accountId: string | null } | FieldFault {
  const account = row.handle === null ? undefined : known.accounts.get(accountKey(row.platform, row.handle));
  if (account !== undefined) return account;
  if (row.creator === null)
    return { field: "handle", message: `${row.handle} on ${row.platform} is no account of a creator here: add it to its creator first` };
  const named = known.names.get(lower(row.creator)) ?? [];
  if (named.length === 1) return { creatorId: named[0]!, accountId: null };
  const many = "is the name of several creators here: name the account as well";
  const message = named.length === 0 ? "is no creator here: add or import the creator first" : many;
  return { field: "creator", message: `${JSON.stringify(row.creator)} ${message}` };
}

function campaignOf(name: string, known: KnownPeople): string | FieldFault {
  const named = known.campaigns.get(lower(name)) ?? [];
  if (named.length === 1) return named[0]!;
  const message =
    named.length === 0 ? "is no campaign here: plan it first, or leave the cell empty" : "is the name of several campaigns here";
  return { field: "campaign", message: `${JSON.stringify(name)} ${message}` };
}

/**
 * Whose post a row is, by its account, else by the creator's name; and of which campaign.
 *
 * @param row as `readPostRow` gives it.
 * @param known at least everything that the row names.
 * @returns what was found, or every fault.
 */
export function whoseRow(row: PostRow, known: KnownPeople): Whose | readonly FieldFault[] {
  const creator = creatorOf(row, known);
  const campaign = row.campaign === null ? null : campaignOf(row.campaign, known);
  const faults = [creator, campaign].filter((each): each is FieldFault => typeof each === "object" && each !== null && "message" in each);
  if (faults.length > 0 || !("creatorId" in creator)) return faults;
  return { ...creator, campaignId: campaign as string | null };
}

/** By what a row's post is known again within its file and beside what is here. */
export const rowKey = (row: PostRow, creatorId: string): string => {
  if (row.address !== null) return `url ${row.address.key}`;
  return row.externalId === null ? `${creatorId} ${row.platform} ${row.posted.atMs}` : `id ${row.externalId}`;
};

/** Numbers that were recorded before. */
export interface KnownNumbers extends MetricCounts {
  readonly observed_at: Date;
}

/**
 * Whether the numbers of a row are here already: those of its own time, or, where it says none, any that a file told.
 *
 * @param row a row with numbers.
 * @param recorded what files told of its post, the last recorded first.
 */
export function isTold(row: PostRow, recorded: readonly KnownNumbers[]): boolean {
  const { counts } = row;
  if (counts === null) return true;
  const same = (one: MetricCounts): boolean => postMetrics.every((metric) => one[metric] === counts[metric]);
  if (!row.isDated) return recorded.some(same);
  const before = recorded.find((one) => one.observed_at.getTime() === row.observed.atMs);
  return before !== undefined && same(before);
}

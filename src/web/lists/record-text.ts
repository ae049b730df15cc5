import type { Platform } from "../../kernel/social/platform.ts";
import { dayText } from "../kit/time/time-text.ts";
import { handleText, platformLabel } from "../pickers/platforms.ts";

/** What tells a creator's record from another of the same name. */
interface RecordMarks {
  readonly accounts: readonly { readonly platform: Platform; readonly handle: string }[];
  readonly source: string;
  readonly created_at: string;
}

/**
 * Which record of a creator it is, by what tells it from another of the same name.
 *
 * @param zone in which the day is told.
 * @example
 * import { recordText } from "./record-text.ts";
 * const record = { accounts: [{ platform: "tiktok", handle: "lena" }], source: "manual", created_at: "2026-11-20T12:00:00Z" } as const;
 * recordText(record, "UTC"); // => "TikTok @lena; added by hand on 20 Nov 2026"
 */
export function recordText({ accounts, source, created_at: at }: RecordMarks, zone: string): string {
  const named = accounts.map((account) => `${platformLabel(account.platform)} ${handleText(account)}`);
  const from = source === "manual" ? "by hand" : `from ${source}`;
  return `${named.length === 0 ? "no account" : named.join(", ")}; added ${from} on ${dayText(at, zone)}`;
}

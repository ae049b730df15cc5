import { WEEKDAYS } from "../../../kernel/civil.ts";
import type { DueRule } from "../schedules/due.ts";

/**
 * How often a report is mailed, in words.
 *
 * @param rule which days and which hour.
 * @param zone IANA name of the clock that the hour is of.
 * @example
 * import { rhythmWords } from "./reader-words.ts";
 * rhythmWords({ every: "week", onDay: 1, atHour: 8 }, "Europe/Berlin"); // => "every week, on Monday at 08:00 (Europe/Berlin)"
 */
export function rhythmWords({ every, onDay, atHour }: DueRule, zone: string): string {
  const on = { day: "", week: `, on ${WEEKDAYS[onDay - 1]}`, month: `, on day ${onDay}` }[every];
  return `every ${every}${on} at ${`${atHour}`.padStart(2, "0")}:00 (${zone})`;
}

/**
 * Which report it is, in words.
 *
 * @param of its kind, and the name of what it is of; without an id of that, it is of the workspace and named by itself.
 * @param showsNames whether who reads this may learn a creator's name.
 * @example
 * import { reportWords } from "./reader-words.ts";
 * const of = { report: "creator", subject_id: "c", subject_name: "Ana" };
 * [reportWords(of, true), reportWords(of, false)]; // => ["Creator Ana", "One creator"]
 */
export function reportWords(
  of: { readonly report: string; readonly subject_id: string | null; readonly subject_name: string },
  showsNames: boolean,
): string {
  if (of.subject_id === null) return of.subject_name;
  if (of.report === "creator" && !showsNames) return "One creator";
  return `${of.report.charAt(0).toUpperCase()}${of.report.slice(1)} ${of.subject_name}`;
}

/** What an invitation tells the person whom it asks. */
export interface InvitationWords {
  readonly workspace: string;
  /** Nobody's name where a key of the API invited. */
  readonly inviter: string | null;
  readonly report: string;
  readonly rhythm: string;
  readonly days: number;
  readonly url: string;
  readonly stopUrl: string;
}

/**
 * The mail that asks somebody outside whether they want a report.
 *
 * @param words who asks and what for.
 * @returns subject and plain text.
 * @example
 * import { invitationMail } from "./reader-words.ts";
 * const url = "https://v.example/c";
 * const words = { workspace: "Nord", inviter: "Ana", report: "Overview", rhythm: "every day", days: 7, url, stopUrl: "https://v.example/s" };
 * invitationMail(words).subject; // => "Do you want reports from Nord?"
 */
export function invitationMail({ workspace, inviter, report, rhythm, days, url, stopUrl }: InvitationWords) {
  const who = inviter === null ? workspace : `${inviter} of ${workspace}`;
  const text = `${who} would like to send you a report by e-mail: ${report}, ${rhythm}.

Nothing is sent before you say yes. To say yes or no, open this page; it works for ${days} days:
${url}

If you do nothing, you get no report. To be asked by ${workspace} no more:
${stopUrl}
`;
  return { subject: `Do you want reports from ${workspace}?`, text };
}

/**
 * What a mailed report says beside the attached file.
 *
 * @param stopUrl where its reader ends the mails.
 * @param isOutside whether the reader is no member and said themselves that they want it.
 * @example
 * import { reportMailText } from "./reader-words.ts";
 * reportMailText("https://v.example/s", true).includes("because you said"); // => true
 */
export function reportMailText(stopUrl: string, isOutside: boolean): string {
  const why = isOutside ? "you said that you want it" : "a member of the workspace chose you as a reader";
  return `The report is attached as a PDF.\n\nYou get it because ${why}. To get it no more:\n${stopUrl}\n`;
}

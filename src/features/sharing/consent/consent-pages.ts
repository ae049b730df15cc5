import { plainPage, safeHtml } from "../../../kernel/pages/plain-page.ts";

/** What somebody outside is asked. */
export interface AskedReader {
  readonly workspace: string;
  /** Nobody's name where a key of the API invited. */
  readonly inviter: string | null;
  readonly report: string;
  readonly rhythm: string;
  readonly email: string;
  /** Where the page sends the answer. */
  readonly action: string;
}

const page = (title: string, body: string): string => plainPage({ language: "en", title, body: `<h1>${safeHtml(title)}</h1>${body}` });

const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([name, value]) => `<dt>${safeHtml(name)}</dt><dd>${safeHtml(value)}</dd>`).join("")}</dl>`;

const post = (action: string, label: string): string =>
  `<form method="post" class="pair" action="${safeHtml(action)}"><button>${safeHtml(label)}</button></form>`;

/**
 * The page that asks somebody outside whether they want a report by e-mail: opening it decides nothing, its buttons do.
 *
 * @param asked who asks and what for.
 * @example
 * import { askPage } from "./consent-pages.ts";
 * const asked = { workspace: "Nord", inviter: "Ana", report: "Overview", rhythm: "every day", email: "c@example.com", action: "/a" };
 * askPage(asked).includes('<button name="answer" value="yes">'); // => true
 */
export function askPage({ workspace, inviter, report, rhythm, email, action }: AskedReader): string {
  const rows = [
    ["From", inviter === null ? workspace : `${inviter}, ${workspace}`],
    ["Report", report],
    ["How often", rhythm],
    ["To", email],
  ] as const;
  const buttons = '<button name="answer" value="yes">Yes, send it</button><button name="answer" value="no" class="other">No</button>';
  return page(
    "Do you want this report by e-mail?",
    `${facts(rows)}<form method="post" class="pair" action="${safeHtml(action)}">${buttons}</form>
<p>It comes as a PDF. Each mail has a link by which you end it with one press. If you say no, ${safeHtml(workspace)} cannot ask you again.</p>`,
  );
}

/** How a reader stands after an answer, or when a link of theirs is opened. */
export interface ReaderStanding {
  readonly workspace: string;
  readonly report: string;
  /** Of whom: a member's mails of one report, or all that the workspace mails to an address outside. */
  readonly isOutside: boolean;
  /** Gets it; was asked and did not answer; or said no, or ended it. */
  readonly stands: "wants" | "asked" | "ended";
  /** Whether they can have it again by a press: not where they were taken out, or the report is mailed to nobody any more. */
  readonly canStart: boolean;
  readonly stopAction: string;
  readonly startAction: string;
}

/**
 * The page behind the link at the end of each mail: what its reader gets, and the button that ends it or begins it again.
 *
 * @param standing how the reader stands.
 * @example
 * import { standingPage } from "./consent-pages.ts";
 * const standing = { workspace: "Nord", report: "Overview", isOutside: true, stands: "wants", canStart: true, stopAction: "/s", startAction: "/b" };
 * standingPage(standing).includes("Get no more"); // => true
 */
export function standingPage({ workspace, report, isOutside, stands, canStart, stopAction, startAction }: ReaderStanding): string {
  const what = isOutside ? `reports from ${workspace}` : `the report “${report}” of ${workspace}`;
  if (stands === "asked") {
    const said = `<p class="said">${safeHtml(workspace)} asked you. Nothing is sent before you say yes, by the link in that mail.</p>`;
    return page(`You get no ${what} by e-mail`, `${said}${post(stopAction, "Do not ask me again")}`);
  }
  if (stands === "wants") {
    const more = isOutside ? `${workspace} can then not invite you again, unless you say so here.` : "Other mails stay as they are.";
    return page(
      `You get ${what} by e-mail`,
      `<p class="said">To end this, press the button.</p>${post(stopAction, "Get no more")}<p>${safeHtml(more)}</p>`,
    );
  }
  const again = canStart
    ? `${post(startAction, "I want it again")}<p>The link at the end of the mail you got leads back here.</p>`
    : `<p>The report “${safeHtml(report)}” is not sent to you any more.</p>`;
  return page(
    `You get no ${isOutside ? what : `more mails of ${what}`}`,
    `<p class="said" role="status">${isOutside ? "Nothing is sent to you, and you are not asked again." : "Other mails stay as they are."}</p>${again}`,
  );
}

/**
 * The page of a link that shows nothing: one that was never there, or is over.
 *
 * @example
 * import { overPage } from "./consent-pages.ts";
 * overPage().includes("This link is over"); // => true
 */
export const overPage = (): string =>
  page(
    "This link is over",
    '<p class="said" role="status">Look whether all of the address was copied. An invitation works for seven days; the newest one counts. Whoever sent it can send another.</p>',
  );

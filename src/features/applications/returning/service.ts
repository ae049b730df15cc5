import { asSystem, type Context } from "../../../platform/context.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { PageLanguage } from "../application-state.ts";
import type { OfferedSignIn, OpenPage } from "../page/page-html.ts";
import { pageKey } from "../page/page-key.ts";
import * as queries from "../queries.ts";
import { offered } from "../receiving/service.ts";

/** Of whom a platform sent the browser back: the account of an application. */
export interface ReturnedApplicant {
  readonly workspaceId: string;
  readonly accountId: string;
}

/** What is left to show after a sign-in: the code and where to sign in besides. */
export interface LeftToShow {
  readonly page: Pick<OpenPage, "language" | "title" | "key" | "brand">;
  readonly code: string;
  readonly signIns: readonly OfferedSignIn[];
}

/**
 * What an applicant who comes back from a platform can still show. The page that said so was the answer to a form, which browsers do not go back to.
 *
 * @returns undefined where nothing is left: all accounts are verified, it was decided, or it was erased.
 */
export async function leftToShow(ctx: Context, { workspaceId, accountId }: ReturnedApplicant): Promise<LeftToShow | undefined> {
  const within = asSystem(ctx, workspaceId, "application page");
  const account = await queries.findAccount(within.db, workspaceId, accountId);
  const application = account === undefined ? undefined : await queries.findApplication(within.db, workspaceId, account.application_id);
  if (account === undefined || application === undefined || !["new", "verified"].includes(application.state)) return undefined;
  const [page, accounts] = await Promise.all([
    queries.findPage(within.db, workspaceId, application.page_id),
    queries.listAccounts(within.db, workspaceId, [application.id]),
  ]);
  const open = accounts.filter(({ verified_at }) => verified_at === null);
  if (page === undefined || open.length === 0) return undefined;
  const { title, language } = page;
  const { name: brand } = await loadWorkspace(within);
  const shown = { language: language as PageLanguage, title, brand, key: pageKey({ workspaceId, pageId: page.id }) };
  return { page: shown, code: account.code, signIns: await offered(within, open) };
}

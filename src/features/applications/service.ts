import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { loadProgram, programsByIds } from "../programs/service.ts";
import type { ApplicationState, PageLanguage } from "./application-state.ts";
import { pageKey } from "./page/page-key.ts";
import { applicationProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { PageRow } from "./tables.ts";

export {
  approveApplication,
  getApplication,
  listApplications,
  refuseApplication,
  verifyAccount,
  verifyBySignIn,
} from "./deciding/service.ts";
export { eraseApplications } from "./erasing/service.ts";
export { beginApplicantSignIn, openApplicationPage, takeApplicationForm, type FormOutcome } from "./receiving/service.ts";
export { leftToShow } from "./returning/service.ts";

async function shownAll(ctx: WorkspaceContext, rows: readonly PageRow[]) {
  const programs = await programsByIds(ctx, [...new Set(rows.map((row) => row.program_id))]);
  const counted = new Map(
    (await queries.countByPage(ctx.db, ctx.workspaceId)).map((row) => [`${row.page_id} ${row.state}`, Number(row.count)]),
  );
  return rows.map((row) => {
    const count = (state: ApplicationState): number => counted.get(`${row.id} ${state}`) ?? 0;
    return {
      ...{
        id: formatId("apg", row.id),
        program_id: formatId("prg", row.program_id),
        program_name: programs.get(row.program_id)?.name ?? "a program",
      },
      ...{ title: row.title, intro: row.intro, consent: row.consent, consent_version: row.consent_version },
      ...{ language: row.language as PageLanguage, is_open: row.is_open },
      url: `${ctx.publicUrl}/apply/${pageKey({ workspaceId: row.workspace_id, pageId: row.id })}`,
      counts: { new: count("new"), verified: count("verified"), approved: count("approved"), refused: count("refused") },
      created_at: row.created_at.toISOString(),
    };
  });
}

const shown = async (ctx: WorkspaceContext, row: PageRow) => (await shownAll(ctx, [row]))[0]!;

/** The pages on which creators apply, oldest first. */
export const listPages = async (ctx: WorkspaceContext) => ({ data: await shownAll(ctx, await queries.listPages(ctx.db, ctx.workspaceId)) });

/** What a page says. */
export interface NewPage {
  readonly program_id: string;
  readonly title: string;
  readonly intro: string;
  readonly consent: string;
  readonly language: PageLanguage;
}

/** Makes the page of a program; it is open at once. @throws Problem page-exists */
export async function createPage(ctx: WorkspaceContext, { program_id, ...said }: NewPage) {
  return inTransaction(ctx, async (within) => {
    const program = await loadProgram(within, program_id);
    const [id, now] = [within.newId(), nowAt(within)];
    const row = await queries.insertPage(within.db, {
      ...{ workspace_id: within.workspaceId, id, program_id: program.id, ...said, consent_version: 1, is_open: true },
      ...{ created_at: now, updated_at: now },
    });
    if (row === undefined) throw new Problem(applicationProblems["page-exists"], `${program.name} has one. Change it, or open it again.`);
    const detail = { program: program.id, title: said.title };
    await recordAudit(within, { action: "application_page.created", subjectKind: "application_page", subjectId: id, detail });
    return shown(within, row);
  });
}

/** What may change of a page; undefined: stays. */
export interface PageUpdate {
  readonly title?: string | undefined;
  readonly intro?: string | undefined;
  readonly consent?: string | undefined;
  readonly language?: PageLanguage | undefined;
  readonly is_open?: boolean | undefined;
}

/** Changes a page; another sentence of consent is its next version. */
export async function updatePage(ctx: WorkspaceContext, id: string, changes: PageUpdate) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.findPage(within.db, within.workspaceId, id);
    if (before === undefined) throw notFound("application page", formatId("apg", id));
    const consent = changes.consent ?? before.consent;
    const row = await queries.updatePage(within.db, within.workspaceId, id, {
      ...{ title: changes.title ?? before.title, intro: changes.intro ?? before.intro, language: changes.language ?? before.language },
      ...{ consent, consent_version: before.consent_version + (consent === before.consent ? 0 : 1) },
      ...{ is_open: changes.is_open ?? before.is_open, updated_at: nowAt(within) },
    });
    const detail = { is_open: row.is_open, consent_version: row.consent_version };
    await recordAudit(within, { action: "application_page.updated", subjectKind: "application_page", subjectId: id, detail });
    return shown(within, row);
  });
}

import { formatId } from "../../kernel/ids.ts";
import { localDay } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { eraseAnswers } from "../../platform/http/idempotency.ts";
import { invalidInput } from "../../platform/problems/platform-problems.ts";
import { eraseApplications } from "../applications/service.ts";
import { eraseConnectedAccounts, eraseSeen } from "../connectors/service.ts";
import { eraseCreator as eraseRecords, idleCreators, loadCreator } from "../creators/service.ts";
import { forgetWords } from "../discovery/service.ts";
import { eraseQuotes } from "../matching/service.ts";
import { eraseNotices } from "../notices/service.ts";
import { eraseOrderFields } from "../orders/service.ts";
import { erasePosts } from "../posts/service.ts";
import { eraseVetting } from "../vetting/service.ts";
import { eraseEvents } from "../webhooks/service.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { usualNotice, usualRetentionDays } from "./usual-settings.ts";
import * as queries from "./queries.ts";

export { addDoNotContact, listDoNotContact, removeDoNotContact } from "../creators/service.ts";

type Erased = Awaited<ReturnType<typeof eraseRecords>>;

/** By what JSON that was kept as it was sent names a person: addresses, and names and handles as whole texts. */
const namesOf = ({ names, emails, accounts }: Erased): string[] => [
  ...emails,
  ...[...names, ...accounts.map(({ handle }) => handle)].map((text) => JSON.stringify(text)),
];

/** What names the person, or is about them by an id: answers about them may say words of theirs without a name. */
const saidOf = (person: Erased): string[] => [
  ...person.creatorIds.map((id) => formatId("cre", id)),
  ...person.accountIds.map((id) => formatId("acc", id)),
  ...namesOf(person),
];

/** Erases a person from everything that features keep of them, all or nothing; what was booked and measured stays, without a name. */
export async function eraseCreator(ctx: WorkspaceContext, id: string, options: { do_not_contact: boolean; reason: string }) {
  return inTransaction(ctx, async (within) => {
    const person = await eraseRecords(within, id, options);
    await eraseConnectedAccounts(within, person);
    await erasePosts(within, person.creatorIds);
    await eraseVetting(within, person);
    await eraseSeen(within, person);
    await eraseQuotes(within, person.creatorIds);
    await eraseApplications(within, person);
    await forgetWords(within, person);
    await eraseOrderFields(within, person);
    await queries.eraseNoticeWords(within.db, within.workspaceId, person.creatorIds);
    await eraseAnswers(within, saidOf(person));
    await eraseEvents(within, namesOf(person));
    await eraseNotices(within, { subjects: person.creatorIds.map((each) => formatId("cre", each)), names: person.names });
    return { id: formatId("cre", id), erased_at: person.erasedAt.toISOString(), records: person.creatorIds.length };
  });
}

const dayMs = 86_400_000;
const mostDue = 200;

/** How long creators are kept, and what they are told: as was set, else as is usual. */
export async function privacySettings(ctx: WorkspaceContext) {
  const row = await queries.findSettings(ctx.db, ctx.workspaceId);
  if (row !== undefined) return { retention_days: row.retention_days, notice_text: row.notice_text };
  return { retention_days: usualRetentionDays, notice_text: usualNotice((await loadWorkspace(ctx)).name) };
}

/** What is set. */
interface Settings {
  readonly retention_days: number | null;
  readonly notice_text: string;
}

/** Sets how long creators are kept, and what they are told. */
export async function setPrivacySettings(ctx: WorkspaceContext, settings: Settings) {
  return inTransaction(ctx, async (within) => {
    await queries.upsertSettings(within.db, { workspace_id: within.workspaceId, ...settings, updated_at: nowAt(within) });
    const detail = { retention_days: settings.retention_days };
    await recordAudit(within, { action: "privacy.set", subjectKind: "workspace", subjectId: within.workspaceId, detail });
    return privacySettings(within);
  });
}

/** Creators who are due for erasure: nobody is erased by itself. */
export async function creatorsDue(ctx: WorkspaceContext) {
  const { retention_days: days } = await privacySettings(ctx);
  if (days === null) return { data: [] };
  const rows = await idleCreators(ctx, new Date(ctx.now() - days * dayMs), mostDue);
  return {
    data: rows.map(({ id, name, source, created_at: foundAt }) => ({
      id: formatId("cre", id),
      name,
      source,
      found_at: foundAt.toISOString(),
      due_at: new Date(foundAt.getTime() + days * dayMs).toISOString(),
    })),
  };
}

type Channel = "email" | "message" | "contract" | "form" | "other";
type NoticeRow = Awaited<ReturnType<typeof queries.insertNotice>>;

const shown = (row: NoticeRow) => ({
  id: formatId("cno", row.id),
  told_on: row.told_on,
  channel: row.channel as Channel,
  text: row.body,
  recorded_at: row.recorded_at.toISOString(),
});

/** Writes down when and how a creator was told. */
export async function addNotice(ctx: WorkspaceContext, creatorId: string, notice: { told_on: string; channel: Channel; text: string }) {
  return inTransaction(ctx, async (within) => {
    await loadCreator(within, creatorId);
    const today = localDay(within.now(), (await loadWorkspace(within)).zone);
    if (notice.told_on > today)
      throw invalidInput([{ pointer: "/told_on", detail: `told_on: must be a day that has begun, found ${notice.told_on}` }]);
    const row = await queries.insertNotice(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      creator_id: creatorId,
      told_on: notice.told_on,
      channel: notice.channel,
      body: notice.text,
      actor: within.actor.id,
      recorded_at: nowAt(within),
    });
    const detail = { told_on: notice.told_on, channel: notice.channel };
    await recordAudit(within, { action: "creator.told", subjectKind: "creator", subjectId: creatorId, detail });
    return shown(row);
  });
}

/** When and how a creator was told, newest first. */
export async function listNotices(ctx: WorkspaceContext, creatorId: string) {
  await loadCreator(ctx, creatorId);
  return { data: (await queries.listNotices(ctx.db, ctx.workspaceId, creatorId)).map(shown) };
}

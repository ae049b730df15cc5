import { canonicalJson } from "../../kernel/canonical-json.ts";
import { daysLater } from "../../kernel/civil.ts";
import { formatId } from "../../kernel/ids.ts";
import { localDay } from "../../kernel/zone.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { invalidInput } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import {
  campaignDrivers,
  compareLenses,
  loadFigures,
  standingOn,
  type CampaignFigures,
  type Part,
  type Standing,
} from "../reports/service.ts";
import type { Evidence, Figure, Lesson, LensView } from "./draft/evidence.ts";
import { reviewDraft, type ReviewDraft } from "./draft/review-draft.ts";
import { changedFigures, editedSentences, type EditedSentence, type SentenceEdit } from "./edit/edited-sentences.ts";
import { keepLessons, namedLessons } from "./lessons/service.ts";
import type { WrittenLesson } from "./lessons/lesson-faults.ts";
import { reviewProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import type { ClosedReviewRow, ReviewRow } from "./tables.ts";

export { listLessons, returnLessons, type ReturnLesson } from "./lessons/service.ts";

/** The longest span that lenses are compared over, in days. */
const lensDays = 400;

/** A closed review as its document has it. */
interface ClosedDocument {
  readonly figures: readonly Figure[];
  readonly sentences: readonly EditedSentence[];
  readonly notes: string;
  readonly lessons: readonly Lesson[];
}

async function lensViews(ctx: WorkspaceContext, { measured }: CampaignFigures): Promise<LensView[]> {
  const { campaign, creatorIds } = measured;
  const earliest = daysLater(campaign.ends_on, -lensDays);
  const from = campaign.starts_on > earliest ? campaign.starts_on : earliest;
  const { creators } = await compareLenses(ctx, { from, to: campaign.ends_on, currency: campaign.currency });
  const own = new Set(creatorIds.map((id) => formatId("cre", id)));
  return creators
    .filter((row) => own.has(row.creator_id))
    .map(({ creator_id: key, name, path, code, survey, experiment }) => ({
      ...{ key, name, path: Number(path), code, survey },
      experiment: experiment === null ? null : { low: Number(experiment.low), high: Number(experiment.high) },
    }));
}

/** Parts by the ids that the API shows. */
const publicPart = (part: Part): Part => {
  if (part.kind === "creator") return { ...part, key: formatId("cre", part.key) };
  return part.kind === "offer" ? { ...part, key: formatId("prg", part.key) } : part;
};

interface Drafted {
  readonly figures: CampaignFigures;
  readonly goal: Standing | null;
  readonly draft: ReviewDraft;
}

async function draftReview(ctx: WorkspaceContext, campaignId: string): Promise<Drafted> {
  const figures = await loadFigures(ctx, campaignId);
  const goal = await standingOn(ctx, figures);
  const { campaign } = figures.measured;
  const until = goal === null ? campaign.ends_on : daysLater(goal.deadline_on, 1);
  const drivers = await campaignDrivers(ctx, figures, until);
  const codeOnly = drivers.codeOnly.map((each) => ({ ...each, creatorId: formatId("cre", each.creatorId) }));
  const shown = { ...drivers, codeOnly, parts: drivers.parts.map(publicPart) };
  const evidence: Evidence = { campaignName: campaign.name, goal, drivers: shown, lenses: await lensViews(ctx, figures) };
  return { figures, goal, draft: reviewDraft(evidence) };
}

/** The first day on which a review can be closed; null: its campaign was not launched. */
function dueOn({ figures, goal }: Drafted): string | null {
  const { campaign } = figures.measured;
  if (campaign.launched_at === null) return null;
  return [campaign.ends_on, ...(goal === null ? [] : [daysLater(goal.deadline_on, 1)])].toSorted().at(-1)!;
}

const editsOf = (row: ReviewRow | undefined) => (row?.edits ?? []) as unknown as readonly SentenceEdit[];
const lessonsOf = (row: ReviewRow | undefined, draft: ReviewDraft): readonly Lesson[] =>
  (row?.lessons as unknown as readonly Lesson[] | null | undefined) ?? draft.lessons;

async function closerName(ctx: WorkspaceContext, closedBy: string): Promise<string> {
  const [kind, id = ""] = closedBy.split(":");
  if (kind !== "user") return "an API key";
  const person = (await ctx.people.find([id])).get(id);
  return person === undefined ? "a former member" : person.name === "" ? person.email : person.name;
}

const writable = ({ figures, sentences, lessons, notes }: ClosedDocument) => ({
  figures: [...figures],
  sentences: sentences.map((sentence) => ({ ...sentence, figures: [...sentence.figures] })),
  lessons: [...lessons],
  notes,
});

const isDue = ({ figures: { zone } }: Drafted, due: string | null, now: number): boolean => due !== null && localDay(now, zone) >= due;

async function show(ctx: WorkspaceContext, drafted: Drafted, row: ReviewRow | undefined, closed: ClosedReviewRow | undefined) {
  const { campaign } = drafted.figures.measured;
  const { draft } = drafted;
  const due = dueOn(drafted);
  const head = { campaign_id: formatId("cmp", campaign.id), campaign_name: campaign.name, due_on: due };
  if (closed === undefined) {
    const sentences = editedSentences(draft.sentences, editsOf(row));
    const open = { figures: draft.figures, sentences, lessons: lessonsOf(row, draft), notes: row?.notes ?? "" };
    const state = isDue(drafted, due, ctx.now()) ? ("due" as const) : ("preliminary" as const);
    return {
      ...head,
      state,
      as_of: nowAt(ctx).toISOString(),
      ...writable(open),
      edits: [...editsOf(row)],
      closed: null,
      changed_since: [],
    };
  }
  const document = JSON.parse(closed.document) as ClosedDocument;
  const at = closed.closed_at.toISOString();
  return {
    ...head,
    state: "closed" as const,
    as_of: at,
    ...writable(document),
    edits: [],
    closed: { at, by: await closerName(ctx, closed.closed_by), sha256: closed.sha256.toString("hex") },
    changed_since: changedFigures(document.figures, draft.figures),
  };
}

/** A campaign's review: as the data draft it with what people wrote, or as it was closed. @throws Problem not-found */
export async function getReview(ctx: WorkspaceContext, campaignId: string) {
  const drafted = await draftReview(ctx, campaignId);
  const row = await queries.findReview(ctx.db, ctx.workspaceId, campaignId);
  return show(ctx, drafted, row, await queries.findClosed(ctx.db, ctx.workspaceId, campaignId));
}

/** What a campaign came to, as its review says. */
export interface CampaignOutcome {
  readonly isClosed: boolean;
  /** Revenue per unit spent; undefined: not known. */
  readonly perSpent: number | undefined;
  /** The same by creator, by public id. */
  readonly creators: ReadonlyMap<string, number>;
}

const creatorReturn = "return/creator/";

function outcomeOf(figures: readonly Figure[], isClosed: boolean): CampaignOutcome {
  const roi = figures.find(({ key }) => key === "roi")?.value ?? null;
  const known = figures.flatMap(({ key, value }) =>
    value !== null && key.startsWith(creatorReturn) ? [[key.slice(creatorReturn.length), Number(value)] as const] : [],
  );
  return { isClosed, perSpent: roi === null ? undefined : Number(roi) + 1, creators: new Map(known) };
}

/** What a campaign came to: as its review was closed, else as the data say now; undefined as long as it is not over. */
export async function campaignOutcome(ctx: WorkspaceContext, campaignId: string): Promise<CampaignOutcome | undefined> {
  const closed = await queries.findClosed(ctx.db, ctx.workspaceId, campaignId);
  if (closed !== undefined) return outcomeOf((JSON.parse(closed.document) as ClosedDocument).figures, true);
  const drafted = await draftReview(ctx, campaignId);
  return isDue(drafted, dueOn(drafted), ctx.now()) ? outcomeOf(drafted.draft.figures, false) : undefined;
}

/** What somebody writes into a review; undefined: stays. */
export interface ReviewChanges {
  readonly sentences?: readonly SentenceEdit[] | undefined;
  readonly notes?: string | undefined;
  readonly lessons?: readonly WrittenLesson[] | undefined;
}

function refuseUnknown(edits: readonly SentenceEdit[], known: ReadonlySet<string>): void {
  const faults = edits.flatMap(({ key }, at) =>
    known.has(key)
      ? []
      : [{ pointer: `/sentences/${at}/key`, detail: `key: must be that of a sentence of the draft, found ${JSON.stringify(key)}` }],
  );
  if (faults.length > 0) throw invalidInput(faults);
}

const lock = (within: WorkspaceContext, campaignId: string): Promise<ReviewRow> =>
  queries.lockReview(within.db, {
    ...{ workspace_id: within.workspaceId, campaign_id: campaignId },
    ...{ updated_by: `${within.actor.kind}:${within.actor.id}`, updated_at: nowAt(within) },
  });

async function refuseClosed(within: WorkspaceContext, campaignId: string): Promise<void> {
  const closed = await queries.findClosed(within.db, within.workspaceId, campaignId);
  if (closed !== undefined) throw new Problem(reviewProblems["review-closed"], `It was closed at ${closed.closed_at.toISOString()}.`);
}

/** Writes sentences anew, takes some out, adds notes and lessons. @throws Problem review-closed, invalid-input, not-found */
export async function saveReview(ctx: WorkspaceContext, campaignId: string, changes: ReviewChanges) {
  const drafted = await draftReview(ctx, campaignId);
  return inTransaction(ctx, async (within) => {
    const row = await lock(within, campaignId);
    await refuseClosed(within, campaignId);
    const earlier = editsOf(row);
    const edits = changes.sentences ?? earlier;
    refuseUnknown(edits, new Set([...drafted.draft.sentences, ...earlier].map(({ key }) => key)));
    const lessons = changes.lessons === undefined ? row.lessons : await namedLessons(within, changes.lessons);
    const values = { edits, notes: changes.notes ?? row.notes, lessons: lessons as readonly Lesson[] | null };
    const written = { updated_by: `${within.actor.kind}:${within.actor.id}`, updated_at: nowAt(within) };
    await queries.updateReview(within.db, row, { ...values, ...written });
    const detail = { sentences: edits.length, notes: values.notes.length, lessons: values.lessons?.length ?? null };
    await recordAudit(within, { action: "review.edited", subjectKind: "campaign", subjectId: campaignId, detail });
    return show(within, drafted, await queries.findReview(within.db, within.workspaceId, campaignId), undefined);
  });
}

function documentOf(drafted: Drafted, row: ReviewRow): ClosedDocument {
  const { figures, sentences } = drafted.draft;
  const shown = editedSentences(sentences, editsOf(row));
  return { figures, sentences: shown, notes: row.notes, lessons: lessonsOf(row, drafted.draft) };
}

/** Closes a review: its text and figures are kept as they are. Doing it again changes nothing. @throws Problem review-too-early, not-found */
export async function closeReview(ctx: WorkspaceContext, campaignId: string) {
  const drafted = await draftReview(ctx, campaignId);
  const due = dueOn(drafted);
  return inTransaction(ctx, async (within) => {
    const row = await lock(within, campaignId);
    const before = await queries.findClosed(within.db, within.workspaceId, campaignId);
    if (before !== undefined) return show(within, drafted, row, before);
    if (!isDue(drafted, due, ctx.now())) {
      const when =
        due === null ? "The campaign was never launched: set, sign and lock its goal first." : `It can be closed from ${due} on.`;
      throw new Problem(reviewProblems["review-too-early"], when);
    }
    const document = documentOf(drafted, row);
    const { campaign } = drafted.figures.measured;
    const head = { campaign: formatId("cmp", campaignId), name: campaign.name, closed_at: nowAt(within).toISOString() };
    const text = canonicalJson({ ...head, ...document });
    const hash = sha256(Buffer.from(text));
    const own = { workspace_id: within.workspaceId, campaign_id: campaignId, closed_at: nowAt(within) };
    const closed = { ...own, document: text, sha256: hash, closed_by: `${within.actor.kind}:${within.actor.id}` };
    await queries.insertClosed(within.db, closed);
    await keepLessons(within, campaignId, document.lessons);
    const detail = { sha256: hash.toString("hex"), lessons: document.lessons.length };
    await recordAudit(within, { action: "review.closed", subjectKind: "campaign", subjectId: campaignId, detail });
    return show(within, drafted, row, closed);
  });
}

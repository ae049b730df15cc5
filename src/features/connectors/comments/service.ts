import type { WorkspaceContext } from "../../../platform/context.ts";
import { accountsOnPlatform, type AskableAccount } from "../../creators/service.ts";
import { keepToldComments } from "../../vetting/service.ts";
import type { Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { isStillThere, placeOf, type Told } from "../keeping/service.ts";
import { stepsAnAccount, type CommentsPlace, type RunInput } from "../running/run-input.ts";
import { lookForChannel } from "../seeing/service.ts";
import type { Found, Run, RunChanges } from "../tables.ts";
import { newestComments, newestVideoIds, type WrittenComment } from "../youtube/service.ts";
import { commentsTold } from "./comments-told.ts";
import * as queries from "./queries.ts";

type CommentsInput = RunInput & { readonly kind: "comments" };

/** One account of a run and the step that the run is at. */
interface Turn {
  readonly line: Line;
  readonly run: Run;
  readonly input: CommentsInput;
  readonly account: AskableAccount;
  /** Whether the run is done with this account. */
  readonly isLast: boolean;
  /** How many steps are left of this account, this one among them. */
  readonly left: number;
}

async function dropWaiting(within: WorkspaceContext, { id }: Run): Promise<never[]> {
  await queries.takeComments(within.db, within.workspaceId, id);
  return [];
}

/** The account is done: what was found of it, and on to the next. */
const over = ({ run, account, isLast, left }: Turn, found: Omit<Found, "account_id">): Told => ({
  keep: async (within) => [...(await dropWaiting(within, run)), { ...found, account_id: account.id }],
  ...{ steps: left, isLast },
});

async function findVideos(turn: Turn): Promise<Told> {
  const { line, account, input } = turn;
  const looked = await lookForChannel(line, account);
  if (looked.kind === "gone") return over(turn, { external_id: account.externalId, outcome: looked.state, detail: looked.sentence });
  const { uploads, account: channel } = looked;
  const videos = uploads === null ? [] : await newestVideoIds(line, uploads, input.videos);
  if (videos.length === 0)
    return over(turn, { external_id: channel.externalId, outcome: "none", detail: "The channel has no video that anybody can see." });
  const comments = { channel: channel.externalId, videos, closed: 0, gone: 0, kept: 0 };
  return { keep: async () => [], reading: { comments }, isLast: false };
}

/** What is written under a video; a word where YouTube shows none, also where it refuses this one video. */
async function writtenUnder({ line, input }: Turn, videoId: string): Promise<WrittenComment[] | "closed" | "missing"> {
  try {
    return await newestComments(line, videoId, input.pages);
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "denied") return "missing";
    throw error;
  }
}

/** Lets what is written under a video wait. */
async function keepWritten(
  within: WorkspaceContext,
  { run, account }: Turn,
  { from, post, written }: { readonly from: number; readonly post: string; readonly written: readonly WrittenComment[] },
): Promise<void> {
  const hash = (authorId: string) => within.secrets.identifierHash(within.workspaceId, "external", `comment ${run.id} ${authorId}`);
  const rows = written.map(({ text, authorId }, at) => ({
    ...{ workspace_id: within.workspaceId, run_id: run.id, account_id: account.id, position: from + at, post },
    ...{ author: authorId === null ? null : hash(authorId), body: text.replaceAll("\0", "").slice(0, 10_000) },
  }));
  if (rows.length > 0) await queries.insertComments(within.db, rows);
}

/** The account's comments become a sample, and what waited goes. */
async function keepSample(within: WorkspaceContext, { run, account }: Turn, place: CommentsPlace): Promise<Found[]> {
  const waiting = await queries.takeComments(within.db, within.workspaceId, run.id);
  const comments = waiting.map(({ body, author, post }) => ({ text: body, author: author?.toString("hex"), post }));
  const told = { ...place, videos: place.videos.length };
  const finding = { account_id: account.id, external_id: place.channel, detail: commentsTold({ ...told, kept: comments.length }) };
  if (comments.length === 0) return [{ ...finding, outcome: "none" }];
  const evidence = `YouTube Data API v3, commentThreads.list: the newest under ${place.videos.length} videos, without answers and the channel's own`;
  await keepToldComments(within, {
    ...{ id: account.creatorId, account_id: account.id, source: "youtube", grade: "B", evidence, comments },
  });
  return [{ ...finding, outcome: "taken" }];
}

async function readVideo(turn: Turn, place: CommentsPlace, at: number): Promise<Told> {
  const { isLast, left } = turn;
  const videoId = place.videos[at]!;
  const shown = await writtenUnder(turn, videoId);
  const written = typeof shown === "string" ? [] : shown.filter(({ authorId }) => authorId !== place.channel);
  const next: CommentsPlace = {
    ...{ ...place, kept: place.kept + written.length },
    ...{ closed: place.closed + (shown === "closed" ? 1 : 0), gone: place.gone + (shown === "missing" ? 1 : 0) },
  };
  const isDone = at + 1 >= place.videos.length;
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    if (!(await isStillThere(within, turn.line.platform, turn.account))) return dropWaiting(within, turn.run);
    await keepWritten(within, turn, { from: place.kept, post: videoId, written });
    return isDone ? keepSample(within, turn, next) : [];
  };
  return isDone ? { keep, steps: left, isLast } : { keep, reading: { comments: next }, isLast: false };
}

/**
 * Reads what people write under an account's newest videos: first its videos, then a step for each. What was read waits until the last one, and
 * becomes a sample then. Writers are known by a keyed hash that is of this run alone.
 *
 * @throws PlatformFault
 */
export async function askComments(line: Line, run: Run, input: CommentsInput): Promise<Told> {
  const each = stepsAnAccount(input);
  const [at, step] = [Math.floor(run.steps_done / each), run.steps_done % each];
  const [isLast, left] = [at + 1 >= input.accountIds.length, each - step];
  const wanted = input.accountIds[at];
  const [account] = wanted === undefined ? [] : await accountsOnPlatform(line.ctx, { platform: line.platform, ids: [wanted] });
  if (account === undefined) return { keep: (within) => dropWaiting(within, run), steps: left, isLast };
  const turn = { line, run, input, account, isLast, left };
  const { comments } = placeOf(run);
  try {
    return comments === undefined ? await findVideos(turn) : await readVideo(turn, comments, step - 1);
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "denied") throw error;
    return over(turn, { external_id: account.externalId, outcome: "denied", detail: error.message });
  }
}

/** Forgets what waits of a run that is over, which begins with the account anew if it goes on: what changes of the run. */
export async function forgetComments(within: WorkspaceContext, run: Run): Promise<RunChanges> {
  const input = run.input as unknown as RunInput;
  if (input.kind !== "comments") return {};
  await dropWaiting(within, run);
  const { findings } = placeOf(run);
  return { steps_done: run.steps_done - (run.steps_done % stepsAnAccount(input)), place: { findings } as never };
}

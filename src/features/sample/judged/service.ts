import { daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { createPage, openApplicationPage, takeApplicationForm } from "../../applications/service.ts";
import { createCreatorList, listSearches, saveSearch } from "../../discovery/service.ts";
import { addQuote, createBuyerProfile, listPredictions, lockPrediction } from "../../matching/service.ts";
import { decideVetting, listScorecards, listVettingDecisions, makeScorecard, setVettingSettings } from "../../vetting/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { keptAccounts, scoutCreators, type KeptAccount } from "../scouted/service.ts";
import { ownAccounts } from "../scouted/scouted-creators.ts";
import { applicants, buyers, competitors, decisions, lists, prices } from "./judged-story.ts";

/** Whose sample it is, and the program that creators may apply for. */
export interface JudgedSample {
  readonly workspaceId: string;
  readonly ownerUserId: string;
  readonly programId: string;
}

/** The name of the job that does it, with a {@link JudgedSample}. */
export const judgeJob = "judge-sample-creators";

const creatorOf = (kept: readonly KeptAccount[], handle: string): string =>
  kept.find(({ account }) => account.handle === handle)!.creatorId;

async function enterPrices(ctx: WorkspaceContext, kept: readonly KeptAccount[]): Promise<void> {
  const today = localDay(ctx.now(), (await loadWorkspace(ctx)).zone);
  for (const { handle, minor, daysAgo, ...quote } of prices)
    await addQuote(ctx, creatorOf(kept, handle), {
      ...{ ...quote, price: { amount: minor, currency: "EUR" }, quoted_on: daysLater(today, -daysAgo), note: "", campaign_id: null },
    });
}

/** Somebody who fills in a form takes a minute. */
const minuteMs = 60_000;

async function receiveApplications(ctx: WorkspaceContext, programId: string): Promise<void> {
  const { url } = await createPage(ctx, {
    program_id: programId,
    title: "Walk with Nordlicht",
    intro: "We make tents and packs that can be repaired.\n\nTell us where you walk, and who walks with you.",
    consent: "I agree that Nordlicht Outdoor keeps what I write here to decide about working with me.",
    language: "en",
  });
  const key = url.split("/").at(-1)!;
  for (const [at, { accounts, ...told }] of applicants.entries()) {
    const page = await openApplicationPage({ ...ctx, now: () => ctx.now() - minuteMs }, key);
    if (page === undefined || "closedIn" in page) return;
    const form = { ...told, accounts, consent: "yes", trap: "", opened: page.opened };
    await takeApplicationForm(ctx, key, { form, network: `192.0.2.${at + 1}` });
  }
}

async function keepLists(ctx: WorkspaceContext, kept: readonly KeptAccount[]): Promise<void> {
  for (const { name, isExcluding, handles } of lists)
    await createCreatorList(ctx, { name, is_excluding: isExcluding, creator_ids: handles.map((handle) => creatorOf(kept, handle)) });
}

/** All that is known and kept before anybody is judged, or, when the worker is killed, nothing of it. */
async function tellBefore(ctx: WorkspaceContext, { programId }: JudgedSample): Promise<void> {
  if ((await keptAccounts(ctx)).length > ownAccounts.length) return;
  await setVettingSettings(ctx, { competitors, word_lists: null });
  await createBuyerProfile(ctx, buyers);
  await scoutCreators(ctx);
  const kept = await keptAccounts(ctx);
  await enterPrices(ctx, kept);
  await keepLists(ctx, kept);
  await receiveApplications(ctx, programId);
}

async function score(ctx: WorkspaceContext, kept: readonly KeptAccount[], signal: AbortSignal | undefined): Promise<void> {
  for (const { creatorId, accountId } of kept) {
    signal?.throwIfAborted();
    const of = { id: creatorId, account_id: accountId };
    if ((await listScorecards(ctx, of, { limit: 1 })).data.length === 0) await makeScorecard(ctx, of);
  }
}

/** Kept once there is somebody to be found. */
async function keepSearch(ctx: WorkspaceContext): Promise<void> {
  if ((await listSearches(ctx, { limit: 1 })).data.length > 0) return;
  await saveSearch(ctx, {
    name: "German speakers who hike",
    is_alerting: true,
    text: "wandern",
    where: { and: [{ audience: "countries", value: "DE", from: 0.3 }] },
    sort: { by: "followers", direction: "desc" },
  });
}

const decide = (ctx: WorkspaceContext, kept: readonly KeptAccount[]): Promise<void> =>
  inTransaction(ctx, async (within) => {
    if ((await listVettingDecisions(within, { limit: 1 })).data.length > 0) return;
    for (const { handle, decision, reason } of decisions) await decideVetting(within, creatorOf(kept, handle), { decision, reason });
  });

const dayMs = 86_400_000;
/** Two weeks after its last day a prediction is held against what came. */
const [lockedDaysAgo, untilDaysAgo] = [34, 15] as const;

/** What a post of each of the brand's own creators was predicted to bring, locked before it went up, from what was known by then. */
const predict = (ctx: WorkspaceContext, kept: readonly KeptAccount[]): Promise<void> =>
  inTransaction(ctx, async (within) => {
    if ((await listPredictions(within, { limit: 1 })).data.length > 0) return;
    const then: WorkspaceContext = { ...within, now: () => ctx.now() - lockedDaysAgo * dayMs };
    const day = localDay(then.now(), (await loadWorkspace(within)).zone);
    const span = { from_on: daysLater(day, 1), until_on: daysLater(day, lockedDaysAgo - untilDaysAgo) };
    for (const { creatorId, account } of kept.slice(0, ownAccounts.length))
      if (account.platform !== "podcast")
        await lockPrediction(then, { creator_id: creatorId, deliverables: [{ platform: account.platform, posts: 1 }], ...span });
  });

/**
 * Tells what the sample brand knows of creators, predicts, scores every account, and decides of some. It is the worker's: a first start does not wait
 * for it. Done again it goes on where it was.
 */
export async function judgeSample(ctx: Context, sample: JudgedSample, signal: AbortSignal | undefined): Promise<void> {
  const within: WorkspaceContext = {
    ...asSystem(ctx, sample.workspaceId, "sample"),
    actor: { kind: "user", id: sample.ownerUserId },
  };
  await inTransaction(within, (told) => tellBefore(told, sample));
  const kept = await keptAccounts(within);
  await predict(within, kept);
  await score(within, kept, signal);
  await keepSearch(within);
  await decide(within, kept);
}

import { Readable } from "node:stream";
import { daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { importFile } from "../../imports/service.ts";
import { brandSearches, sentPosts, type World } from "../../market/service.ts";
import { addPostSnapshot, createPost, type NewSnapshot } from "../../posts/service.ts";
import { parseId } from "../../../kernel/ids.ts";
import { campaignAt, sampleCreators } from "../sample-story.ts";

/** So many days are told from before the story, so that there is a time without posts. */
const daysBefore = 60;

const nothing = {
  views: null,
  reach: null,
  impressions: null,
  likes: null,
  comments: null,
  saves: null,
  shares: null,
  clicks: null,
  followers: null,
};

const looked = ({ atMs, counts }: ReturnType<typeof sentPosts>[number]["looks"][number], movedMs: number): NewSnapshot => ({
  ...nothing,
  ...counts,
  observed_at: new Date(atMs + movedMs).toISOString(),
  source: "sample",
  evidence: "The market simulator",
});

/** Whose the story's posts are, the campaigns that they are of, the oldest first, and when the story ends. */
export interface StoryPosts {
  readonly creatorIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly endMs: number;
}

/** Adds the story's posts with what was seen of them. */
async function addPosts(ctx: WorkspaceContext, world: World, { creatorIds, campaignIds, endMs }: StoryPosts): Promise<void> {
  const movedMs = endMs - world.toMs;
  for (const [at, { creator, atMs, format, looks }] of sentPosts(world).entries()) {
    const { platform, key } = sampleCreators[creator]!;
    const { id } = await createPost(ctx, {
      url: `https://posts.example/${key}/${at + 1}`,
      creator_id: creatorIds[creator]!,
      platform,
      format,
      title: "",
      posted_at: new Date(atMs + movedMs).toISOString(),
      is_sponsored: true,
      campaign_id: campaignIds[campaignAt(world, atMs)]!,
      external_id: null,
      source: "sample",
    });
    for (const look of looks) await addPostSnapshot(ctx, parseId("pos", id)!, looked(look, movedMs));
  }
}

/** Imports how often people searched for the brand, as a file like everybody's. */
async function importSearches(ctx: WorkspaceContext, world: World, endMs: number): Promise<void> {
  const days = brandSearches(world, daysBefore);
  const today = localDay(endMs, "UTC");
  const rows = days.map(({ searches }, at) => `${daysLater(today, at + 1 - days.length)},${searches}`);
  await importFile(ctx, {
    kind: "daily_series",
    file_name: "brand-queries.csv",
    content: Readable.from([Buffer.from(`Date,Clicks\n${rows.join("\n")}\n`)]),
    skipFaulty: false,
    mapping: {
      format: "table",
      has_header: true,
      columns: { told_on: "Date", value: "Clicks" },
      options: { series: "Searches for Nordlicht", kind: "branded_search" },
    },
  });
}

/** The story's posts with their numbers, and the searches that they moved. */
export async function tellPosts(ctx: WorkspaceContext, world: World, of: StoryPosts): Promise<void> {
  await addPosts(ctx, world, of);
  await importSearches(ctx, world, of.endMs);
}

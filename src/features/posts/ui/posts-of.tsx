import { Images } from "lucide-react";
import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { useParam } from "../../../web/params.ts";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";
import { Benchmarks, EngagementRates, type Engagement } from "./engagement-tables.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { MediaValueSection } from "./media-value.tsx";
import { CreatorStories } from "./stories-of.tsx";

function leadOf({ posts, tier, followers }: Engagement): string {
  const what = posts === 1 ? "the newest post" : `the newest ${posts} posts`;
  const size =
    followers === null ? "followers not known" : `${followers.toLocaleString("en")} followers${tier === null ? "" : `, ${tier}`}`;
  return `Over ${what}; ${size}.`;
}

function OnPlatform({ engagement, hasBenchmarks }: { readonly engagement: Engagement; readonly hasBenchmarks: boolean }) {
  const label = platformLabel(engagement.platform);
  return (
    <Section title={`Engagement on ${label}`} lead={leadOf(engagement)}>
      <div className="flex flex-col gap-4">
        <EngagementRates engagement={engagement} of={label} />
        {hasBenchmarks && <Benchmarks engagement={engagement} />}
      </div>
    </Section>
  );
}

function NoPosts({ children }: { readonly children: string }) {
  const to = usePaths();
  return (
    <Section title="Posts">
      <EmptyState title="No posts yet" icon={Images} action={<TextLink to={to.posts()}>Go to posts</TextLink>}>
        {children}
      </EmptyState>
    </Section>
  );
}

function CreatorEngagement({ creatorId }: { readonly creatorId: string }) {
  const { data } = api.useSuspenseQuery("get", "/v1/engagement", { params: { query: { creator_id: creatorId } } });
  if (data.data.length === 0) return <NoPosts>Import or add what they published, and see how people took to it.</NoPosts>;
  return data.data.map((engagement) => <OnPlatform key={engagement.platform} engagement={engagement} hasBenchmarks />);
}

/** How people took to a creator's newest posts, platform by platform, beside what others publish as usual, and the stories that were seen. */
export function CreatorPosts() {
  const creatorId = useParam("creator");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <CreatorEngagement creatorId={creatorId} />
      <CreatorStories creatorId={creatorId} />
    </Suspense>
  );
}

function CampaignReach({ campaignId }: { readonly campaignId: string }) {
  const { data } = api.useSuspenseQuery("get", "/v1/engagement", { params: { query: { campaign_id: campaignId, posts: 500 } } });
  const { data: value } = api.useSuspenseQuery("get", "/v1/campaigns/{id}/media-value", { params: { path: { id: campaignId } } });
  if (data.data.length === 0) return <NoPosts>Add posts to this campaign, and their engagement and media value stand here.</NoPosts>;
  return (
    <>
      {data.data.map((engagement) => (
        <OnPlatform key={engagement.platform} engagement={engagement} hasBenchmarks={false} />
      ))}
      <MediaValueSection
        value={value}
        of="the campaign"
        file={tableFile("/v1/campaigns/{id}/media-value", { path: { id: campaignId }, table: "methods" })}
      />
    </>
  );
}

/** What a campaign's posts reached: engagement by platform, and media value, which is no money. */
export function CampaignPosts() {
  const campaignId = useParam("campaign");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <CampaignReach campaignId={campaignId} />
    </Suspense>
  );
}

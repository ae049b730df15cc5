import { Suspense } from "react";
import { CampaignPage } from "../../features/campaigns/ui/campaign-page.tsx";
import { ReuseSection } from "../../features/content-reuse/ui/reuse-section.tsx";
import { CampaignPosts } from "../../features/posts/ui/posts-of.tsx";
import { GoalStanding } from "../../features/reviews/ui/goal-standing.tsx";
import { ReviewSection } from "../../features/reviews/ui/review-section.tsx";
import { PageSkeleton } from "../kit/page/page-skeleton.tsx";
import { Skeleton } from "../kit/page/skeleton.tsx";

/** A campaign's page with how it stands towards its goal, where its content was used again, what its posts reached, and its review. */
export function CampaignScreen() {
  const standing = (
    <Suspense fallback={<Skeleton shape="line" />}>
      <GoalStanding />
    </Suspense>
  );
  const review = (
    <Suspense fallback={<PageSkeleton />}>
      <ReviewSection />
    </Suspense>
  );
  const reuse = (
    <Suspense fallback={<PageSkeleton />}>
      <ReuseSection />
    </Suspense>
  );
  return <CampaignPage standing={standing} reuse={reuse} posts={<CampaignPosts />} review={review} />;
}

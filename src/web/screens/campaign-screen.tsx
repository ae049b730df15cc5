import { Suspense } from "react";
import { CampaignPage } from "../../features/campaigns/ui/campaign-page.tsx";
import { CampaignPosts } from "../../features/posts/ui/posts-of.tsx";
import { GoalStanding } from "../../features/reviews/ui/goal-standing.tsx";
import { ReviewSection } from "../../features/reviews/ui/review-section.tsx";
import { PageSkeleton } from "../kit/page/page-skeleton.tsx";
import { Skeleton } from "../kit/page/skeleton.tsx";

/** A campaign's page with how it stands towards its goal, what its posts reached, and its review. */
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
  return <CampaignPage standing={standing} posts={<CampaignPosts />} review={review} />;
}

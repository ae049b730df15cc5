import { CampaignPage } from "../../features/campaigns/ui/campaign-page.tsx";
import { CampaignPosts } from "../../features/posts/ui/posts-of.tsx";

/** A campaign's page with what its posts reached. */
export function CampaignScreen() {
  return <CampaignPage posts={<CampaignPosts />} />;
}

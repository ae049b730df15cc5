import { ConnectedAccounts, RefreshFigures } from "../../features/connectors/ui/creator-platforms.tsx";
import { CreatorPage } from "../../features/creators/ui/creator-page.tsx";
import { FitSection } from "../../features/matching/ui/fit-section.tsx";
import { PredictionSection } from "../../features/matching/ui/prediction-section.tsx";
import { PriceSection } from "../../features/matching/ui/price-section.tsx";
import { CreatorPosts } from "../../features/posts/ui/posts-of.tsx";
import { CreatorPrivacy } from "../../features/privacy/ui/creator-privacy.tsx";
import { CreatorResults } from "../../features/reports/ui/creator-results.tsx";
import { VettingCard } from "../../features/vetting/ui/vetting-card.tsx";

/** A creator's page with what came of them. */
export function CreatorScreen() {
  return (
    <CreatorPage
      results={
        <>
          <RefreshFigures />
          <ConnectedAccounts />
          <CreatorResults />
          <FitSection />
          <PredictionSection />
          <PriceSection />
          <CreatorPosts />
          <VettingCard />
          <CreatorPrivacy />
        </>
      }
    />
  );
}

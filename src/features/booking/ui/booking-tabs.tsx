import { LinkTabs } from "../../../web/kit/parts/link-tabs.tsx";
import { usePaths } from "../../../web/session.ts";

/** Two ways to look at whom to book again: as it was in each campaign, and what is left once luck and offers are taken out. */
export function BookingTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Whom to book again"
      tabs={[
        { label: "What they add", to: to.bookAgain() },
        { label: "Campaign by campaign", to: to.creatorsByCampaign() },
      ]}
    />
  );
}

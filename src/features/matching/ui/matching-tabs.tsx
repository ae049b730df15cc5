import { LinkTabs } from "../../../web/kit/parts/link-tabs.tsx";
import { usePaths } from "../../../web/session.ts";

/** Whom to reach, and by which rules creators are held against it. */
export function MatchingTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Matching"
      tabs={[
        { label: "Buyers", to: to.buyers() },
        { label: "Mix", to: to.creatorMix() },
        { label: "How good were predictions?", to: to.predictions() },
        { label: "Rules", to: to.matchingRules() },
      ]}
    />
  );
}

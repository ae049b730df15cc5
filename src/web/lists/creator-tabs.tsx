import { LinkTabs } from "../kit/parts/link-tabs.tsx";
import { usePaths } from "../session.ts";

/** The creators of the workspace: all of them as kept, those who are looked for, and what is kept of looking. */
export function CreatorTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Creators"
      tabs={[
        { label: "All creators", to: to.creators() },
        { label: "Find", to: to.findCreators() },
        { label: "Duplicates", to: to.creatorDuplicates() },
        { label: "Lists", to: to.creatorLists() },
        { label: "Saved searches", to: to.savedSearches() },
      ]}
    />
  );
}

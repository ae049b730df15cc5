import { LinkTabs } from "../kit/parts/link-tabs.tsx";
import { usePaths } from "../session.ts";

/** What creators published, and the series that it moves. */
export function PostTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Posts and series"
      tabs={[
        { label: "Posts", to: to.posts() },
        { label: "Series", to: to.series() },
      ]}
    />
  );
}

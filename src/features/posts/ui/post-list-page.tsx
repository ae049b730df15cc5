import { FileUp, Images, Plus } from "lucide-react";
import { useState } from "react";
import { usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { PostTabs } from "../../../web/lists/post-tabs.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { NewPostDialog } from "./new-post-dialog.tsx";
import { PostFilters, usePostFilters } from "./post-filters.tsx";
import { formatLabel, KnownCount, metrics, postName, type Metric, type Post } from "./post-words.tsx";

const newest = "The newest number known, from a file, an API or by hand. Pointing at it shows its day and source; a dash is not known.";

const countColumn = (name: Metric): Column<Post> => {
  const { label, is } = metrics.find((metric) => metric.name === name)!;
  return { key: name, head: label, align: "end", cell: (post) => <KnownCount of={post.counts[name]} />, explain: `${is}. ${newest}` };
};

const columns: Column<Post>[] = [
  { key: "name", head: "Post", isName: true, cell: postName },
  { key: "creator", head: "Creator", isName: true, cell: (post) => post.creator_name },
  {
    key: "where",
    head: "Where",
    cell: (post) => (
      <>
        {platformLabel(post.platform)}
        {post.format !== "unknown" && <span className="text-muted"> · {formatLabel(post.format)}</span>}
      </>
    ),
  },
  { key: "posted", head: "Posted", cell: (post) => <Day on={post.posted_on} />, isCorner: true },
  { key: "campaign", head: "Campaign", isName: true, cell: (post) => post.campaign_name ?? <span className="text-muted">none</span> },
  ...(["views", "reach", "likes", "comments"] as const).map(countColumn),
];

/** Every post of the workspace with what it is known to have reached. */
export function PostListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const filters = usePostFilters();
  const posts = usePages("/v1/posts", { query: filters.query });
  const [isAdding, setAdding] = useState(false);
  const isEmpty = posts.rows?.length === 0 && !filters.isNarrowed;
  const buttons = canWrite && (
    <>
      <ButtonLink to={to.newImport()} search={{ kind: "posts" }} icon={FileUp}>
        Import
      </ButtonLink>
      <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
        Add post
      </Button>
    </>
  );
  const none = filters.isNarrowed ? (
    <EmptyState title="No post fits" icon={Images} action={<Button onClick={filters.clear}>Clear filters</Button>}>
      No post here has all of what you asked for.
    </EmptyState>
  ) : (
    <EmptyState title="No posts yet" icon={Images} action={buttons}>
      Import a platform’s export or your own list, or paste the address of a post. What nobody has counted stays unknown.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        title="Posts"
        guide="what-did-my-posts-reach"
        lead="What creators published, and what it is known to have reached."
        actions={!isEmpty && buttons}
      />
      <PostTabs />
      {!isEmpty && <PostFilters filters={filters} />}
      <Table {...posts} caption="Posts" columns={columns} rowKey={(post) => post.id} rowPath={(post) => to.post(post.id)} empty={none} />
      {isAdding && <NewPostDialog onClose={() => setAdding(false)} />}
    </>
  );
}

import { usePages } from "../../../web/api.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Grade, gradeWords } from "../../../web/kit/value/status.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";
import { KnownCount, metrics, newestSeen, type Metric, type Post } from "./post-words.tsx";

const countColumn = (name: Metric): Column<Post> => {
  const { label, is } = metrics.find((metric) => metric.name === name)!;
  const explain = `${is}. A dash is not known, which is not zero.`;
  return { key: name, head: label, align: "end", cell: (post) => <KnownCount of={post.counts[name]} />, explain };
};

const unseen = "Nothing was told while it was up: of a story that fewer than five saw, or that was over before it was read.";

function LastSeen({ post }: { readonly post: Post }) {
  const seen = newestSeen(post);
  if (seen === undefined) return <Unknown />;
  return (
    <>
      <DateTime at={seen.observed_at} />
      <span className="block text-sm text-muted">
        {seen.source}, grade <Grade grade={seen.grade} />
      </span>
    </>
  );
}

const columns: Column<Post>[] = [
  {
    key: "posted",
    head: "Story of",
    isName: true,
    cell: ({ posted_at, platform }) => (
      <>
        <DateTime at={posted_at} />
        <span className="block text-sm font-normal text-muted">{platformLabel(platform)}</span>
      </>
    ),
  },
  ...(["views", "reach", "shares", "clicks"] as const).map(countColumn),
  { key: "seen", head: "Last seen", cell: (post) => <LastSeen post={post} />, explain: `${unseen} ${gradeWords}` },
];

/** A creator's stories with the last numbers that were seen of each; nothing where none is known. */
export function CreatorStories({ creatorId }: { readonly creatorId: string }) {
  const to = usePaths();
  const stories = usePages("/v1/posts", { query: { creator_id: creatorId, format: "story", limit: 20 } });
  if (stories.rows === undefined || stories.rows.length === 0) return null;
  return (
    <Section
      title="Stories"
      lead="A story and its numbers can be read for 24 hours only. They are read every hour while it is up, and the last numbers stand. What was not seen in time is not known, which is not zero."
    >
      <Table
        {...stories}
        caption="Stories with the last numbers seen"
        columns={columns}
        rowKey={(post) => post.id}
        rowPath={(post) => to.post(post.id)}
        empty={null}
      />
    </Section>
  );
}

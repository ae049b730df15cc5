import { Archive, Ellipsis, Eye, Pencil, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { OutsideLink, TextLink } from "../../../web/kit/action/text-link.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Grade, gradeWords } from "../../../web/kit/value/status.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { useParam } from "../../../web/params.ts";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { Benchmarks, EngagementRates } from "./engagement-tables.tsx";
import { LadderPicker } from "./ladder-picker.tsx";
import { MediaValueSection } from "./media-value.tsx";
import { EditPostDialog, NumbersDialog, PutPostAwayDialog } from "./post-dialogs.tsx";
import { formatLabel, metrics, postName, sponsoredText, type Post } from "./post-words.tsx";

type Snapshot = ListRow<"/v1/posts/{id}/snapshots">;

function Facts({ post }: { readonly post: Post }) {
  const to = usePaths();
  const isDay = post.posted_precision === "day";
  return (
    <Card title="Details">
      <KeyValueList
        entries={[
          { label: "Creator", value: <TextLink to={to.creator(post.creator_id)}>{post.creator_name}</TextLink> },
          { label: "Platform", value: platformLabel(post.platform) },
          { label: "Format", value: formatLabel(post.format) },
          { label: "Posted", value: isDay ? <Day on={post.posted_on} /> : <DateTime at={post.posted_at} /> },
          { label: "Sponsored", value: sponsoredText(post.is_sponsored) },
          {
            label: "Campaign",
            value:
              post.campaign_id === null ? (
                <span className="text-muted">None</span>
              ) : (
                <TextLink to={to.campaign(post.campaign_id)}>{post.campaign_name}</TextLink>
              ),
          },
          {
            label: "Address",
            value: post.url === null ? <span className="text-muted">None</span> : <OutsideLink href={post.url}>{post.url}</OutsideLink>,
          },
          { label: "Comes from", value: post.source },
          { label: "Id", value: <IdText value={post.id} what="post id" isShort /> },
        ]}
      />
    </Card>
  );
}

const columns: Column<Snapshot>[] = [
  {
    key: "observed",
    head: "As of",
    cell: (row) => (row.observed_precision === "day" ? <DateTime at={row.observed_at} isDayOnly /> : <DateTime at={row.observed_at} />),
  },
  ...metrics.map(({ name, label, is }): Column<Snapshot> => ({
    key: name,
    head: label,
    align: "end",
    cell: (row) => <Count value={row[name]} />,
    explain: `${is}. A dash: this look did not see it.`,
  })),
  { key: "source", head: "Source", cell: (row) => row.source },
  { key: "grade", head: "Grade", cell: (row) => <Grade grade={row.grade} />, explain: gradeWords },
  { key: "evidence", head: "Evidence", isName: true, cell: (row) => row.evidence, canWrap: true },
];

const seenLead = (format: Post["format"]): string =>
  format === "story"
    ? "A story is shown for 24 hours only: the last numbers that were seen stand, and what was not seen in time is not known, which is not zero."
    : "Numbers are only added; for each the newest that is known counts.";

function History({ post, record }: { readonly post: Post; readonly record: ReactNode }) {
  const snapshots = usePages("/v1/posts/{id}/snapshots", { path: { id: post.id } });
  const none = (
    <EmptyState title="Nothing written down yet" icon={Eye} action={record}>
      Write down what the platform shows, or import an export. A number that nobody saw stays unknown.
    </EmptyState>
  );
  return (
    <Section title="What was seen, and when" lead={seenLead(post.format)} actions={snapshots.rows?.length === 0 ? undefined : record}>
      <Table {...snapshots} isWide caption={`Numbers of ${postName(post)}`} columns={columns} rowKey={(row) => row.id} empty={none} />
    </Section>
  );
}

/** How people took to a post, what is usual, and what it would have cost as advertising. */
function Judged({ post }: { readonly post: Post }) {
  const params = { params: { path: { id: post.id } } };
  const { data: engagement } = api.useSuspenseQuery("get", "/v1/posts/{id}/engagement", params);
  const { data: value } = api.useSuspenseQuery("get", "/v1/posts/{id}/media-value", params);
  return (
    <>
      <Section title="Engagement" lead="Four rates that are all called engagement rate. Compare only like with like.">
        <EngagementRates
          engagement={engagement}
          of={postName(post)}
          file={tableFile("/v1/posts/{id}/engagement", { path: { id: post.id }, table: "rates" })}
        />
      </Section>
      <Section
        title="What is usual"
        lead={
          engagement.tier === null
            ? "By what others publish, each for itself."
            : `For ${engagement.tier} accounts, by what others publish, each for itself.`
        }
        actions={<LadderPicker />}
      >
        <Benchmarks engagement={engagement} />
      </Section>
      <MediaValueSection
        value={value}
        of={postName(post)}
        file={tableFile("/v1/posts/{id}/media-value", { path: { id: post.id }, table: "methods" })}
      />
    </>
  );
}

/** One post: what is known about it, and what it was seen to reach. */
export function PostPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const id = useParam("post");
  const { data: post } = api.useSuspenseQuery("get", "/v1/posts/{id}", { params: { path: { id } } });
  const [open, setOpen] = useState<"edit" | "numbers" | "archive">();
  const close = () => setOpen(undefined);
  const isKept = post.archived_at === null;
  const record = canWrite && isKept && (
    <Button icon={Plus} onClick={() => setOpen("numbers")}>
      Write down numbers
    </Button>
  );
  const menu = canWrite && isKept && (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this post" />}>
      <MenuItem icon={Pencil} onClick={() => setOpen("edit")}>
        Edit post
      </MenuItem>
      <MenuItem icon={Archive} onClick={() => setOpen("archive")}>
        Archive
      </MenuItem>
    </Menu>
  );
  return (
    <>
      <PageHeader
        title={postName(post)}
        crumbs={[{ label: "Posts", to: to.posts() }]}
        badge={isKept ? undefined : <Badge>Archived</Badge>}
        actions={menu}
      />
      <div className="flex flex-col gap-8">
        <Facts post={post} />
        <History post={post} record={record} />
        <Judged post={post} />
      </div>
      {open === "edit" && <EditPostDialog post={post} onClose={close} />}
      {open === "numbers" && <NumbersDialog post={post} onClose={close} />}
      {open === "archive" && <PutPostAwayDialog post={post} onClose={close} />}
    </>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useEffect, useRef } from "react";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { OutsideLink, TextLink } from "../../../web/kit/action/text-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Progress } from "../../../web/kit/page/progress.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { countsText, isUnderWay, outcomeWord, runName, type PlatformRun } from "./platform-words.ts";
import { RunState } from "./run-table.tsx";

type Finding = ListRow<"/v1/platform-runs/{id}/findings">;

const askAgainMs = 1_500;

/** The run, asked for again while it is under way; with each step, and those before the page was opened, everything known is asked for anew. */
function useRun(id: string): PlatformRun {
  const { data } = api.useSuspenseQuery(
    "get",
    "/v1/platform-runs/{id}",
    { params: { path: { id } } },
    { refetchInterval: (query) => (query.state.data !== undefined && isUnderWay(query.state.data) ? askAgainMs : false) },
  );
  const queries = useQueryClient();
  const done = useRef(0);
  useEffect(() => {
    if (done.current !== data.steps_done) void queries.invalidateQueries();
    done.current = data.steps_done;
  }, [data, queries]);
  return data;
}

function clockText(aheadS: number): string {
  const minutes = Math.round(Math.abs(aheadS) / 60).toLocaleString("en");
  return `Its clock is ${minutes} minutes ${aheadS > 0 ? "ahead of" : "behind"} this machine's. Times here are this machine's: look whether it is right.`;
}

interface RunProps {
  readonly run: PlatformRun;
}

/** Why a run waits or was stopped, and the way to let it go on. */
function Hindrance({ run }: RunProps) {
  const canWrite = useIsAtLeast("manager");
  const goOn = api.useMutation("post", "/v1/platform-runs/{id}/continue");
  if (run.problem === null) return null;
  const isStopped = run.state === "stopped";
  const button = (
    <Button size="small" isBusy={goOn.isPending} onClick={() => goOn.mutate({ params: { path: { id: run.id } } })}>
      Go on now
    </Button>
  );
  return (
    <Notice
      tone={isStopped ? "bad" : "warn"}
      title={isStopped ? "It was stopped" : "It waits"}
      actions={canWrite && (isStopped || run.state === "paused") && button}
    >
      {run.problem}{" "}
      {run.resumes_at !== null && (
        <>
          It goes on by itself at <DateTime at={run.resumes_at} />.
        </>
      )}
    </Notice>
  );
}

const progressLabels: { readonly [K in PlatformRun["kind"]]: string } = {
  figures: "Accounts asked about",
  search: "Pages asked for",
  hashtag: "Pages asked for",
  comments: "Channels and videos asked about",
  insights: "The account and its pages of posts",
};

function HowFar({ run }: RunProps) {
  const canWrite = useIsAtLeast("manager");
  const cancel = api.useMutation("post", "/v1/platform-runs/{id}/cancel");
  const isSearch = run.kind !== "figures";
  const counts = countsText(run);
  return (
    <Card>
      <Progress
        label={progressLabels[run.kind]}
        share={run.state === "done" ? 1 : run.steps_done / run.steps}
        detail={
          <>
            <Count value={run.steps_done} /> of {isSearch && "at most "}
            <Count value={run.steps} />
            {counts !== "" && `: ${counts}`}. {isUnderWay(run) && "You may leave this page; it goes on."}
          </>
        }
      />
      {canWrite && isUnderWay(run) && (
        <div className="mt-3">
          <Button size="small" isBusy={cancel.isPending} onClick={() => cancel.mutate({ params: { path: { id: run.id } } })}>
            Stop
          </Button>
        </div>
      )}
    </Card>
  );
}

function Standing({ run }: RunProps) {
  return (
    <>
      <Hindrance run={run} />
      {run.clock_ahead_s !== null && (
        <Notice tone="warn" title={`The clocks of ${platformLabel(run.platform)} and of this machine differ`}>
          {clockText(run.clock_ahead_s)}
        </Notice>
      )}
      <HowFar run={run} />
    </>
  );
}

function Whose({ finding, run }: { readonly finding: Finding; readonly run: PlatformRun }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const add = api.useMutation("post", "/v1/creators", { onSuccess: (creator) => showDone(`${creator.name} is added.`) });
  if (finding.creator_id !== null) return <TextLink to={to.creator(finding.creator_id)}>Open creator</TextLink>;
  const { found, handle } = finding;
  if (!canWrite || found === null || handle === null) return null;
  const accounts = [{ platform: run.platform, handle }];
  const body = { name: found.name ?? handle, country: found.country, source: run.platform, accounts } as const;
  return (
    <IconButton
      icon={UserPlus}
      label="Add as creator"
      disabled={add.isPending}
      onClick={() => add.mutate({ body: { ...body, accounts: [...accounts], email: null, notes: "", external_id: null, metadata: {} } })}
    />
  );
}

const nameOn = (platform: PlatformRun["platform"]): Column<Finding> => ({
  ...{ key: "name", head: "Account", isName: true },
  cell: ({ found, handle }) => {
    if (found !== null) return <OutsideLink href={found.url}>{found.name ?? handle ?? found.url}</OutsideLink>;
    return handle === null ? "an account that is gone" : <AccountHandle account={{ platform, handle }} />;
  },
});
const known = (value: number | null | undefined) =>
  typeof value === "number" ? <Count value={value} /> : <span className="text-muted">not known</span>;

const taggedColumns: Column<Finding>[] = [
  {
    key: "post",
    head: "Post",
    isName: true,
    cell: ({ post }) => {
      const kind = post === null || post.format === "unknown" ? "post" : post.format;
      return post?.url ? <OutsideLink href={post.url}>{kind}</OutsideLink> : kind;
    },
  },
  { key: "caption", head: "Caption", canWrap: true, cell: ({ post }) => <span className="line-clamp-3">{post?.caption}</span> },
  { key: "likes", head: "Likes", align: "end", cell: ({ post }) => known(post?.likes) },
  { key: "comments", head: "Comments", align: "end", cell: ({ post }) => known(post?.comments) },
  {
    key: "at",
    head: "Posted",
    cell: ({ post }) => (post?.posted_at ? <DateTime at={post.posted_at} /> : <span className="text-muted">not known</span>),
  },
];

const searchColumns: Column<Finding>[] = [
  { key: "followers", head: "Followers", align: "end", cell: ({ found }) => known(found?.followers) },
  { key: "posts", head: "Posts", align: "end", cell: ({ found }) => known(found?.posts_count) },
  { key: "country", head: "Country", cell: ({ found }) => found?.country ?? <span className="text-muted">not known</span> },
  { key: "detail", head: "Remark", canWrap: true, cell: ({ detail }) => detail },
];

/** What was told of an account, and of its content over 28 days where its owner permits that, or of a story that is up. */
function Remark({ finding: { detail, totals, post } }: { readonly finding: Finding }) {
  if (post !== null) return <Told finding={{ post, detail, totals: null, handle: null, creator_id: null }} />;
  if (totals === null || totals.views === null) return detail;
  return (
    <>
      <Count value={totals.views} /> views in the 28 days before <Day on={totals.until} />. {detail}
    </>
  );
}

const figureColumns: Column<Finding>[] = [
  { key: "outcome", head: "Came to", cell: ({ outcome }) => outcomeWord(outcome) },
  { key: "detail", head: "Remark", canWrap: true, cell: (finding) => <Remark finding={finding} /> },
  { key: "at", head: "At", cell: ({ recorded_at }) => <DateTime at={recorded_at} /> },
];
type Metric = "views" | "reach" | "likes" | "comments" | "saves" | "shares";

/** What was told, of a post or of the account over its days. */
const told = (key: Metric, head: string): Column<Finding> => ({
  ...{ key, head, align: "end" },
  cell: ({ post, totals }) => known((post ?? totals)?.[key]),
});

function ToldOfPost({ post }: Pick<Finding, "post">) {
  const kind = post === null || post.format === "unknown" ? "post" : post.format;
  return (
    <>
      {post?.url ? <OutsideLink href={post.url}>{kind}</OutsideLink> : kind}
      {post?.posted_at && (
        <p className="text-sm font-normal text-muted">
          <DateTime at={post.posted_at} />
        </p>
      )}
    </>
  );
}

function ToldOfAccount({ handle, creator_id, until }: Pick<Finding, "handle" | "creator_id"> & { readonly until: string }) {
  const to = usePaths();
  const name = <AccountHandle account={{ platform: "instagram", handle: handle ?? "" }} />;
  return (
    <>
      {creator_id === null ? name : <TextLink to={to.creator(creator_id)}>{name}</TextLink>}
      <p className="text-sm font-normal text-muted">
        28 days before <Day on={until} />
      </p>
    </>
  );
}

type ToldFinding = Pick<Finding, "post" | "totals" | "detail" | "handle" | "creator_id">;

function Told({ finding: { post, totals, detail, ...whose } }: { readonly finding: ToldFinding }) {
  return (
    <>
      {totals === null ? <ToldOfPost post={post} /> : <ToldOfAccount {...whose} until={totals.until} />}
      {detail !== "" && <p className="max-w-80 text-sm font-normal text-muted">{detail}</p>}
    </>
  );
}

/** Posts of the own account and, in the first row, the account over 28 days. */
const insightColumns: Column<Finding>[] = [
  { key: "what", head: "What", isName: true, cell: (finding) => <Told finding={finding} /> },
  told("views", "Views"),
  told("reach", "Reach"),
  told("likes", "Likes"),
  told("comments", "Comments"),
  told("saves", "Saves"),
  told("shares", "Shares"),
];

const columnsOf = ({ kind, platform }: PlatformRun): Column<Finding>[] => {
  if (kind === "hashtag") return taggedColumns;
  if (kind === "insights") return insightColumns;
  return [nameOn(platform), ...(kind === "search" ? searchColumns : figureColumns)];
};

/** One run: how far it is, what stands in its way, and what it came to. */
export function RunPage() {
  const to = usePaths();
  const id = useParam("run");
  const run = useRun(id);
  const findings = usePages("/v1/platform-runs/{id}/findings", { path: { id } });
  return (
    <>
      <PageHeader title={runName(run)} crumbs={[{ label: "Platforms", to: to.platforms() }]} badge={<RunState run={run} />} />
      <div className="flex flex-col gap-6">
        <Standing run={run} />
        <Table
          {...findings}
          caption="What it came to"
          columns={columnsOf(run)}
          rowKey={(finding) => finding.position.toString()}
          {...(run.kind !== "insights" && { rowActions: (finding: Finding) => <Whose finding={finding} run={run} /> })}
          empty={
            <EmptyState title={isUnderWay(run) ? "Nothing yet" : run.state === "done" ? "Nothing was found" : "Nothing was told"}>
              What {platformLabel(run.platform)} answers appears here.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

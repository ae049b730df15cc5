import { Calculator, Images } from "lucide-react";
import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { LineChart } from "../../../web/charts/line-chart.tsx";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { EffectCard } from "./effect-card.tsx";
import { kindLabel, wholeFinding, wholeText, type Series } from "./series-words.ts";

const spans = [
  { value: "3", label: "3 days" },
  { value: "7", label: "7 days" },
  { value: "14", label: "14 days" },
  { value: "28", label: "28 days" },
] as const;

/** What the whole series shows, as a sentence. */
function WholeChart({ series }: { readonly series: Series }) {
  const events = [...new Set(series.posts.map(({ posted_on: on }) => on))];
  return (
    <LineChart
      title={wholeFinding(series)}
      unit={`${series.unit} a day; a gap is a day that is not known, a tick at the foot a day with a post`}
      source={`series ${series.name}, as imported`}
      series={[{ key: "value", label: kindLabel(series.kind) }]}
      points={{ value: series.values.map(({ on, value }) => ({ on, value: value === null ? null : Number(value) })) }}
      format={wholeText}
      events={events}
    />
  );
}

function Asked({ series, postId, days }: { readonly series: Series; readonly postId: string; readonly days: number }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const params = { path: { id: series.id }, query: { post_id: postId, days } };
  const { data: state } = api.useSuspenseQuery("get", "/v1/daily-series/{id}/effect", { params });
  const request = api.useMutation("post", "/v1/daily-series/{id}/effect");
  const post = series.posts.find(({ post_id: id }) => id === postId);
  const who = post?.name ?? "the post";
  if (state.effect !== null) return <EffectCard state={state} effect={state.effect} series={series} who={`“${who}”`} />;
  if (state.problem !== null)
    return (
      <Notice tone="warn" title="The series does not say enough">
        {state.problem}
      </Notice>
    );
  if (state.computation_id !== null)
    return (
      <ComputationCard id={state.computation_id} label="What the post did">
        {() => null}
      </ComputationCard>
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      {canWrite && (
        <Button
          variant="primary"
          icon={Calculator}
          isBusy={request.isPending}
          onClick={() => request.mutate({ params: { path: { id: series.id } }, body: { post_id: postId, days } })}
        >
          Work it out
        </Button>
      )}
      <TextLink to={to.post(postId)}>See the post</TextLink>
    </div>
  );
}

function OnePost({ series }: { readonly series: Series }) {
  const [chosen, choose] = useSearchText("post");
  const [span, chooseSpan] = useSearchText("days");
  const [first] = series.posts;
  if (first === undefined)
    return (
      <EmptyState title="No post in these days" icon={Images}>
        Add or import the posts that went up while this was counted. Then you can ask what each of them did to it.
      </EmptyState>
    );
  const post = series.posts.find(({ post_id: id }) => id === chosen) ?? first;
  const days = spans.find(({ value }) => value === span)?.value ?? "7";
  const options = series.posts.map(({ post_id: value, name, posted_on: on }) => ({ value, label: `${calendarDayText(on)}: ${name}` }));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Select label="Post" isLabelHidden options={options} value={post.post_id} onChange={choose} />
        <Select label="Days from the post on" isLabelHidden options={spans} value={days} onChange={chooseSpan} />
      </div>
      <Suspense fallback={<PageSkeleton />}>
        <Asked series={series} postId={post.post_id} days={Number(days)} />
      </Suspense>
    </div>
  );
}

/** One series day by day, with the posts of its days and what a post did to it. */
export function SeriesPage() {
  const to = usePaths();
  const id = useParam("series");
  const { data: series } = api.useSuspenseQuery("get", "/v1/daily-series/{id}", { params: { path: { id } } });
  const whose = series.creator_name === null ? kindLabel(series.kind) : `Followers of ${series.creator_name}`;
  const gaps = series.missing_days === 0 ? "no day missing" : `${series.missing_days} days missing`;
  return (
    <>
      <PageHeader
        title={series.name}
        lead={`${whose}, ${series.days} days known, ${gaps}.`}
        crumbs={[{ label: "Series", to: to.series() }]}
      />
      <div className="flex flex-col gap-8">
        <WholeChart series={series} />
        <Section
          title="What did a post do to it?"
          lead="What was seen, less what the time before would have made of these days. It takes it that nothing else happened in them."
        >
          <OnePost series={series} />
        </Section>
      </div>
    </>
  );
}

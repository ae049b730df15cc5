import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import type { FormState } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { CampaignSelect } from "./campaign-select.tsx";
import type { DoseDraft, PostDraft } from "./dose-plan-draft.ts";
import type { Audience } from "./dose-words.ts";
import { alphas, directions, GateNoteCard, missings, QuestionCard, SeriesCard } from "./plan-parts.tsx";
import { GateCard, RegionFields } from "./sales-cards.tsx";
import type { SalesSeries } from "./words.ts";

type DraftForm = FormState<DoseDraft>;

const mostPosts = 500;

function PostFields({ form, audiences }: { readonly form: DraftForm; readonly audiences: readonly Audience[] }) {
  const { posts } = form.values;
  const options = audiences.map(({ creator_id: value, creator_name: label }) => ({ value, label }));
  const change = (at: number, part: Partial<PostDraft>) =>
    form.set({ posts: posts.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  const last = posts.at(-1) ?? { creator_id: options[0]?.value ?? "", posted_on: "", reach: undefined };
  return (
    <Card title="Which posts?" lead="Whose, on which day, and how many people will see it. Without reach every post counts the same.">
      <div className="flex flex-col gap-4">
        {posts.map((post, at) => (
          <div key={at} className="grid items-start gap-4 sm:grid-cols-3">
            <Select
              label={`Creator of post ${at + 1}`}
              options={options}
              value={post.creator_id}
              onChange={(creator_id) => change(at, { creator_id })}
              error={form.errorAt(`/plan/posts/${at}/creator_id`)}
            />
            <DateInput
              label="Day"
              value={post.posted_on}
              onChange={(posted_on) => change(at, { posted_on })}
              error={form.errorAt(`/plan/posts/${at}/posted_on`)}
            />
            <NumberInput
              label="Reach"
              unit="people"
              isOptional
              min={1}
              value={post.reach}
              onChange={(reach) => change(at, { reach })}
              error={form.errorAt(`/plan/posts/${at}/reach`)}
            />
          </div>
        ))}
        {form.field("posts").error !== undefined && <p className="text-bad">{form.field("posts").error}</p>}
        <div className="flex gap-2">
          {posts.length < mostPosts && (
            <Button size="small" onClick={() => form.set({ posts: [...posts, last] })}>
              Add a post
            </Button>
          )}
          {posts.length > 1 && (
            <Button size="small" onClick={() => form.set({ posts: posts.slice(0, -1) })}>
              Remove the last
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function RuleFields({ form }: { readonly form: DraftForm }) {
  return (
    <Card title="Until when, and what decides?" lead="Once the plan is locked, this rule alone gives the verdict.">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DateInput label="Last day" hint="Leave posts the time to work." {...form.field("last_on")} />
        <NumberInput
          label="A post counts for"
          unit="days"
          isOptional
          min={1}
          max={180}
          hint="Empty: all posts count evenly over the whole treatment, which is right whatever the pace of views is."
          {...form.field("lasts_days")}
        />
        <PercentInput
          label="How unlike creators may be"
          hint="In what a person reached by them does: standard deviation by mean. It widens intervals; 40 % is usual."
          {...form.field("creator_spread")}
        />
        <Select label="The hypothesis holds when" options={directions} {...form.field("direction")} />
        <Select label="Certainty" options={alphas} {...form.field("alpha")} />
        <Select label="A day without a row means" options={missings} {...form.field("missing")} />
        <CampaignSelect {...form.field("campaign_id")} />
      </div>
    </Card>
  );
}

interface DosePlanFormProps {
  readonly form: DraftForm;
  /** The series that can be chosen; one where it is chosen already. */
  readonly series: readonly SalesSeries[];
}

/** The form of a plan by audience: the question, the posts, the sales, the rule. */
export function DosePlanForm({ form, series }: DosePlanFormProps) {
  const { data: audiences } = api.useSuspenseQuery("get", "/v1/creator-audiences");
  const { series_id: seriesId, left_out: left, posts } = form.values;
  const first =
    posts
      .map(({ posted_on: day }) => day)
      .filter((day) => day !== "")
      .toSorted()[0] ?? "";
  const at = left.map((_, index) => form.errorAt(`/plan/left_out/${index}`)).find((error) => error !== undefined);
  return (
    <Form form={form} submitLabel="Save draft">
      <QuestionCard
        name={form.field("name")}
        hypothesis={{ ...form.field("hypothesis"), hint: "Such as: the posts bring orders that would not have come." }}
        treatment={{ ...form.field("treatment"), label: "What is published" }}
      />
      <PostFields form={form} audiences={audiences.data} />
      <SeriesCard
        series={series}
        value={seriesId}
        onChange={(id) => form.set({ series_id: id, left_out: [] })}
        label="Sales by region"
        rows="regions"
        lead="With the same regions as the audiences."
      />
      <RuleFields form={form} />
      <Suspense fallback={<Skeleton />}>
        <GateCard seriesId={seriesId} fromOn={first} />
        <RegionFields
          key={seriesId}
          seriesId={seriesId}
          chosen={left}
          onChange={form.field("left_out").onChange}
          error={form.field("left_out").error ?? at}
          title="Which regions take no part?"
          lead="left out. All others are compared, those with little of the audience as well as those with much."
          findLabel="Find a region"
        />
      </Suspense>
      <GateNoteCard field={form.field("gate_note")} />
    </Form>
  );
}

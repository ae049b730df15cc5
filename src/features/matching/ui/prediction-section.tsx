import { Lock, Telescope } from "lucide-react";
import { useState } from "react";
import { daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { useParam } from "../../../web/params.ts";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import {
  endsText,
  formatWords,
  metricWords,
  numberText,
  optionsOf,
  shareText,
  type Format,
  type Predicted,
  type Prediction,
  type Quote,
} from "./words.ts";

type Deliverable = Prediction["deliverables"][number];

const source = "the creator’s posts, clicks and orders, and creators of the same platform and size";

/** What a figure rests on, in words. */
function basisText({ lines, why_not: why }: Predicted): string {
  const [first] = lines;
  if (first === undefined) return why ?? "";
  if (first.cohort_weight === null) return `Published ranges: ${first.published.join(", ")}`;
  const own = `${first.own_posts} own ${first.own_posts === 1 ? "post" : "posts"}`;
  if (first.cohort_weight < 0.005) return `${own} alone`;
  const others = first.cohort_creators === 1 ? "one creator like them" : `${first.cohort_creators} creators like them`;
  return first.own_posts === 0 ? others : `${own}, and ${others} (${shareText(first.cohort_weight)} of it)`;
}

const columnsOf = ({ formulas }: Prediction): Column<Predicted>[] => [
  { key: "metric", head: "What", isName: true, cell: ({ metric }) => metricWords[metric] },
  {
    key: "range",
    head: "All posts together",
    align: "end",
    isCorner: true,
    cell: ({ range, why_not: why }) =>
      range === null ? (
        <Unknown reason={why ?? "not known"} />
      ) : (
        <WithInterval interval={endsText(range)}>{numberText(range.middle)}</WithInterval>
      ),
    explain: (
      <Explanation formula={`${formulas["reach"] ?? ""} ${formulas["clicks"] ?? ""}`} source={source} interval={formulas["interval"]} />
    ),
  },
  { key: "basis", head: "Rests on", canWrap: true, cell: (row) => <span className="text-muted">{basisText(row)}</span> },
];

interface LockProps {
  readonly creatorId: string;
  readonly deliverables: readonly Deliverable[];
  readonly onClose: () => void;
}

function LockDialog({ creatorId, deliverables, onClose }: LockProps) {
  const { zone } = useWorkspace();
  const lock = api.useMutation("post", "/v1/creator-predictions", inForm);
  const form = useForm({
    initial: { from_on: daysLater(localDay(Date.now(), zone), 1), last_on: "" },
    submit: ({ from_on, last_on }) =>
      last_on === ""
        ? missing("last_on", "Choose the last day.")
        : lock.mutateAsync({
            body: { creator_id: creatorId, deliverables: [...deliverables], from_on, until_on: daysLater(last_on, 1) },
          }),
    pointers: { last_on: "/until_on" },
    onDone: () => {
      showDone("The prediction is locked.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Lock the prediction"
      lead="It never changes from then on. Two weeks after the last day it is held against what the posts brought."
    >
      <Form form={form} submitLabel="Lock prediction" onCancel={onClose}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DateInput label="Posts go up from" {...form.field("from_on")} />
          <DateInput label="to" {...form.field("last_on")} />
        </div>
      </Form>
    </Dialog>
  );
}

/** What planned posts of a creator may bring. */
export function PredictionSection() {
  const to = usePaths();
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const [platform, setPlatform] = useState<Quote["platform"]>(creator.accounts[0]?.platform ?? "instagram");
  const [format, setFormat] = useState<"" | Format>("");
  const [posts, setPosts] = useState<number | undefined>(1);
  const [isLocking, setLocking] = useState(false);
  const predict = api.useMutation("post", "/v1/creators/{id}/prediction");
  const ask = () =>
    predict.mutate({
      params: { path: { id } },
      body: { deliverables: [{ platform, posts: posts ?? 1, ...(format === "" ? {} : { format }) }] },
    });
  const found = predict.data;
  return (
    <Section
      title="What will it bring?"
      lead="From the creator’s own posts, drawn to creators of the same platform and size as far as few posts leave open."
      actions={<TextLink to={to.predictions()}>How good were predictions?</TextLink>}
    >
      <div className="flex flex-col gap-4">
        <Card>
          <div className="grid items-end gap-4 sm:grid-cols-4">
            <Select label="Platform" options={platformOptions} value={platform} onChange={setPlatform} />
            <Select label="Format" options={[{ value: "", label: "Any" }, ...optionsOf(formatWords)]} value={format} onChange={setFormat} />
            <NumberInput label="Posts" min={1} max={100} value={posts} onChange={setPosts} />
            <Button isDisabled={posts === undefined} isBusy={predict.isPending} onClick={ask}>
              Predict
            </Button>
          </div>
        </Card>
        {found === undefined ? (
          <EmptyState title="Nothing predicted yet" icon={Telescope}>
            Say how many posts you plan: you get reach, likes and comments, clicks and orders, each with its interval and what it rests on.
          </EmptyState>
        ) : (
          <>
            <Table caption="Prediction" columns={columnsOf(found)} rows={found.metrics} rowKey={({ metric }) => metric} empty={null} />
            {canWrite && found.metrics.some(({ range }) => range !== null) && (
              <div>
                <Button icon={Lock} onClick={() => setLocking(true)}>
                  Lock prediction
                </Button>
              </div>
            )}
          </>
        )}
      </div>
      {isLocking && found !== undefined && (
        <LockDialog creatorId={id} deliverables={found.deliverables} onClose={() => setLocking(false)} />
      )}
    </Section>
  );
}

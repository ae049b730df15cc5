import { RefreshCw, Repeat } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Progress } from "../../../web/kit/page/progress.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { usePaths } from "../../../web/session.ts";
import {
  basisWords,
  besideWords,
  effectFinding,
  signedText,
  twoDigits,
  type CreatorRow,
  type Effects,
  type Newest,
  type Result,
} from "./effects.ts";
import { BookingTabs } from "./booking-tabs.tsx";
import { HighestFeeCard } from "./highest-fee-card.tsx";

const pollMs = 1_000;
const isOpen = (newest: Newest | null): boolean => newest?.state === "waiting" || newest?.state === "running";

/** The newest answer; while it is being worked out it is asked for again every second. */
function useEffects(): Newest | null {
  return api.useSuspenseQuery(
    "get",
    "/v1/creator-effects",
    {},
    { refetchInterval: ({ state }) => (isOpen(state.data?.newest ?? null) ? pollMs : false) },
  ).data.newest;
}

interface EffectsProps {
  readonly effects: Effects;
  readonly result: Result;
  readonly formulas: Newest["formulas"];
}

function Ends({ low, high }: { readonly low: number; readonly high: number }) {
  return (
    <span className="text-xs text-muted">
      {signedText(low)} to {signedText(high)}
    </span>
  );
}

const columnsOf = (formulas: Newest["formulas"]): Column<CreatorRow>[] => [
  { key: "name", head: "Creator", isName: true, cell: ({ name }) => name },
  {
    key: "cycles",
    head: "Campaigns",
    align: "end",
    cell: ({ cycles, is_few: isFew }) => (
      <span className="inline-flex items-center gap-1.5">
        {isFew && <Badge tone="warn">few</Badge>}
        <Count value={cycles} />
      </span>
    ),
    explain: formulas["cycle"],
  },
  { key: "raw", head: "As it was", align: "end", cell: ({ raw }) => twoDigits(raw), explain: formulas["outcome"] },
  {
    key: "effect",
    head: "What they add",
    align: "end",
    cell: ({ effect, low, high }) => (
      <span className="inline-flex flex-col items-end">
        <span className="font-semibold">{signedText(effect)}</span>
        <Ends low={low} high={high} />
      </span>
    ),
    explain: formulas["effect"],
  },
  {
    key: "expected",
    head: "Expected for 1 spent",
    align: "end",
    cell: ({ expected }) => twoDigits(expected),
    explain: formulas["outcome"],
  },
  {
    key: "drawn",
    head: "Drawn to the mean",
    align: "end",
    cell: ({ drawn }) => <Ratio value={drawn} digits={0} />,
    explain: formulas["drawn"],
  },
];

function Ranking({ effects, result, formulas }: EffectsProps) {
  const to = usePaths();
  return (
    <Section
      title="Creators, the best first"
      lead="What each adds to the margin that comes back for 1 spent, with what their offers and formats add taken out."
    >
      <div className="flex flex-col gap-4">
        {effects.is_few && (
          <Notice tone="warn" title="These are too few campaigns to rank by">
            {result.cycles} parts in {result.campaigns} campaigns, and much of the order is luck. Look at the intervals: creators whose
            intervals overlap widely are not told apart. Book again with a smaller sum first.
          </Notice>
        )}
        <Card>
          <DotChart
            title={effectFinding(effects)}
            unit={`Margin for 1 spent, above or below the average of ${twoDigits(effects.level)}`}
            source={`${result.cycles} parts of creators in ${result.campaigns} campaigns that are over, ${basisWords[result.basis]}, model ${result.model_name}`}
            interval="whiskers: 95 % interval"
            rowHead="Creator"
            series={[{ key: "effect", label: "What they add" }]}
            rows={effects.creators.map(({ creator_id: key, name, effect, low, high }) => ({
              key,
              label: name,
              dots: { effect: { value: effect, low, high, text: signedText(effect) } },
            }))}
            format={signedText}
          />
        </Card>
        <Table
          caption="Creators by what they add"
          isGrid
          columns={columnsOf(formulas)}
          rows={effects.creators}
          rowKey={({ creator_id: id }) => id}
          rowPath={({ creator_id: id }) => to.creator(id)}
          file={tableFile("/v1/creator-effects", { table: "creators" })}
          empty={null}
        />
      </div>
    </Section>
  );
}

type Row = Effects["besides"][number];

interface EffectTableProps {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly Row[];
  readonly explain: string | undefined;
  readonly table: "besides" | "formats";
}

function EffectTable({ title, lead, rows, explain, table }: EffectTableProps) {
  const columns: Column<Row>[] = [
    { key: "name", head: title, isName: true, cell: ({ name }) => name },
    { key: "cycles", head: "Parts in campaigns", align: "end", cell: ({ cycles }) => <Count value={cycles} /> },
    {
      key: "effect",
      head: "What it adds",
      align: "end",
      cell: ({ effect, low, high }) => (
        <span className="inline-flex flex-col items-end">
          {signedText(effect)}
          {low !== high && <Ends low={low} high={high} />}
        </span>
      ),
      explain,
    },
  ];
  return (
    <Section title={title} lead={lead}>
      <Table
        caption={title}
        isGrid
        columns={columns}
        rows={rows}
        rowKey={({ name }) => name}
        file={tableFile("/v1/creator-effects", { table })}
        empty={null}
      />
    </Section>
  );
}

function LeftOut({ result }: { readonly result: Result }) {
  const { without_cost: cost, without_margin: margin, without_effect: effect, other_currency: currency } = result.left_out;
  const parts = [
    [cost, "without a cost of their own"],
    [margin, "whose margin is not known"],
    [effect, "of campaigns whose effect nobody stated"],
    [currency, `in another currency than ${result.currency}`],
  ] as const;
  const texts = parts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  return texts.length === 0 ? null : <p className="text-sm text-muted">Left out, parts of creators in campaigns: {texts.join(", ")}.</p>;
}

function Found({ newest, result }: { readonly newest: Newest; readonly result: Result }) {
  const { formulas } = newest;
  const effects = result.margin_per_cost;
  return (
    <div className="flex flex-col gap-8">
      {effects === null ? (
        <Notice tone="warn" title="It cannot be told yet">
          {result.why_not} Every part needs a cost of its own and a margin that is known: by unit costs of its orders, or by the brand’s
          margin rate, which you state in a campaign’s menu.
        </Notice>
      ) : (
        <>
          <Ranking effects={effects} result={result} formulas={formulas} />
          <HighestFeeCard creators={effects.creators} currency={result.currency} />
          <EffectTable
            title={besideWords[effects.beside].title}
            lead={besideWords[effects.beside].lead}
            rows={effects.besides}
            table="besides"
            explain={formulas["effect"]}
          />
          {effects.formats.length > 0 && (
            <EffectTable
              title="Formats"
              lead="Against the first of them, with creators and offers taken out."
              rows={effects.formats}
              table="formats"
              explain={formulas["format"]}
            />
          )}
        </>
      )}
      <LeftOut result={result} />
    </div>
  );
}

function Outcome({ newest }: { readonly newest: Newest }): ReactNode {
  if (isOpen(newest)) return <Progress label="Telling creators, offers and formats apart" share={newest.progress} />;
  if (newest.result !== null) return <Found newest={newest} result={newest.result} />;
  const isStopped = newest.state === "cancelled";
  return (
    <Notice tone={isStopped ? "neutral" : "bad"} title={isStopped ? "It was stopped" : "It could not be worked out"}>
      {isStopped ? "Ask for it again." : newest.problem}
    </Notice>
  );
}

/** Whom to book again: what creators add, with offers and formats taken out, and what they may be paid. */
export function BookAgainPage() {
  const newest = useEffects();
  const request = api.useMutation("post", "/v1/creator-effects");
  const [basis, setBasis] = useState<Result["basis"]>(newest?.result?.basis ?? "attributed");
  const ask = (
    <span className="flex flex-wrap gap-2">
      <Select
        label="Counted by"
        isLabelHidden
        options={[
          { value: "attributed", label: "What is attributed" },
          { value: "incremental", label: "What was caused" },
        ]}
        value={basis}
        onChange={(chosen) => setBasis(chosen === "incremental" ? "incremental" : "attributed")}
      />
      <Button
        variant={newest === null ? "primary" : "plain"}
        icon={RefreshCw}
        isBusy={request.isPending || isOpen(newest)}
        onClick={() => request.mutate({ body: { basis } })}
      >
        {newest === null ? "Work it out" : "Work it out again"}
      </Button>
    </span>
  );
  const to = usePaths();
  return (
    <>
      <PageHeader
        title="Who do I book again?"
        guide="who-do-i-book-again"
        lead="What each creator adds, told apart from what their offer and their format add, and what they may be paid."
        crumbs={[{ label: "Campaigns", to: to.campaigns() }]}
        actions={newest !== null && ask}
      />
      <BookingTabs />
      {newest === null ? (
        <EmptyState title="Not worked out yet" icon={Repeat} action={ask}>
          It looks at every creator’s part in the campaigns that are over. Say on a campaign’s page with which offer and in which format
          each took part, so that these can be taken out.
        </EmptyState>
      ) : (
        <Outcome newest={newest} />
      )}
    </>
  );
}

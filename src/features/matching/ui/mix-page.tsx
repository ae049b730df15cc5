import { UsersRound } from "lucide-react";
import { Suspense, useState } from "react";
import { api } from "../../../web/api.ts";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Money, moneyText, Unknown } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import { MatchingTabs } from "./matching-tabs.tsx";
import { endsText, goalWords, metricWords, numberText, optionsOf, shareText, type Mix, type MixTier } from "./words.ts";

const source = "the rules’ shares, price ranges and predictions of the workspace";

interface Asked {
  readonly goal: Mix["goal"];
  readonly platform: Mix["platform"];
  readonly budget: string;
  readonly most_on_one: string;
  readonly most_over_chance: string;
}

const columnsOf = ({ formulas, metric }: Mix): Column<MixTier>[] => [
  {
    key: "tier",
    head: "Size",
    isName: true,
    cell: ({ tier, from_followers: from }) => `${tier[0]!.toUpperCase()}${tier.slice(1)}, from ${numberText(from)}`,
  },
  {
    key: "creators",
    head: "Creators",
    align: "end",
    isCorner: true,
    cell: ({ creators }) => creators,
    explain: <Explanation formula={formulas["creators"]} source={source} />,
  },
  {
    key: "each",
    head: "About each",
    align: "end",
    cell: ({ each }) => <Money value={each} />,
    explain: <Explanation formula={formulas["price"]} source={source} />,
  },
  { key: "cost", head: "Together", align: "end", cell: ({ cost }) => <Money value={cost} /> },
  {
    key: "share",
    head: "Share aimed at",
    align: "end",
    cell: ({ share }) => shareText(share),
    explain: <Explanation formula={formulas["shares"]} source={source} />,
  },
  {
    key: "result",
    head: metric === null ? "What it brings" : metricWords[metric],
    align: "end",
    cell: ({ result, creators }) =>
      result === null ? (
        <Unknown reason={creators === 0 ? "nobody" : "not known"} />
      ) : (
        <WithInterval interval={endsText(result)}>{numberText(result.middle)}</WithInterval>
      ),
    explain: <Explanation formula={formulas["result"]} source={source} interval="80 %" />,
  },
  { key: "note", head: "", canWrap: true, cell: ({ note }) => (note === null ? null : <span className="text-muted">{note}</span>) },
];

function MixStats({ mix }: { readonly mix: Mix }) {
  const { formulas, cost, result, metric } = mix;
  const creators = mix.tiers.reduce((sum, tier) => sum + tier.creators, 0);
  return (
    <Stats>
      <Stat label="Creators" value={creators} detail="one piece each" explanation={{ formula: formulas["creators"], source }} />
      <Stat
        label="Planned cost"
        value={<Money value={mix.planned} />}
        detail={`${moneyText(cost.low)} to ${moneyText(cost.high)}`}
        explanation={{ formula: formulas["cost"], source, interval: "80 %" }}
      />
      <Stat
        label="Chance of more than the budget"
        value={shareText(mix.over_chance)}
        detail={`the budget is ${moneyText(mix.budget)}`}
        explanation={{ formula: formulas["over_chance"], source }}
      />
      <Stat
        label={metric === null ? "What it brings" : metricWords[metric]}
        value={result === null ? <Unknown reason="not known of a size that gets money" /> : numberText(result.middle)}
        detail={result === null ? "not known of a size that gets money" : endsText(result)}
        explanation={{ formula: formulas["result"], source, interval: "80 %" }}
      />
    </Stats>
  );
}

function Proposal({ asked }: { readonly asked: Asked }) {
  const { data: mix } = api.useSuspenseQuery("get", "/v1/creator-mix", { params: { query: asked } });
  return (
    <div className="flex flex-col gap-5">
      {mix.limits.map((limit) => (
        <Notice key={limit} tone="warn" title="Nobody fits">
          {limit}
        </Notice>
      ))}
      <MixStats mix={mix} />
      <Table
        caption="Creators by size"
        columns={columnsOf(mix)}
        rows={mix.tiers}
        rowKey={({ tier }) => tier}
        file={tableFile("/v1/creator-mix", { query: { ...asked }, table: "tiers" })}
        empty={
          <EmptyState title="No price is known for this platform" icon={UsersRound}>
            No public table speaks of it. Add ranges of your own under Rules, or choose another platform.
          </EmptyState>
        }
      />
      <p className="text-sm text-muted">{mix.rules_source}</p>
    </div>
  );
}

/** How many creators of each size a budget is for. */
export function MixPage() {
  const to = usePaths();
  const { currency } = useWorkspace();
  const [goal, setGoal] = useState<Mix["goal"]>("sales");
  const [platform, setPlatform] = useState<Mix["platform"]>("instagram");
  const [budget, setBudget] = useState<string | undefined>("500000");
  const [one, setOne] = useState<string | undefined>("0.4");
  const [over, setOver] = useState<string | undefined>("0.5");
  const isComplete = budget !== undefined && budget !== "0" && one !== undefined && over !== undefined;
  return (
    <>
      <PageHeader
        title="Mix"
        guide="what-will-it-bring-and-cost"
        lead="How many creators of each size a budget is for, and what they may bring."
        crumbs={[{ label: "Buyers", to: to.buyers() }]}
      />
      <MatchingTabs />
      <div className="flex flex-col gap-5">
        <Card>
          <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-5">
            <Select label="Goal" options={optionsOf(goalWords)} value={goal} onChange={setGoal} />
            <Select label="Platform" options={platformOptions} value={platform} onChange={setPlatform} />
            <MoneyInput label="Budget" currency={currency} value={budget} onChange={setBudget} />
            <PercentInput label="On one at most" value={one} onChange={setOne} />
            <PercentInput label="Chance of more at most" value={over} onChange={setOver} />
          </div>
        </Card>
        {isComplete && (
          <Suspense fallback={<PageSkeleton />}>
            <Proposal asked={{ goal, platform, budget, most_on_one: one, most_over_chance: over }} />
          </Suspense>
        )}
      </div>
    </>
  );
}

import type { paths } from "../../../web/api.gen.d.ts";
import { OutsideLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import type { TableFile } from "../../../web/kit/table/table-file.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { Scale } from "lucide-react";

/** The rates of some posts of one platform. */
export type Engagement = paths["/v1/posts/{id}/engagement"]["get"]["responses"][200]["content"]["application/json"];
type Rate = Engagement["rates"][number];
type Benchmark = Engagement["benchmarks"][number];

const names: { readonly [N in Rate["name"]]: string } = {
  er_followers: "By followers",
  er_reach: "By reach",
  er_views: "By views",
  er_impressions: "By impressions",
};

const value = (text: string | null) => <Ratio value={text === null ? null : Number(text)} digits={2} />;

const rateColumns: Column<Rate>[] = [
  { key: "name", head: "Engagement rate", cell: ({ name }) => names[name], isName: true },
  { key: "value", head: "Rate", align: "end", isCorner: true, cell: (rate) => value(rate.value) },
  { key: "formula", head: "How it is counted", canWrap: true, cell: ({ formula }) => <span className="text-muted">{formula}</span> },
  { key: "posts", head: "Posts", align: "end", cell: ({ posts_used: posts }) => <Count value={posts} /> },
  { key: "reason", head: "Note", canWrap: true, cell: ({ reason }) => <span className="text-muted">{reason ?? "nothing lacks"}</span> },
];

/** Four rates, each with its formula, and why one is not known. */
export function EngagementRates({
  engagement,
  of,
  file,
}: {
  readonly engagement: Engagement;
  readonly of: string;
  readonly file?: TableFile | undefined;
}) {
  return (
    <Table
      caption={`Engagement rates of ${of}`}
      columns={rateColumns}
      rows={engagement.rates}
      rowKey={({ name }) => name}
      file={file}
      empty={<span />}
    />
  );
}

function rangeOf({ low, high }: Benchmark): string {
  const percent = (share: string): string => String(Number((Number(share) * 100).toFixed(2)));
  return low === high ? `${percent(low)} %` : `${percent(low)} to ${percent(high)} %`;
}

function sizeOf({ from_followers: from, to_followers: to }: Benchmark): string {
  const count = (followers: number): string => followers.toLocaleString("en");
  if (to === null) return from === 0 ? "every size" : `${count(from)} and more`;
  return from === 0 ? `below ${count(to)}` : `${count(from)} to ${count(to)}`;
}

const benchmarkColumns: Column<Benchmark>[] = [
  {
    key: "source",
    head: "Source",
    isName: true,
    cell: ({ source }) => <OutsideLink href={source.url}>{source.name}</OutsideLink>,
  },
  { key: "range", head: "Usual there", align: "end", isCorner: true, cell: rangeOf },
  {
    key: "rate",
    head: "Of the rate",
    cell: ({ rate }) => (rate === null ? <span className="text-muted">not said</span> : names[rate].toLowerCase()),
  },
  { key: "size", head: "Accounts with followers", cell: sizeOf },
];

/** What others publish as usual, source by source: they disagree, and none of them is right for everybody. */
export function Benchmarks({ engagement }: { readonly engagement: Engagement }) {
  return (
    <Table
      caption="Benchmarks"
      columns={benchmarkColumns}
      rows={engagement.benchmarks}
      rowKey={({ source, rate, from_followers: from }) => `${source.url} ${rate} ${from}`}
      empty={
        <EmptyState title="Nobody publishes what is usual here" icon={Scale}>
          {engagement.followers === null
            ? "Write down the followers at the time: what is usual depends on them."
            : "There is no public table for this platform and size. Compare with your own posts."}
        </EmptyState>
      }
    />
  );
}

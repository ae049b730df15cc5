import { useState } from "react";
import { api, usePages, type ListRow } from "../../../web/api.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Grade, gradeWords } from "../../../web/kit/value/status.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import type { paths } from "../../../web/api.gen.d.ts";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import type { Account, Creator } from "./platforms.tsx";
import { audienceLines, figureWords, inOrder } from "./figure-words.ts";

type Known = paths["/v1/creators/{id}/accounts/{account_id}/figures"]["get"]["responses"][200]["content"]["application/json"];
type Figure = Known["figures"][number];
type Snapshot = ListRow<"/v1/creators/{id}/accounts/{account_id}/snapshots">;

const rounded = (value: number): number => Number(value.toFixed(1));

function Value({ figure }: { readonly figure: Figure }) {
  if (figureWords(figure.name).unit === "share") return <Ratio value={figure.value} digits={2} />;
  return <Count value={rounded(figure.value)} />;
}

function Name({ name }: { readonly name: string }) {
  const { label, formula } = figureWords(name);
  return (
    <span className="inline-flex items-center gap-1.5">
      {label} <Explain of={label}>{formula}</Explain>
    </span>
  );
}

const figureColumns: Column<Figure>[] = [
  { key: "name", head: "Figure", cell: ({ name }) => <Name name={name} />, isName: true },
  { key: "value", head: "Now known", align: "end", cell: (figure) => <Value figure={figure} />, isCorner: true },
  { key: "source", head: "Source", cell: ({ source }) => source },
  { key: "on", head: "Seen on", cell: ({ observed_on }) => <Day on={observed_on} /> },
  { key: "grade", head: "Grade", cell: ({ grade }) => <Grade grade={grade} />, explain: gradeWords },
];

const count = (value: number | null) => <Count value={value === null ? null : rounded(value)} />;
const historyColumns: Column<Snapshot>[] = [
  { key: "on", head: "Seen on", cell: ({ observed_on }) => <Day on={observed_on} /> },
  { key: "source", head: "Source", cell: ({ source }) => source },
  { key: "grade", head: "Grade", cell: ({ grade }) => <Grade grade={grade} />, explain: gradeWords },
  { key: "followers", head: "Followers", align: "end", cell: ({ followers }) => count(followers) },
  { key: "posts", head: "Posts", align: "end", cell: ({ posts_count }) => count(posts_count) },
  { key: "likes", head: "Likes a post", align: "end", cell: ({ avg_likes }) => count(avg_likes) },
  { key: "comments", head: "Comments a post", align: "end", cell: ({ avg_comments }) => count(avg_comments) },
  { key: "views", head: "Views a post", align: "end", cell: ({ avg_views }) => count(avg_views) },
];

const wordLabels: Readonly<Record<string, string>> = {
  display_name: "Name shown",
  bio: "About",
  category: "Category",
  topics: "Topics",
  language: "Language",
  country: "Country",
  city: "City",
  state: "Account",
  is_verified: "Verified",
  is_business: "Business account",
};

const wordText = (value: string | boolean | readonly string[]): string =>
  typeof value === "boolean" ? (value ? "Yes" : "No") : typeof value === "string" ? value : value.join(", ");

function Words({ known }: { readonly known: Known }) {
  const told = known.words.flatMap(({ name, value, source, observed_on, grade }) => {
    const label = wordLabels[name];
    return label === undefined ? [] : [{ label, text: wordText(value), source, observed_on, grade }];
  });
  const { audience } = known;
  const shares = audience === null ? [] : audienceLines(audience.value);
  const entries = [...told, ...shares.map((line) => ({ ...line, ...audience! }))].map((line) => ({
    label: line.label,
    value: (
      <>
        {line.text}{" "}
        <span className="text-sm whitespace-nowrap text-muted">
          {line.source}, <Day on={line.observed_on} />, grade {line.grade}
        </span>
      </>
    ),
  }));
  if (entries.length === 0) return null;
  return (
    <Card title="What it says of itself, and who follows">
      <KeyValueList entries={entries} />
    </Card>
  );
}

function History({ creator, account }: { readonly creator: Creator; readonly account: Account }) {
  const path = { id: creator.id, account_id: account.id };
  const records = usePages("/v1/creators/{id}/accounts/{account_id}/snapshots", { path, query: { limit: 20 } });
  return (
    <Section
      title="Every record"
      lead="The newest day first. Nothing is overwritten: what a later record does not say stays known from an earlier one."
    >
      <Table
        {...records}
        caption={`Records of ${handleText(account)}`}
        columns={historyColumns}
        rowKey={({ recorded_at, source }) => `${recorded_at} ${source}`}
        empty={<EmptyState title="No record yet">Write followers down above, or import an export.</EmptyState>}
      />
    </Section>
  );
}

function OfAccount({ creator, account }: { readonly creator: Creator; readonly account: Account }) {
  const params = { path: { id: creator.id, account_id: account.id } };
  const { data: known } = api.useQuery("get", "/v1/creators/{id}/accounts/{account_id}/figures", { params });
  return (
    <div className="flex flex-col gap-5">
      <Table
        caption={`What is known of ${handleText(account)}`}
        columns={figureColumns}
        rows={known === undefined ? undefined : inOrder(known.figures)}
        rowKey={({ name }) => name}
        empty={<EmptyState title="No figures yet">No source has told a figure of this account. That is not zero.</EmptyState>}
      />
      {known !== undefined && <Words known={known} />}
      {known !== undefined && known.figures.length > 0 && <History creator={creator} account={account} />}
    </div>
  );
}

const mostFollowed = (accounts: readonly Account[]): Account | undefined =>
  accounts.toSorted((a, b) => (b.followers?.count ?? -1) - (a.followers?.count ?? -1))[0];

/** What sources told of each account of a creator: figures, words and audience, each with its source, day and grade of evidence. */
export function FiguresSection({ creator }: { readonly creator: Creator }) {
  const [chosen, setChosen] = useState<string>();
  const account = creator.accounts.find(({ id }) => id === chosen) ?? mostFollowed(creator.accounts);
  if (account === undefined) return null;
  const options = creator.accounts.map((each) => ({ value: each.id, label: `${handleText(each)} on ${platformLabel(each.platform)}` }));
  const choice = options.length > 1 && <Select label="Account" isLabelHidden options={options} value={account.id} onChange={setChosen} />;
  return (
    <Section title="Figures" lead="Of each figure the newest known; of one day the better evidence." actions={choice}>
      <OfAccount key={account.id} creator={creator} account={account} />
    </Section>
  );
}

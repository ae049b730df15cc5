import { Columns2 } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { AudienceOverlaps } from "./audience-overlaps.tsx";
import { AccountText, Figure, RateFigure, Tier } from "./found-table.tsx";
import { valueLabel } from "./find-query.ts";
import type { Found } from "./use-find.ts";

interface Line {
  readonly key: string;
  readonly label: string;
  readonly of: (account: Found) => ReactNode;
  /** A line of which nothing is known of anybody is left out. */
  readonly isKnown?: (account: Found) => boolean;
}

const knows = (name: "er_followers" | "er_views" | "er_reach" | "avg_views") => (account: Found) => account[name] !== null;

const count = (name: "followers" | "following" | "posts_count") => (account: Found) => (
  <Figure of={account} name={name}>
    <Count value={account[name]} />
  </Figure>
);

/** The largest shares of an audience. */
function Shares({ of, kind }: { readonly of: Found; readonly kind: string }) {
  const shares = Object.entries(of.audience[kind] ?? {}).toSorted(([, a], [, b]) => b - a);
  if (shares.length === 0) return <Unknown />;
  return shares.slice(0, 3).map(([value, share]) => (
    <Fragment key={value}>
      {valueLabel(kind === "countries" ? "country" : kind === "languages" ? "language" : kind, value)} <Ratio value={share} digits={0} />
      <br />
    </Fragment>
  ));
}

const lines: readonly Line[] = [
  { key: "account", label: "Account", of: (account) => <AccountText of={account} /> },
  { key: "tier", label: "Size", of: (account) => <Tier of={account} /> },
  { key: "followers", label: "Followers", of: count("followers") },
  {
    key: "growth",
    label: "Growth in 30 days",
    of: ({ growth_30d: rate }) => <Ratio value={rate === null ? null : Number(rate)} isSigned />,
  },
  {
    key: "er_followers",
    label: "Engagement of followers",
    of: (account) => <RateFigure of={account} name="er_followers" />,
    isKnown: knows("er_followers"),
  },
  {
    key: "er_views",
    label: "Engagement of views",
    of: (account) => <RateFigure of={account} name="er_views" />,
    isKnown: knows("er_views"),
  },
  {
    key: "er_reach",
    label: "Engagement of reach",
    of: (account) => <RateFigure of={account} name="er_reach" />,
    isKnown: knows("er_reach"),
  },
  {
    key: "views",
    label: "Views a post",
    isKnown: knows("avg_views"),
    of: (account) => <Count value={account.avg_views === null ? null : Math.round(Number(account.avg_views))} />,
  },
  { key: "posts", label: "Posts", of: count("posts_count") },
  { key: "last", label: "Last post", of: ({ last_post_on: day }) => (day === null ? <Unknown /> : <Day on={day} />) },
  { key: "country", label: "Country", of: ({ country }) => (country === null ? <Unknown /> : valueLabel("country", country)) },
  { key: "language", label: "Language", of: ({ language }) => (language === null ? <Unknown /> : valueLabel("language", language)) },
  { key: "category", label: "Category", of: ({ category }) => category ?? <Unknown /> },
  { key: "countries", label: "Audience’s countries", of: (account) => <Shares of={account} kind="countries" /> },
  { key: "ages", label: "Audience’s ages", of: (account) => <Shares of={account} kind="ages" /> },
  { key: "genders", label: "Audience’s genders", of: (account) => <Shares of={account} kind="genders" /> },
  { key: "quality", label: "Quality", of: ({ quality }) => <Count value={quality} /> },
  { key: "price", label: "Price", of: ({ price }) => <Money value={price} /> },
  { key: "worked", label: "Worked with you", of: ({ has_worked }) => (has_worked ? "yes" : "no") },
];

function Compared({ ids }: { readonly ids: readonly string[] }) {
  const to = usePaths();
  const { data } = api.useSuspenseQuery("post", "/v1/creators/compare", { body: { creator_ids: [...ids] } });
  const accounts = data.creators.flatMap(({ accounts: own }) => own.slice(0, 1));
  const names = new Map(accounts.flatMap((account) => (account.account_id === null ? [] : [[account.account_id, account.name] as const])));
  const isTold = ({ isKnown }: Line): boolean => isKnown === undefined || accounts.some(isKnown);
  const [shown, left] = [lines.filter(isTold), lines.filter((line) => !isTold(line))];
  const columns: Column<Line>[] = [
    { key: "what", head: "Of the largest account", isName: true, cell: ({ label }) => label },
    ...accounts.map((account): Column<Line> => ({
      key: account.creator_id,
      head: account.name,
      cell: ({ of }) => of(account),
      align: "end",
    })),
  ];
  return (
    <div className="flex flex-col gap-5">
      <Table caption="Creators side by side" isGrid columns={columns} rows={shown} rowKey={({ key }) => key} empty={null} />
      {left.length > 0 && (
        <p className="text-sm text-muted">Not known of any of them: {left.map(({ label }) => label.toLowerCase()).join(", ")}.</p>
      )}
      <AudienceOverlaps overlaps={data.overlaps} unique={data.unique_followers} names={names} />
      <p>
        {data.creators.map(({ creator_id, name }, at) => (
          <Fragment key={creator_id}>
            {at > 0 && " · "}
            <TextLink to={to.creator(creator_id)}>{name}</TextLink>
          </Fragment>
        ))}
      </p>
    </div>
  );
}

/** Two to five creators side by side. */
export function ComparePage() {
  const to = usePaths();
  const [text = ""] = useSearchText("creators");
  const ids = [...new Set(text.split(",").filter((id) => id !== ""))].slice(0, 5);
  return (
    <>
      <PageHeader
        title="Compare creators"
        guide="how-do-i-find-creators"
        lead="Side by side, by the largest account of each. Point at a figure for its source, day and evidence."
        crumbs={[{ label: "Find creators", to: to.findCreators() }]}
      />
      {ids.length < 2 ? (
        <EmptyState
          title="Nobody to compare"
          icon={Columns2}
          action={
            <ButtonLink to={to.findCreators()} variant="primary">
              Find creators
            </ButtonLink>
          }
        >
          Choose two to five creators where you find them, then press “Compare”.
        </EmptyState>
      ) : (
        <Compared ids={ids} />
      )}
    </>
  );
}

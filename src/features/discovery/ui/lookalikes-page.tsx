import { Sparkles } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { FoundActions } from "./found-actions.tsx";
import { FollowerFigure, FoundName } from "./found-table.tsx";
import type { Found } from "./use-find.ts";

const featureWords = {
  followers: "followers",
  er_followers: "engagement",
  category: "category",
  topics: "topics",
  country: "country",
  language: "language",
  audience_countries: "audience’s countries",
  audience_ages: "audience’s ages",
  audience_genders: "audience’s genders",
  audience_interests: "audience’s interests",
} as const;

interface Near {
  readonly creator: Found;
  readonly like_name: string;
  readonly likeness: number;
  readonly features: readonly { readonly feature: keyof typeof featureWords; readonly likeness: number }[];
}

/** Less than this share rounds to nothing. */
const nothing = 0.005;

function Reasons({ of }: { readonly of: Near }) {
  const unlike = of.features.filter(({ likeness }) => likeness < nothing);
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
      {of.features
        .filter(({ likeness }) => likeness >= nothing)
        .map(({ feature, likeness }) => (
          <li key={feature} className={likeness < 0.5 ? "text-muted" : undefined}>
            {featureWords[feature]} <Ratio value={likeness} digits={0} />
          </li>
        ))}
      {unlike.length > 0 && <li className="text-muted">nothing alike: {unlike.map(({ feature }) => featureWords[feature]).join(", ")}</li>}
    </ul>
  );
}

const columnsOf = (isOfMany: boolean): Column<Near>[] => [
  { key: "name", head: "Creator", isName: true, cell: ({ creator }) => <FoundName of={creator} /> },
  {
    key: "likeness",
    head: "Alike",
    align: "end",
    isCorner: true,
    cell: ({ likeness }) => <Ratio value={likeness} digits={0} />,
    explain:
      "The plain mean of how alike two accounts are in everything that is known of both: followers by their ratio (ten times as many is nothing alike), engagement by its ratio (four times), category, country and language by being the same, topics and audiences by what they share.",
  },
  ...(isOfMany ? [{ key: "like", head: "Most like", cell: ({ like_name }: Near) => like_name }] : []),
  { key: "reasons", head: "Because", canWrap: true, cell: (near) => <Reasons of={near} /> },
  { key: "followers", head: "Followers", align: "end", cell: ({ creator }) => <FollowerFigure of={creator} /> },
];

function Lookalikes({ ids, list }: { readonly ids: readonly string[]; readonly list: string | undefined }) {
  const to = usePaths();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const body = { creator_ids: [...ids], ...(list === undefined ? {} : { list_id: list }), limit: 50 };
  const { data } = api.useSuspenseQuery("post", "/v1/creators/lookalikes", { body });
  const flip = ({ creator }: Near, isOn: boolean) => {
    const next = new Map(chosen);
    if (isOn) next.set(creator.creator_id, creator.name);
    else next.delete(creator.creator_id);
    setChosen(next);
  };
  const choose = (near: Near) => (
    <input
      type="checkbox"
      aria-label={`Choose ${near.creator.name}`}
      checked={chosen.has(near.creator.creator_id)}
      onChange={(event) => flip(near, event.currentTarget.checked)}
      className="size-4 accent-accent pointer-coarse:size-5"
    />
  );
  return (
    <>
      <p className="mb-3 text-muted">
        <Count value={data.compared} /> accounts of the same platforms, with a tenth to ten times the followers, were compared
        {data.is_cut && "; there are more, these are the nearest in size"}.
      </p>
      <Table
        caption="Creators who are alike"
        columns={columnsOf(ids.length !== 1)}
        rows={data.data}
        rowKey={({ creator }) => creator.creator_id}
        rowPath={({ creator }) => to.creator(creator.creator_id)}
        rowActions={choose}
        empty={
          <EmptyState title="Nobody is known to be alike" icon={Sparkles}>
            At least three things have to be known of both accounts. Import figures, categories or audiences of more creators.
          </EmptyState>
        }
      />
      <FoundActions lists={[]} chosen={chosen} onClear={() => setChosen(new Map())} />
    </>
  );
}

/** Creators who are like some, or like those on a list. */
export function LookalikesPage() {
  const to = usePaths();
  const [text = ""] = useSearchText("creators");
  const [list] = useSearchText("list");
  const ids = [...new Set(text.split(",").filter((id) => id !== ""))].slice(0, 50);
  return (
    <>
      <PageHeader
        title="Creators alike"
        guide="how-do-i-find-creators"
        lead="Who resembles those you chose, with the reasons. Nothing here is learned or hidden: it is one stated mean."
        crumbs={[{ label: "Find creators", to: to.findCreators() }]}
      />
      {ids.length === 0 && list === undefined ? (
        <EmptyState
          title="Nobody to compare with"
          icon={Sparkles}
          action={
            <ButtonLink to={to.findCreators()} variant="primary">
              Find creators
            </ButtonLink>
          }
        >
          Choose creators where you find them, then press “Find alike”, or begin from a list.
        </EmptyState>
      ) : (
        <Lookalikes ids={ids} list={list} />
      )}
    </>
  );
}

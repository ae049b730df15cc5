import { ListOrdered } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { CreatorChecklist } from "../../../web/pickers/creator-checklist.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { partWords, pointsText, scoreText, shareText, type RankedCreator, type Ranking } from "./words.ts";

const source = "audiences, profiles, posts and orders of the workspace";

function Points({ of }: { readonly of: Pick<RankedCreator, "score" | "low" | "high"> }) {
  if (of.score === null) return <Unknown reason="nothing of it is known" />;
  return <WithInterval interval={`${pointsText(of.low)} to ${pointsText(of.high)}`}>{pointsText(of.score)}</WithInterval>;
}

function columnsOf({ formulas, data }: Ranking): Column<RankedCreator>[] {
  const asked = (data[0]?.parts ?? []).filter(({ is_asked: isAsked }) => isAsked);
  return [
    {
      key: "name",
      head: "Creator",
      isName: true,
      cell: ({ name, platform, handle }) => (
        <>
          {name}
          <span className="block text-sm font-normal">
            <AccountHandle account={{ platform, handle }} />
          </span>
        </>
      ),
    },
    {
      key: "score",
      head: "Fit",
      align: "end",
      isCorner: true,
      cell: (row) => <Points of={row} />,
      explain: <Explanation formula={formulas["score"]} source={source} />,
    },
    ...asked.map(({ key }): Column<RankedCreator> => ({
      key,
      head: partWords[key],
      align: "end",
      cell: ({ parts }) => <Points of={parts.find((part) => part.key === key)!} />,
      explain: <Explanation formula={formulas["part"]} source={source} />,
    })),
    { key: "known", head: "Known", align: "end", cell: ({ known }) => shareText(known) },
    {
      key: "reason",
      head: "Speaks most for it",
      canWrap: true,
      cell: ({ best_reason: reason, competitors }) => (
        <span className="flex flex-col">
          <span>{reason ?? "Nothing is known"}</span>
          {competitors.length > 0 && <span className="text-warn">Speaks of competitors: {competitors.join(", ")}</span>}
        </span>
      ),
    },
  ];
}

function Result({ ranking }: { readonly ranking: Ranking }) {
  const to = usePaths();
  const [best] = ranking.data;
  return (
    <div className="flex flex-col gap-3">
      <p aria-live="polite">
        {best === undefined ? "None of them has an account." : `${best.name} fits best, at ${scoreText(best)}.`}{" "}
        {ranking.without_account > 0 && `${ranking.without_account} without an account are left out.`}
      </p>
      {ranking.is_cut && <Notice tone="warn" title="The program has more than 500 creators: the newest are ranked" />}
      <Table
        caption={`Creators by fit with ${ranking.profile_name}`}
        columns={columnsOf(ranking)}
        rows={ranking.data}
        rowKey={({ creator_id: id }) => id}
        rowPath={({ creator_id: id }) => to.creator(id)}
        empty={null}
      />
    </div>
  );
}

/** Chosen creators, or those of a program, in the order in which they fit. */
export function RankingSection({ profileId }: { readonly profileId: string }) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [program, setProgram] = useState<string>();
  const rank = api.useMutation("post", "/v1/creator-rankings");
  const isNone = ids.length === 0 && program === undefined;
  const ask = () =>
    rank.mutate({
      body: {
        profile_id: profileId,
        ...(ids.length === 0 ? {} : { creator_ids: [...ids] }),
        ...(program === undefined ? {} : { program_id: program }),
      },
    });
  return (
    <Section title="Who fits best?" lead="Choose a program, creators, or both; of each creator the account that fits best counts.">
      <div className="flex flex-col gap-4">
        <Card>
          <div className="grid items-start gap-4 md:grid-cols-2">
            <ProgramPicker label="Program" isOptional value={program} onChange={setProgram} />
            <CreatorChecklist value={ids} onChange={setIds} />
            <div>
              <Button variant="primary" isDisabled={isNone} isBusy={rank.isPending} onClick={ask}>
                Rank creators
              </Button>
            </div>
          </div>
        </Card>
        {rank.data === undefined ? (
          <EmptyState title="Nobody is ranked yet" icon={ListOrdered}>
            What is not known of a creator widens their range and is said; it never counts as zero.
          </EmptyState>
        ) : (
          <Result ranking={rank.data} />
        )}
      </div>
    </Section>
  );
}

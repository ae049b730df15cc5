import { Suspense, useState } from "react";
import { api } from "../../../web/api.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { goalWords, optionsOf, type Mix, type PlatformAdvice } from "./words.ts";

type Row = PlatformAdvice["advice"][number];

const columns: Column<Row>[] = [
  { key: "platform", head: "Platform", isName: true, cell: ({ platform }) => platformLabel(platform) },
  {
    key: "points",
    head: "Points",
    align: "end",
    isCorner: true,
    cell: ({ points }) => points,
    explain: "The points of all rules that spoke for it.",
  },
  {
    key: "rules",
    head: "Rules that counted",
    canWrap: true,
    cell: ({ rules }) => (
      <ul className="flex flex-col gap-1">
        {rules.map(({ id, says, source, points }) => (
          <li key={id}>
            {says} ({points > 0 ? `+${points}` : points})<span className="block text-xs text-muted">{source}</span>
          </li>
        ))}
      </ul>
    ),
  },
];

function Advice({ profileId, goal }: { readonly profileId: string; readonly goal: Mix["goal"] }) {
  const { data } = api.useSuspenseQuery("get", "/v1/buyer-profiles/{id}/platform-advice", {
    params: { path: { id: profileId }, query: { goal } },
  });
  return (
    <div className="flex flex-col gap-3">
      <Table
        caption="Platforms by the rules"
        columns={columns}
        rows={data.advice}
        rowKey={({ platform }) => platform}
        empty={<p className="text-muted">No rule speaks: name an age, where they are, or what the product is.</p>}
      />
      {data.silent.length > 0 && (
        <More label={`${data.silent.length} rules did not speak`}>
          <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
            {data.silent.map(({ id, says, why }) => (
              <li key={id}>
                {says}: <span className="text-muted">{why}</span>
              </li>
            ))}
          </ul>
        </More>
      )}
    </div>
  );
}

/** Which platforms the rules speak for, and which rule spoke. */
export function PlatformCard({ profileId }: { readonly profileId: string }) {
  const [goal, setGoal] = useState<Mix["goal"]>("sales");
  return (
    <Section title="Which platforms?" lead="What guides for brands say of such buyers, rule by rule. The rules are data of the workspace.">
      <div className="flex flex-col gap-4">
        <div className="max-w-xs">
          <Select label="Goal" options={optionsOf(goalWords)} value={goal} onChange={setGoal} />
        </div>
        <Suspense fallback={<Skeleton shape="wide" />}>
          <Advice profileId={profileId} goal={goal} />
        </Suspense>
      </div>
    </Section>
  );
}

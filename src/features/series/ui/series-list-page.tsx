import { FileUp, TrendingUp } from "lucide-react";
import { api } from "../../../web/api.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { PostTabs } from "../../../web/lists/post-tabs.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { kindLabel } from "./series-words.ts";

type Series = paths["/v1/daily-series"]["get"]["responses"][200]["content"]["application/json"]["data"][number];

const dayOrNone = (on: string | null) => (on === null ? <Unknown /> : <Day on={on} />);

const columns: Column<Series>[] = [
  { key: "name", head: "Series", isName: true, cell: ({ name }) => name },
  {
    key: "kind",
    head: "What is counted",
    cell: ({ kind, creator_name: name }) => (name === null ? kindLabel(kind) : `Followers of ${name}`),
  },
  { key: "first", head: "From", cell: ({ first_on: on }) => dayOrNone(on) },
  { key: "last", head: "To", cell: ({ last_on: on }) => dayOrNone(on) },
  { key: "days", head: "Days known", align: "end", cell: ({ days }) => <Count value={days} /> },
  {
    key: "missing",
    head: "Missing",
    align: "end",
    cell: ({ missing_days: days }) => <Count value={days} />,
    explain: "Days between the first and the last that no file told. They are not known, and not taken for zero.",
  },
];

/** Series by day from elsewhere. */
export function SeriesListPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/daily-series");
  const bring = canWrite && (
    <ButtonLink to={to.newImport()} search={{ kind: "daily_series" }} icon={FileUp}>
      Import
    </ButtonLink>
  );
  const isEmpty = data.data.length === 0;
  return (
    <>
      <PageHeader
        title="Series"
        lead="Branded searches, direct traffic and followers, day by day: what people do who never click a link."
        actions={!isEmpty && bring}
      />
      <PostTabs />
      <Table
        caption="Series"
        columns={columns}
        rows={data.data}
        rowKey={({ id }) => id}
        rowPath={({ id }) => to.oneSeries(id)}
        empty={
          <EmptyState title="No series yet" icon={TrendingUp} action={bring}>
            Export the daily clicks on your brand’s name from Search Console, or direct visits from your analytics, and import them. Then
            see what each post did to them.
          </EmptyState>
        }
      />
    </>
  );
}

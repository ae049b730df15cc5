import { Glasses } from "lucide-react";
import { api } from "../../../web/api.ts";
import { MatrixChart } from "../../../web/charts/matrix/matrix-chart.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { locale } from "../../../web/kit/value/locale.ts";
import type { Days } from "../../../web/pickers/period.ts";
import { usePaths } from "../../../web/session.ts";
import { overlapFinding, type Lenses, type LensRow } from "./lenses.ts";

const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const orders = (text: string): string => twoDigits.format(Number(text));

function CreatorLink({ row }: { readonly row: Pick<LensRow, "creator_id" | "name"> }) {
  const to = usePaths();
  return <TextLink to={to.creator(row.creator_id)}>{row.name}</TextLink>;
}

function Experiment({ of, models }: { readonly of: LensRow["experiment"]; readonly models: Lenses["models"] }) {
  if (of === null) return <span className="text-muted">not known</span>;
  return (
    <span
      title={`${of.source}, against “${models.find(({ id }) => id === of.model)?.name ?? of.model}”${of.is_of_all ? ", measured over all creators together" : ""}`}
    >
      {orders(of.orders)}{" "}
      <span className="text-muted">
        ({Math.round(Number(of.level) * 1000) / 10} %: {orders(of.low)} to {orders(of.high)})
      </span>
    </span>
  );
}

const columnsOf = ({ model, models, answered }: Lenses): Column<LensRow>[] => [
  { key: "who", head: "Creator", isName: true, cell: (row) => <CreatorLink row={row} /> },
  {
    key: "path",
    head: "Path",
    align: "end",
    cell: (row) => <span title={`${row.path} orders`}>{orders(row.path)}</span>,
    explain: `Orders by what was seen: clicks, visits and codes, shared out by “${model.name}”. ${model.explanation} The table above has the other models.`,
  },
  {
    key: "code",
    head: "Code",
    align: "end",
    cell: (row) => <Count value={row.code} />,
    explain: "Orders on which a code of the creator was used, each whole. Codes leak: coupon sites have them too.",
  },
  {
    key: "survey",
    head: "Survey",
    align: "end",
    cell: (row) => (row.survey === null ? <span className="text-muted">not known</span> : <Count value={row.survey} />),
    explain: `Orders whose customer named the creator, each whole, out of ${answered} that are answered; not known where none is. Most customers do not answer, and those who do remember what is loud.`,
  },
  {
    key: "experiment",
    head: "Experiment",
    align: "end",
    cell: (row) => <Experiment of={row.experiment} models={models} />,
    explain:
      "Orders under the model that an experiment was held against, times what it says that they are worth, with its interval. Point at a figure for the experiment and the model. Not known as long as no experiment says anything of the creator. Credit itself stays as it is.",
  },
];

function OverlapCard({ lenses }: { readonly lenses: Lenses }) {
  const zone = useZone();
  const { overlap, as_of } = lenses;
  const percent = (share: string): string => `${Math.round(Number(share) * 100)} %`;
  return (
    <Card title="Which orders creators share">
      <MatrixChart
        title={overlapFinding(overlap)}
        unit="Share of the row’s orders that the column touched too"
        source={`clicks, visits and codes before each paid order in ${lenses.currency}, ${instantText(as_of, zone)}`}
        rowHead="Creator"
        rows={overlap.map((row) => row.name)}
        columns={overlap.map((row) => row.name)}
        cells={overlap.map((row, at) =>
          row.cells.map((cell, column) =>
            column === at
              ? null
              : {
                  share: Number(cell.share),
                  text: percent(cell.share),
                  title: `${cell.orders} of ${row.touched} orders, ${percent(cell.share)}`,
                },
          ),
        )}
      />
    </Card>
  );
}

/** What the path, codes, answers and experiments each say of every creator, and which orders creators share. */
export function LensesSection({ days, currency }: { readonly days: Days; readonly currency: string | undefined }) {
  const query = { ...days, ...(currency === undefined ? {} : { currency }) };
  const { data: lenses } = api.useSuspenseQuery("get", "/v1/attribution/lenses", { params: { query } });
  return (
    <Section
      title="Four lenses"
      lead="Four ways to say whose orders they were. They need not agree, and do not add up to one another: where they differ is what to test."
    >
      <div className="flex flex-col gap-5">
        <Table
          caption="Orders by lens"
          columns={columnsOf(lenses)}
          rows={lenses.creators}
          rowKey={(row) => row.creator_id}
          file={tableFile("/v1/attribution/lenses", { query, table: "creators" })}
          empty={
            <EmptyState title="No creator shows under any lens" icon={Glasses}>
              Creators appear here with the first click, code or answer of a paid order of these days.
            </EmptyState>
          }
        />
        {lenses.overlap.length > 1 && <OverlapCard lenses={lenses} />}
      </div>
    </Section>
  );
}

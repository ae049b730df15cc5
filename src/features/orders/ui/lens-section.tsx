import { useState } from "react";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { usePaths } from "../../../web/session.ts";
import { lensRows, type LensRow, type Story } from "./story.ts";

function Who({ row }: { readonly row: LensRow }) {
  const to = usePaths();
  return row.creatorId === null ? <>{row.name}</> : <TextLink to={to.creator(row.creatorId)}>{row.name}</TextLink>;
}

function Experiment({ of }: { readonly of: LensRow["experiment"] }) {
  if (of === null) return <span className="text-muted">not known</span>;
  return (
    <span title={`${of.source}, against “${of.model}”`}>
      <Ratio value={of.share} />{" "}
      <span className="text-muted">
        ({Math.round(of.level * 1000) / 10} %: <Ratio value={of.low} /> to <Ratio value={of.high} />)
      </span>
    </span>
  );
}

const none = <span className="text-muted">none</span>;

const columns: Column<LensRow>[] = [
  { key: "who", head: "Creator or channel", isName: true, cell: (row) => <Who row={row} /> },
  {
    key: "path",
    head: "Path",
    align: "end",
    cell: (row) => (row.path === null ? <span className="text-muted">not seen</span> : <Ratio value={row.path} />),
    explain: "The share of the order that the chosen model gives to what was seen of them: clicks, visits and codes.",
  },
  {
    key: "code",
    head: "Code",
    cell: (row) => (row.code === null ? none : <span className="font-mono">{row.code}</span>),
    explain: "The code of theirs that was used on the order.",
  },
  {
    key: "survey",
    head: "Survey",
    cell: (row) => (row.isNamed ? <Badge tone="accent">Named</Badge> : none),
    explain: "Whom the customer named when asked after the order. It pays nobody and has no share of credit.",
  },
  {
    key: "experiment",
    head: "Experiment",
    align: "end",
    cell: (row) => <Experiment of={row.experiment} />,
    explain:
      "How likely they caused the order: the share under the model that an experiment was held against, times what it says that their credit is worth, with its interval; the same whichever model is chosen above. Not known as long as no experiment says anything of them.",
  },
];

/** Four ways to say whose an order is, side by side. */
export function LensSection({ story }: { readonly story: Story }) {
  const [model, choose] = useState(story.default_model);
  if (story.touches.length === 0) return null;
  return (
    <Section
      title="Four lenses"
      lead="What was seen, which code was used, what the customer said, and what experiments make of it. They need not agree."
      actions={
        <Select
          label="Model of the path"
          isLabelHidden
          options={story.models.map(({ id, name }) => ({ value: id, label: name }))}
          value={model}
          onChange={choose}
        />
      }
    >
      <Table caption="Whose the order is, by lens" columns={columns} rows={lensRows(story, model)} rowKey={(row) => row.key} empty={null} />
    </Section>
  );
}

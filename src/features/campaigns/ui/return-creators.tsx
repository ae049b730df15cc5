import { Tag, UsersRound } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { creditText } from "../../../web/lists/credit-text.ts";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { horizonOf, horizonWords, MarginCell, PerSpentCell, RoiCell } from "./return-cells.tsx";
import { returnFile, type Campaign, type CampaignReturn, type CreatorHorizon, type HorizonReturn } from "./campaign.ts";
import { PartDialog } from "./worth-dialogs.tsx";

type Creator = CampaignReturn["creators"][number];

const spans = (["campaign", "days_90", "lifetime"] as const).map((value) => ({ value, label: horizonWords[value] }));

function columnsOf(report: CampaignReturn, span: HorizonReturn["horizon"]): Column<Creator>[] {
  const of = (creator: Creator): CreatorHorizon => horizonOf(creator.horizons, span);
  return [
    { key: "name", head: "Creator", isName: true, cell: (creator) => creator.name },
    { key: "orders", head: "Orders", align: "end", cell: (creator) => creditText(of(creator).orders), explain: report.formulas["orders"] },
    { key: "revenue", head: "Revenue", align: "end", cell: (creator) => <Money value={of(creator).revenue} /> },
    {
      key: "cost",
      head: "Cost",
      align: "end",
      cell: (creator) => <Money value={of(creator).cost} />,
      explain: report.formulas["cost"],
    },
    {
      key: "roi",
      head: "Return",
      align: "end",
      cell: (creator) => <RoiCell of={of(creator)} />,
      explain: `${report.formulas["roi"] ?? ""}. ${report.formulas["interval"] ?? ""}`,
    },
    { key: "per", head: "For 1 spent", align: "end", cell: (creator) => <PerSpentCell of={of(creator)} /> },
    { key: "margin", head: "Margin after cost", align: "end", cell: (creator) => <MarginCell of={of(creator)} part="after_cost" /> },
    {
      key: "payback",
      head: "Paid back on",
      align: "end",
      cell: ({ payback_on: on }) => (on === null ? <Unknown reason="not yet, or nothing was spent" /> : <Day on={on} />),
      explain: report.formulas["payback"],
    },
  ];
}

/** What each creator of a campaign brought and cost. */
export function CampaignCreators({ report, campaign }: { readonly report: CampaignReturn; readonly campaign: Campaign }) {
  const canWrite = useIsAtLeast("manager");
  const [part, setPart] = useState<Campaign["creators"][number]>();
  const partOf = (creator: CampaignReturn["creators"][number]) => campaign.creators.find((each) => each.creator_id === creator.creator_id);
  const editPart = (creator: CampaignReturn["creators"][number]) => (
    <IconButton icon={Tag} label={`Offer and format of ${creator.name}`} onClick={() => setPart(partOf(creator))} />
  );
  const to = usePaths();
  const [wanted, choose] = useSearchText("span");
  const span = spans.find((each) => each.value === wanted)?.value ?? "campaign";
  return (
    <Section
      title="By creator"
      lead="Costs of the campaign as a whole are in no creator’s row."
      actions={
        <Select
          label="Span"
          isLabelHidden
          options={spans}
          value={span}
          onChange={(value) => choose(value === "campaign" ? undefined : value)}
        />
      }
    >
      <Table
        caption={`Return by creator, ${horizonWords[span]}`}
        isGrid
        columns={columnsOf(report, span)}
        rows={report.creators}
        rowKey={(creator) => creator.creator_id}
        file={returnFile(report, "creators")}
        rowPath={(creator) => to.creator(creator.creator_id)}
        {...(canWrite ? { rowActions: editPart } : {})}
        empty={
          <EmptyState title="Nobody takes part yet" icon={UsersRound}>
            Choose the campaign’s creators under “Edit campaign”: what their links and codes bring in its days counts.
          </EmptyState>
        }
      />
      {part !== undefined && <PartDialog campaign={campaign} part={part} onClose={() => setPart(undefined)} />}
    </Section>
  );
}

import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Days } from "../../../web/pickers/period.ts";
import { PeriodPicker, usePeriod } from "../../../web/pickers/period-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { ShareButton } from "../../../web/sharing/share-button.tsx";
import { DayCharts } from "./day-charts.tsx";
import { FirstSteps } from "./first-steps.tsx";
import type { Overview } from "./figures.ts";
import { OverviewStats } from "./overview-stats.tsx";
import { TopCreators } from "./top-creators.tsx";

/** Whether nothing at all happened in these days. */
const isQuiet = ({ figures }: Overview): boolean =>
  figures.orders.value === 0 && figures.clicks.value === 0 && figures.other_conversions.value === 0;

const owesSomething = ({ figures }: Overview): boolean =>
  [...figures.owed_payable.value, ...figures.owed_pending.value].some((owed) => owed.amount !== "0");

function Report({ days }: { readonly days: Days }) {
  const to = usePaths();
  const { data: overview } = api.useSuspenseQuery("get", "/v1/reports/overview", { params: { query: days } });
  return (
    <div className="flex flex-col gap-8">
      {isQuiet(overview) && <FirstSteps />}
      {(!isQuiet(overview) || owesSomething(overview)) && <OverviewStats overview={overview} />}
      {!isQuiet(overview) && (
        <>
          <DayCharts overview={overview} />
          <Section
            title="Creators behind it"
            lead={`Credit by ${overview.model.name.toLowerCase()}; who is paid is decided by the pay rule.`}
            actions={<TextLink to={to.attribution()}>Compare all models</TextLink>}
          >
            <TopCreators overview={overview} />
          </Section>
        </>
      )}
    </div>
  );
}

/** What a brand opens Vouch for: what came in, who brought it, and what is owed for it. */
export function OverviewPage() {
  const period = usePeriod();
  return (
    <>
      <PageHeader
        title="Overview"
        lead={period.text}
        actions={
          <>
            <ShareButton asked={{ report: "overview", ...period.asked }} />
            <PeriodPicker period={period} />
          </>
        }
      />
      <Suspense fallback={<PageSkeleton />}>
        <Report days={period.asked} />
      </Suspense>
    </>
  );
}

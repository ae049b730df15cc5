import { FlaskConical } from "lucide-react";
import type { paths } from "../../../web/api.gen.d.ts";
import { api } from "../../../web/api.ts";
import { ComputationCard } from "../../../web/computations/computation-card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import { presetWords, type StudyResult } from "./dial-words.ts";
import { ordersText } from "./findings.ts";
import { CreatorChart, LensChart } from "./study-charts.tsx";
import { StudyForm } from "./study-form.tsx";
import { SightCard, StudyTable } from "./study-table.tsx";

type Latest = paths["/v1/market/studies/latest"]["get"]["responses"][200]["content"]["application/json"];

function StudyStats({ result }: { readonly result: StudyResult }) {
  const { runs, orders, caused, caused_revenue: revenue } = result;
  const source = `Market simulator: ${presetWords[result.preset].label.toLowerCase()}, ${runs} runs`;
  return (
    <Stats>
      <Stat
        label="Orders of a run"
        value={ordersText(orders.mean)}
        explanation={{
          formula: "mean of all orders over the runs",
          source,
          interval: `nine runs of ten: ${ordersText(orders.low)} to ${ordersText(orders.high)}`,
        }}
      />
      <Stat
        label="Caused by creators"
        value={ordersText(caused.mean)}
        unit="orders"
        explanation={{
          formula: "orders that would not have come without a post, repeat orders of those customers included; mean over the runs",
          source,
          interval: `nine runs of ten: ${ordersText(caused.low)} to ${ordersText(caused.high)}`,
        }}
      />
      <Stat
        label="Revenue so caused"
        value={<Money value={revenue.mean} />}
        explanation={{ formula: "what was paid for those orders less refunds; mean over the runs", source }}
      />
      <Stat
        label="Runs"
        value={String(runs)}
        explanation={{ formula: "how often the business was played, each with another seed", source }}
      />
    </Stats>
  );
}

function Result({ result }: { readonly result: StudyResult }) {
  return (
    <div className="flex flex-col gap-5">
      <StudyStats result={result} />
      <LensChart result={result} />
      <CreatorChart result={result} />
      <StudyTable result={result} />
      <SightCard />
    </div>
  );
}

/** The last study that was finished, where the newest has no result: still under way, stopped or failed. */
function Earlier({ of, result }: { readonly of: NonNullable<Latest["result_of"]>; readonly result: StudyResult }) {
  return (
    <div className="flex flex-col gap-5">
      <p>
        The last study that was finished, asked for on <DateTime at={of.requested_at} />:
      </p>
      <Result result={result} />
    </div>
  );
}

function Study({ latest }: { readonly latest: Latest }) {
  const { computation_id: id, result_of: of, result } = latest;
  if (id === null)
    return (
      <EmptyState title="Nothing played yet" icon={FlaskConical}>
        Turn the dials to a business like yours and play it. You then see which way of counting comes closest to what creators really
        caused, and by how much the others are off.
      </EmptyState>
    );
  if (result !== null && of?.computation_id === id) return <Result result={result} />;
  const stopped = result === null ? {} : { stopped: "Nothing of it was kept. What stands below is the study before it." };
  return (
    <>
      <ComputationCard id={id} label="Playing the business" {...stopped}>
        {() => null}
      </ComputationCard>
      {result !== null && of !== null && <Earlier of={of} result={result} />}
    </>
  );
}

/** How far each way of counting is from the truth, for a business like one's own. */
export function MarketPage() {
  const { data: latest } = api.useSuspenseQuery("get", "/v1/market/studies/latest");
  return (
    <>
      <PageHeader
        title="How wrong is my counting?"
        lead="Each way of counting sees only its own kind of evidence. Here a made-up business like yours is played many times; its truth is known, so you see how far off each is. Your own orders are read only to fit its dials, and never changed."
      />
      <div className="flex flex-col gap-6">
        <Study latest={latest} />
        <StudyForm last={latest.result} />
      </div>
    </>
  );
}

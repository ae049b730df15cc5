import { FileDown, RefreshCw, Scale } from "lucide-react";
import { api, usePages } from "../../../web/api.ts";
import { useDownload } from "../../../web/client/download.ts";
import { Sparkline } from "../../../web/charts/sparkline.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { GuideLink } from "../../../web/kit/action/guide-link.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { PartList, ScoreSummary } from "./score-parts.tsx";
import { SamplesSection } from "./samples.tsx";
import { ScoreChart } from "./score-chart.tsx";

interface AccountPath {
  readonly id: string;
  readonly account_id: string;
}

function ScoreButton({ path, label }: { readonly path: AccountPath; readonly label: string }) {
  const score = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/scorecards", {
    onSuccess: () => showDone("The account is scored."),
  });
  return (
    <Button icon={RefreshCw} isBusy={score.isPending} onClick={() => score.mutate({ params: { path } })}>
      {label}
    </Button>
  );
}

/** When it was made, how earlier scores went, and the file that makes the same bytes anywhere. */
function Provenance({
  id,
  madeAt,
  sha256,
  scores,
}: {
  readonly id: string;
  readonly madeAt: string;
  readonly sha256: string;
  readonly scores: readonly (number | null)[];
}) {
  const download = useDownload();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-muted">
      <span>
        Scored <DateTime at={madeAt} />
      </span>
      {scores.length > 1 && (
        <span className="inline-flex items-center gap-1.5">
          <Sparkline label={`Earlier scores: ${scores.map((score) => score ?? "none").join(", ")}`} values={scores} /> last {scores.length}{" "}
          scores
        </span>
      )}
      <span title={sha256}>SHA-256 {sha256.slice(0, 12)}…</span>
      <Button
        size="small"
        variant="quiet"
        icon={FileDown}
        isBusy={download.isPending}
        onClick={() => download.mutate({ from: `/v1/scorecards/${id}/input`, fileName: `${id}-input.json` })}
      >
        What it was made from
      </Button>
      <GuideLink page="how-the-score-works" />
    </div>
  );
}

function Scorecard({ id, scores }: { readonly id: string; readonly scores: readonly (number | null)[] }) {
  const { data: card } = api.useSuspenseQuery("get", "/v1/scorecards/{id}", { params: { path: { id } } });
  return (
    <>
      <Provenance id={id} madeAt={card.made_at} sha256={card.input_sha256} scores={scores} />
      <ScoreSummary result={card.result} />
      <Card>
        <ScoreChart result={card.result} />
      </Card>
      <PartList parts={card.result.parts} />
    </>
  );
}

/** One account: its newest scorecard with all that it is made of, and its samples. */
export function AccountScores({ path }: { readonly path: AccountPath }) {
  const canWrite = useIsAtLeast("manager");
  const cards = usePages("/v1/creators/{id}/accounts/{account_id}/scorecards", { path, query: { limit: 20 } });
  if (cards.rows === undefined) return <PageSkeleton />;
  const [newest] = cards.rows;
  return (
    <div className="flex flex-col gap-5">
      {newest === undefined ? (
        <EmptyState title="Not scored yet" icon={Scale} action={canWrite && <ScoreButton path={path} label="Score this account" />}>
          A score says how much of the audience is real, how people take to the posts, and what is not known. Nothing is guessed: what is
          missing is named.
        </EmptyState>
      ) : (
        <>
          {canWrite && (
            <div>
              <ScoreButton path={path} label="Score again" />
            </div>
          )}
          <Scorecard id={newest.id} scores={cards.rows.map(({ score }) => score).toReversed()} />
        </>
      )}
      <SamplesSection path={path} />
    </div>
  );
}

import { Scale } from "lucide-react";
import { usePages } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths } from "../../../web/session.ts";
import { DecisionBadge } from "./decisions.tsx";

/** On a creator's page: what was decided last, and the way to the scorecards. */
export function VettingCard() {
  const to = usePaths();
  const id = useParam("creator");
  const { rows = [] } = usePages("/v1/vetting-decisions", { query: { creator_id: id, limit: 1 } });
  const [newest] = rows;
  return (
    <Card title="Vetting">
      <div className="flex flex-wrap items-center justify-between gap-3">
        {newest === undefined ? (
          <p className="text-muted">Nothing decided yet.</p>
        ) : (
          <p className="min-w-0 flex-1 basis-60 break-words">
            <DecisionBadge decision={newest.decision} /> {newest.reason}{" "}
            <span className="text-muted">
              {newest.decided_by}, <DateTime at={newest.decided_at} isDayOnly />
            </span>
          </p>
        )}
        <ButtonLink to={to.creatorVetting(id)} icon={Scale}>
          Scorecard
        </ButtonLink>
      </div>
    </Card>
  );
}

import { CircleCheck, CircleSlash } from "lucide-react";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { Status } from "../../../web/kit/value/status.tsx";
import { usePaths } from "../../../web/session.ts";
import type { Story } from "./story.ts";

type Decision = Story["decisions"][number];
type Commission = Story["commissions"][number];

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

const isNonZero = ({ amount }: { readonly amount: string }): boolean => amount !== "0";

/** Where the money of the commission that stands is. */
function MoneyState({ commission }: { readonly commission: Commission }) {
  const { state, amount, reversed, pending, payable } = commission;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="text-xl font-semibold">
        <Money value={state === "payable" ? payable : state === "on_hold" ? pending : amount} />
      </span>
      <Status value={state} />
      {state === "on_hold" && (
        <span>
          until <DateTime at={commission.hold_until} />
        </span>
      )}
      {isNonZero(reversed) && (
        <span className="text-muted">
          <Money value={amount} /> earned, <Money value={reversed} /> taken back
        </span>
      )}
    </p>
  );
}

/** Who is paid for the order and why: the sentence that everybody asks for. */
export function DecisionCard({ story }: { readonly story: Story }) {
  const to = usePaths();
  const decision: Decision | undefined = story.decisions.at(-1);
  const commission = story.commissions.find((each) => each.state !== "replaced");
  if (decision === undefined) {
    return (
      <Card title="Who is paid">
        <p>Not decided yet. An order is decided a moment after it arrives.</p>
      </Card>
    );
  }
  const Icon = decision.outcome === "pay" ? CircleCheck : CircleSlash;
  return (
    <Card
      title="Who is paid"
      actions={
        decision.is_provisional ? <Badge tone="warn">Provisional: not all clicks are in yet</Badge> : <Badge tone="good">Decided</Badge>
      }
    >
      <div className="flex gap-3">
        <Icon aria-hidden className="mt-0.5 size-6 shrink-0" />
        <div className="flex min-w-0 flex-col gap-2">
          <p className="text-lg font-semibold break-words">{sentence(decision.reason_text)}</p>
          {commission !== undefined && <MoneyState commission={commission} />}
          <p className="text-muted">
            {decision.creator !== null && decision.program !== null && (
              <>
                <TextLink to={to.creator(decision.creator.id)}>{decision.creator.name}</TextLink>, program{" "}
                <TextLink to={to.program(decision.program.id)}>{decision.program.name}</TextLink>.{" "}
              </>
            )}
            {decision.version > 1 ? `Decision ${decision.version} of this order, made ` : "Decided "}
            <DateTime at={decision.decided_at} />.
          </p>
        </div>
      </div>
    </Card>
  );
}

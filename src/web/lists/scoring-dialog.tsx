import { Suspense } from "react";
import { ComputationCard } from "../computations/computation-card.tsx";
import { TextLink } from "../kit/action/text-link.tsx";
import { Dialog } from "../kit/overlay/dialog.tsx";
import { PageSkeleton } from "../kit/page/page-skeleton.tsx";
import { usePaths } from "../session.ts";

/** What came of scoring many, in the words of `POST /v1/scorecards`. */
interface ScoredMany {
  readonly accounts: number;
  readonly scored: number;
  readonly without: readonly { readonly creator_id: string; readonly account_id: string | null; readonly why: string }[];
}

const mostNamed = 10;

function Reason({
  why,
  ids,
  names,
}: {
  readonly why: string;
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}) {
  const to = usePaths();
  return (
    <li>
      {why}{" "}
      {ids.slice(0, mostNamed).map((id, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <TextLink to={to.creatorVetting(id)}>{names.get(id) ?? id}</TextLink>
        </span>
      ))}
      {ids.length > mostNamed && ` and ${ids.length - mostNamed} more`}
    </li>
  );
}

function idsByReason({ without }: ScoredMany): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { why, creator_id: id } of without) found.set(why, (found.get(why) ?? new Set()).add(id));
  return found;
}

function Outcome({ result, names }: { readonly result: ScoredMany; readonly names: ReadonlyMap<string, string> }) {
  const byReason = idsByReason(result);
  return (
    <div role="status">
      <p className="font-medium">
        {result.scored} of {result.accounts === 1 ? "1 account has" : `${result.accounts} accounts have`} a score now.
      </p>
      {byReason.size > 0 && (
        <>
          <p className="mt-3">Without a score:</p>
          <ul className="mt-1 list-disc pl-5">
            {[...byReason].map(([why, ids]) => (
              <Reason key={why} why={why} ids={[...ids]} names={names} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface ScoringDialogProps {
  readonly computationId: string;
  /** Whom is scored: "12 creators". */
  readonly whom: string;
  /** Names of creators, as far as they are at hand. */
  readonly names?: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** How far the scoring of many creators is, and what came of it. It goes on when the dialog is closed. */
export function ScoringDialog({ computationId, whom, names = new Map(), onClose }: ScoringDialogProps) {
  return (
    <Dialog isOpen onClose={onClose} title={`Score ${whom}`} lead="It goes on when you close this; scores show in searches as they come.">
      <Suspense fallback={<PageSkeleton />}>
        <ComputationCard
          id={computationId}
          label="Scoring"
          stopped="Scores that were made stay. Ask for the rest again when you need them."
        >
          {(result) => <Outcome result={result as unknown as ScoredMany} names={names} />}
        </ComputationCard>
      </Suspense>
    </Dialog>
  );
}

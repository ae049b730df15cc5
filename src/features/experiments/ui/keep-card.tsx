import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { ConfirmButton } from "../../../web/kit/overlay/confirm-button.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { estimateText, levelText, withEnds, type Experiment } from "./words.ts";

type Keeping = NonNullable<Experiment["keeping"]>;

const times = (factor: number): string => factor.toFixed(2).replace("-", "−");

interface KeepProps {
  readonly keeping: Keeping;
  readonly unit: string;
  /** In which regions it was caused, in words: "all treated regions". */
  readonly where: string;
  readonly onKeep: () => void;
  readonly isKeeping: boolean;
  /** Takes back, and says when that has ended either way. */
  readonly onUndo: (settled: () => void) => void;
  readonly isUndoing: boolean;
}

function Figures({ keeping, unit, where }: Pick<KeepProps, "keeping" | "unit" | "where">) {
  const to = usePaths();
  const { factor, caused, credited, creators, campaign, level } = keeping;
  if (factor === null || caused === null || credited === null) return <p>{keeping.reason}</p>;
  const campaignText =
    campaign === null ? null : campaign.clash === "" ? "gets what was caused, and its return on it" : `is not filled in. ${campaign.clash}`;
  return (
    <>
      <KeyValueList
        entries={[
          { label: "Caused", value: withEnds(caused, (value) => estimateText(value, unit)) },
          { label: "Credited to them", value: estimateText(credited, unit) },
          { label: "Caused for 1 credited", value: <strong>{withEnds(factor, times)}</strong> },
          { label: "Whose credit", value: creators.map(({ name }) => name).join(", ") },
          ...(campaign === null
            ? []
            : [
                {
                  label: "Campaign",
                  value: (
                    <>
                      <TextLink to={to.campaign(campaign.campaign_id)}>{campaign.name}</TextLink> {campaignText}
                    </>
                  ),
                },
              ]),
        ]}
      />
      <p className="mt-3 text-sm text-muted">
        Caused in {where}, divided by the credit of these creators for orders of the days of treatment, by the last touch that is not
        direct. Intervals of {levelText(level ?? 0)}: that of what was caused, by the same credit. Orders do not tell their region, so all
        of that credit counts as made there. {keeping.notes.join(" ")}
      </p>
    </>
  );
}

function Undo({ onUndo, isUndoing }: Pick<KeepProps, "onUndo" | "isUndoing">) {
  return (
    <ConfirmButton label="Take back" title="Take the kept result back?" onConfirm={onUndo} isBusy={isUndoing} size="small">
      What was known of these creators before holds again. The experiment and its result stay.
    </ConfirmButton>
  );
}

function Actions({ keeping, onKeep, isKeeping, onUndo, isUndoing }: KeepProps) {
  if (!useIsAtLeast("analyst")) return null;
  const isNew = keeping.kept_at === null;
  const canKeep = keeping.factor !== null && (isNew || keeping.is_older);
  return (
    <>
      {canKeep && (
        <Button size="small" variant="primary" onClick={onKeep} isBusy={isKeeping}>
          {isNew ? "Keep this result" : "Keep the newer result"}
        </Button>
      )}
      {!isNew && <Undo onUndo={onUndo} isUndoing={isUndoing} />}
    </>
  );
}

/** What the result says that the creators' credit is worth, to be kept with one press. */
export function KeepCard(props: KeepProps) {
  const to = usePaths();
  const { kept_at: keptAt, is_older: isOlder } = props.keeping;
  return (
    <Card
      title="What is their credit worth?"
      lead="Once kept, it is shown beside credit as the lens “Experiment”. Credit itself and pay stay as they are."
      actions={<Actions {...props} />}
    >
      <Figures {...props} />
      {keptAt !== null && (
        <p className="mt-3">
          Kept since <DateTime at={keptAt} />
          {isOlder ? ", of an earlier analysis than the one above" : ""}. See it on <TextLink to={to.attribution()}>Attribution</TextLink>.
        </p>
      )}
    </Card>
  );
}

type Sent = (of: { params: { path: { id: string } } }, then: { onSuccess: () => void; onSettled?: () => void }) => void;

/** What a press on the card's buttons sends. */
export const keepActions = (id: string, keep: { mutate: Sent; isPending: boolean }, undo: { mutate: Sent; isPending: boolean }) => ({
  onKeep: () => keep.mutate({ params: { path: { id } } }, { onSuccess: () => showDone("The result is kept.") }),
  isKeeping: keep.isPending,
  onUndo: (onSettled: () => void) => undo.mutate({ params: { path: { id } } }, { onSuccess: () => showDone("Taken back."), onSettled }),
  isUndoing: undo.isPending,
});

import { UserX } from "lucide-react";
import { api, type ListRow } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge, type Tone } from "../../../web/kit/value/badge.tsx";

type Schedule = ListRow<"/v1/report-schedules">;
export type OutsideReader = Schedule["outside_readers"][number];
type Mail = Pick<OutsideReader, "last_state" | "last_due_at" | "last_problem">;

const mailWords: { readonly [S in NonNullable<Mail["last_state"]>]: string } = {
  waiting: "on its way",
  sending: "on its way",
  sent: "sent",
  failed: "not sent",
  unknown: "may have arrived",
};

/** What became of the newest mail to a reader. */
export function MailState({ mail: { last_state: state, last_due_at: at, last_problem: problem } }: { readonly mail: Mail }) {
  if (state === null || at === null) return "nothing yet";
  return (
    <span className={state === "failed" || state === "unknown" ? "text-bad" : undefined} title={problem ?? undefined}>
      {mailWords[state]}, <DateTime at={at} />
    </span>
  );
}

const stateLooks: { readonly [S in OutsideReader["state"]]: { readonly tone: Tone; readonly word: string } } = {
  invited: { tone: "accent", word: "Invited" },
  expired: { tone: "neutral", word: "Did not answer" },
  confirmed: { tone: "good", word: "Said yes" },
  declined: { tone: "neutral", word: "Said no" },
  stopped: { tone: "neutral", word: "Ended it" },
  bounced: { tone: "bad", word: "No such address" },
};

/** Since when, and what there is to know beside the state. */
function StateText({ reader }: { readonly reader: OutsideReader }) {
  if (reader.state === "confirmed") return <MailState mail={reader} />;
  if (reader.problem !== null) return <span className="text-bad">{reader.problem}</span>;
  const at = reader.state === "invited" ? reader.invited_at : (reader.answered_at ?? reader.invited_at);
  return <DateTime at={at} />;
}

interface OutsideReaderLineProps {
  readonly reader: OutsideReader;
  /** Missing where the viewer may not. */
  readonly onRemove: ((reader: OutsideReader) => void) | undefined;
}

/** Somebody outside, how they answered, and a way to take them out. */
export function OutsideReaderLine({ reader, onRemove }: OutsideReaderLineProps) {
  const { tone, word } = stateLooks[reader.state];
  return (
    <span className="flex items-start justify-between gap-2">
      <span className="flex min-w-0 flex-col">
        <span className="[overflow-wrap:anywhere]">{reader.email}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <Badge tone={tone}>{word}</Badge>
          <StateText reader={reader} />
        </span>
      </span>
      {onRemove !== undefined && <IconButton icon={UserX} label={`Take out ${reader.email}`} onClick={() => onRemove(reader)} />}
    </span>
  );
}

/** Asks before somebody outside is taken out. */
export function RemoveReaderDialog({ of, onClose }: { readonly of: OutsideReader; readonly onClose: () => void }) {
  const remove = api.useMutation("delete", "/v1/report-readers/{id}", {
    onSuccess: () => showDone("They are taken out, and their address is forgotten."),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take out ${of.email}?`}
      confirmLabel="Take out"
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { path: { id: of.id } } })}
    >
      They get this report no more, and their address is forgotten. That they once said no, if they did, is still respected.
    </ConfirmDialog>
  );
}

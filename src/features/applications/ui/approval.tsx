import { Check, X } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { ConfirmButton } from "../../../web/kit/overlay/confirm-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Application } from "./application-words.tsx";

interface ApplicationProps {
  readonly application: Application;
}
type Known = Application["known"][number];
type Account = Application["accounts"][number];

const profileOf = ({ platform, handle }: Account): string => `${handleText({ platform, handle })} on ${platformLabel(platform)}`;
const verifiedOf = ({ accounts }: Application): string =>
  accounts
    .filter(({ verified_at }) => verified_at !== null)
    .map(profileOf)
    .join(", ");

function useApprove({ id, program_name }: Application) {
  const approve = api.useMutation("post", "/v1/applications/{id}/approve");
  const send = (as: { creator_id: string } | { is_new: boolean }, name: string, close: () => void) =>
    approve.mutate(
      { params: { path: { id } }, body: as },
      { onSuccess: () => showDone(`${name} is a creator of ${program_name} now.`), onSettled: close },
    );
  return { send, isBusy: approve.isPending };
}

/** A creator here who may be the applicant, and the way to approve the application as them: it asks first. */
function KnownCreator({ application, known }: ApplicationProps & { readonly known: Known }) {
  const to = usePaths();
  const isShown = application.known.some(({ by }) => by === "profile");
  const canApprove = useIsAtLeast("manager") && application.state === "verified" && (known.by === "profile" || !isShown);
  const { send, isBusy } = useApprove(application);
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span>
        <TextLink to={to.creator(known.creator_id)}>{known.name}</TextLink> {known.why}
        {known.by === "email" && ", which anybody can write"}.
      </span>
      {canApprove && (
        <ConfirmButton
          label={`Approve as ${known.name}`}
          size="small"
          title={`Approve as ${known.name}?`}
          isBusy={isBusy}
          onConfirm={(close) => send({ creator_id: known.creator_id }, known.name, close)}
        >
          <ul className="list-disc pl-4">
            <li>
              {verifiedOf(application)} will stand at {known.name}.
            </li>
            <li>
              {known.name} is enrolled in {application.program_name}.
            </li>
            <li>
              Name, e-mail address and country of {known.name} stay as they are; {application.name}, {application.email}, is kept with the
              application.
            </li>
          </ul>
          <p className="mt-2">A decision stays.</p>
        </ConfirmButton>
      )}
    </li>
  );
}

/** Creators here who may be the applicant: one of them is taken, or none. */
export function KnownNotice({ application }: ApplicationProps) {
  return (
    <Notice tone="warn" title="They may be a creator here already">
      <ul className="flex flex-col gap-2">
        {application.known.map((known) => (
          <KnownCreator key={known.creator_id} application={application} known={known} />
        ))}
      </ul>
    </Notice>
  );
}

/** Profiles that the applicant named, that others here have, and that nobody showed to be the applicant's. */
export function LeftOutNotice({ application }: ApplicationProps) {
  const to = usePaths();
  const leftOut = application.accounts.flatMap((account) =>
    account.held_by === null || account.verified_at !== null ? [] : [{ account, holder: account.held_by }],
  );
  if (leftOut.length === 0) return null;
  return (
    <Notice tone="warn" title="A profile of somebody else is named">
      <ul className="flex flex-col gap-2">
        {leftOut.map(({ account, holder }) => (
          <li key={account.id}>
            {profileOf(account)} is the profile of <TextLink to={to.creator(holder.creator_id)}>{holder.name}</TextLink> here, and it is not
            verified: it is left out of what is approved. Should it be theirs, verify it first.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Why an application cannot be approved as a new creator now; undefined where it can. */
function whyNot({ state, known }: Application): string | undefined {
  if (state === "new") return "No profile is verified yet.";
  const owner = known.find(({ by }) => by === "profile");
  return owner === undefined ? undefined : `A verified profile is ${owner.name}’s: approve as ${owner.name} below.`;
}

function ApproveNew({ application }: ApplicationProps) {
  const { send, isBusy } = useApprove(application);
  const [isAsking, setAsking] = useState(false);
  const { name, known } = application;
  const reason = whyNot(application);
  const approve = () => send({ is_new: known.length > 0 }, name, () => setAsking(false));
  return (
    <>
      {reason !== undefined && <span className="text-sm text-muted">{reason}</span>}
      <Button
        variant="primary"
        icon={Check}
        isDisabled={reason !== undefined}
        isBusy={isBusy}
        onClick={() => (known.length > 0 ? setAsking(true) : approve())}
      >
        Approve
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Approve ${name} as a new creator?`}
        confirmLabel="Approve as new"
        onConfirm={approve}
        isBusy={isBusy}
      >
        {known.map((each) => each.name).join(", ")} {known.length === 1 ? "has" : "have"} the same e-mail address. {name} becomes another
        creator, with {verifiedOf(application)}, in {application.program_name}.
      </ConfirmDialog>
    </>
  );
}

/** The decision on an application. */
export function Decision({ application, onRefuse }: ApplicationProps & { readonly onRefuse: () => void }) {
  return (
    <>
      <ApproveNew application={application} />
      <Button icon={X} onClick={onRefuse}>
        Refuse
      </Button>
    </>
  );
}

import { Mail, UserPlus, UserRoundX, X } from "lucide-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { sessionQueries, sessionQuery } from "../../../web/session.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { roleLabel, roleOptions, type Role } from "./role-options.ts";

type Member = components["schemas"]["Member"];
type Invitation = components["schemas"]["Invitation"];

interface RoleChange {
  readonly member: Member;
  readonly role: Role;
}

function RoleDialog({ change, onClose }: { readonly change: RoleChange; readonly onClose: () => void }) {
  const { member, role } = change;
  const update = api.useMutation("patch", "/v1/members/{id}", {
    onSuccess: () => showDone(`${member.name} is ${roleLabel(role).toLowerCase()} now.`),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Make ${member.name} ${roleLabel(role).toLowerCase()}?`}
      confirmLabel="Change role"
      isBusy={update.isPending}
      onConfirm={() => update.mutate({ params: { path: { id: member.id } }, body: { role } })}
    >
      {roleOptions.find((option) => option.value === role)?.hint} It counts at once.
    </ConfirmDialog>
  );
}

function RemoveDialog({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const remove = api.useMutation("delete", "/v1/members/{id}", {
    onSuccess: () => showDone(`${member.name} is out of the workspace.`),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Remove ${member.name}?`}
      confirmLabel="Remove member"
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { path: { id: member.id } } })}
    >
      They can no longer open this workspace. What they did stays in the audit log.
    </ConfirmDialog>
  );
}

interface MemberColumns {
  readonly ownEmail: string | null;
  /** Undefined for those who may not change roles. */
  readonly onRole: ((change: RoleChange) => void) | undefined;
}

const columnsOf = ({ ownEmail, onRole }: MemberColumns): Column<Member>[] => [
  {
    key: "name",
    head: "Name",
    isName: true,
    cell: (member) => (
      <span className="inline-flex items-center gap-2">
        {member.name} {member.email === ownEmail && <Badge tone="accent">You</Badge>}
      </span>
    ),
  },
  { key: "email", head: "E-mail", isName: true, cell: (member) => member.email },
  {
    key: "role",
    head: "Role",
    cell: (member) =>
      onRole === undefined ? (
        roleLabel(member.role)
      ) : (
        <div className="min-w-32 sm:-my-1">
          <Select
            label={`Role of ${member.name}`}
            isLabelHidden
            options={roleOptions}
            value={member.role}
            onChange={(role) => onRole({ member, role })}
          />
        </div>
      ),
  },
  { key: "since", head: "Since", align: "end", cell: (member) => <DateTime at={member.created_at} isDayOnly /> },
];

const invitationColumns: Column<Invitation>[] = [
  { key: "email", head: "E-mail", isName: true, cell: (invitation) => invitation.email },
  { key: "role", head: "Role", cell: (invitation) => roleLabel(invitation.role) },
  { key: "until", head: "Link valid until", align: "end", cell: (invitation) => <DateTime at={invitation.expires_at} /> },
];

function Invitations() {
  const { data } = api.useSuspenseQuery("get", "/v1/invitations");
  const revoke = api.useMutation("delete", "/v1/invitations/{id}", { onSuccess: () => showDone("The invitation is taken back.") });
  return (
    <Section title="Invited" lead="A link works once. Lost it? Take the invitation back and send a new one.">
      <Table
        rows={data.data}
        file={tableFile("/v1/invitations")}
        caption="Invitations"
        columns={invitationColumns}
        rowKey={(invitation) => invitation.id}
        rowActions={(invitation) => (
          <IconButton
            icon={X}
            label={`Take back the invitation of ${invitation.email}`}
            onClick={() => revoke.mutate({ params: { path: { id: invitation.id } } })}
          />
        )}
        empty={
          <EmptyState title="Nobody is waiting" icon={Mail}>
            Whoever is invited and has not joined yet is listed here.
          </EmptyState>
        }
      />
    </Section>
  );
}

type Open = "invite" | { readonly removing: Member } | RoleChange | undefined;

function OpenDialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  if (open === undefined) return null;
  if (open === "invite") return <InviteDialog onClose={onClose} />;
  return "removing" in open ? <RemoveDialog member={open.removing} onClose={onClose} /> : <RoleDialog change={open} onClose={onClose} />;
}

/** The people of the workspace, and who is invited. */
export function MembersPage() {
  const { data } = api.useSuspenseQuery("get", "/v1/members");
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  const isOwner = useIsAtLeast("owner");
  const [open, setOpen] = useState<Open>();
  const invite = isOwner && (
    <Button variant="primary" icon={UserPlus} onClick={() => setOpen("invite")}>
      Invite member
    </Button>
  );
  const removeButton = (member: Member) => (
    <IconButton icon={UserRoundX} label={`Remove ${member.name}`} onClick={() => setOpen({ removing: member })} />
  );
  return (
    <>
      <PageHeader title="Members" lead="Who can open this workspace, and what they may do." actions={invite} />
      <div className="flex flex-col gap-8">
        <Table
          rows={data.data}
          file={tableFile("/v1/members")}
          caption="Members"
          columns={columnsOf({ ownEmail: session.email, onRole: isOwner ? setOpen : undefined })}
          rowKey={(member) => member.id}
          {...(isOwner ? { rowActions: removeButton } : {})}
          empty={null}
        />
        {isOwner && <Invitations />}
      </div>
      <OpenDialog open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { roleOptions, type Role } from "./role-options.ts";

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly created_at: string;
}

function RoleChoice({ member }: { readonly member: Member }) {
  const isOwner = useIsAtLeast("owner");
  const update = api.useMutation("patch", "/v1/members/{id}");
  const choose = (role: Role) =>
    update.mutate({ params: { path: { id: member.id } }, body: { role } }, { onSuccess: () => showDone(`${member.name} is ${role} now.`) });
  return (
    <Select
      label={`Role of ${member.name}`}
      isLabelHidden
      options={roleOptions}
      value={member.role}
      onChange={choose}
      isDisabled={!isOwner || update.isPending}
      name="role"
      error={undefined}
    />
  );
}

function RemoveButton({ member }: { readonly member: Member }) {
  const [isAsking, setAsking] = useState(false);
  const remove = api.useMutation("delete", "/v1/members/{id}");
  const confirm = () =>
    remove.mutate(
      { params: { path: { id: member.id } } },
      {
        onSuccess: () => showDone(`${member.name} is out of the workspace.`),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Remove
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Remove ${member.name}?`}
        confirmLabel="Remove member"
        onConfirm={confirm}
        isBusy={remove.isPending}
        isDangerous
      >
        They can no longer open this workspace. What they did stays in the audit log.
      </ConfirmDialog>
    </>
  );
}

const columns = (canManage: boolean): Column<Member>[] => [
  { key: "name", head: "Name", cell: (member) => member.name },
  { key: "email", head: "E-mail", cell: (member) => member.email },
  { key: "role", head: "Role", cell: (member) => <RoleChoice member={member} /> },
  { key: "since", head: "Since", cell: (member) => <DateTime at={member.created_at} isDayOnly /> },
  ...(canManage ? [{ key: "remove", head: "", align: "end" as const, cell: (member: Member) => <RemoveButton member={member} /> }] : []),
];

function Invitations() {
  const { data } = api.useSuspenseQuery("get", "/v1/invitations");
  const revoke = api.useMutation("delete", "/v1/invitations/{id}");
  if (data.data.length === 0) return null;
  return (
    <Section title="Invited" lead="Each link is valid for seven days and works once.">
      <ul className="flex flex-col gap-2">
        {data.data.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {invitation.email}, as {invitation.role}, until <DateTime at={invitation.expires_at} />
            </span>
            <Button
              size="small"
              onClick={() =>
                revoke.mutate({ params: { path: { id: invitation.id } } }, { onSuccess: () => showDone("The invitation is taken back.") })
              }
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The people of the workspace, and who is invited. */
export function MembersPage() {
  const { data } = api.useSuspenseQuery("get", "/v1/members");
  const isOwner = useIsAtLeast("owner");
  const [isInviting, setInviting] = useState(false);
  const invite = (
    <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
      Invite member
    </Button>
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Members" lead="Who can open this workspace, and what they may do." actions={isOwner && invite} />
      <Table
        rows={data.data}
        caption="Members"
        columns={columns(isOwner)}
        rowKey={(member) => member.id}
        empty={<EmptyState title="Nobody here">Invite somebody.</EmptyState>}
      />
      {isOwner && <Invitations />}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

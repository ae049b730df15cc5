import { localDay } from "../../../kernel/zone.ts";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { handleText, platformLabel, platformOptions } from "../../../web/pickers/platforms.ts";
import { useWorkspace } from "../../../web/session.ts";
import type { Account, Creator } from "./platforms.tsx";

interface AccountDialogProps {
  readonly creator: Creator;
  readonly account?: Account;
  readonly onClose: () => void;
}

/** Adds an account, or changes its handle and address. */
export function AccountDialog({ creator, account, onClose }: AccountDialogProps) {
  const add = api.useMutation("post", "/v1/creators/{id}/accounts", inForm);
  const update = api.useMutation("patch", "/v1/creators/{id}/accounts/{account_id}", inForm);
  const form = useForm({
    initial: { platform: account?.platform ?? "instagram", handle: account?.handle ?? "", url: "" },
    submit: ({ platform, handle, url }) => {
      const address = url === "" ? {} : { url };
      return account === undefined
        ? add.mutateAsync({ params: { path: { id: creator.id } }, body: { platform, handle, ...address } })
        : update.mutateAsync({ params: { path: { id: creator.id, account_id: account.id } }, body: { handle, ...address } });
    },
    onDone: (saved) => {
      showDone(`${handleText(saved)} is saved.`);
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={account === undefined ? "Add account" : "Edit account"}>
      <Form form={form} submitLabel={account === undefined ? "Add account" : "Save account"} onCancel={onClose}>
        <Select label="Platform" options={platformOptions} isDisabled={account !== undefined} {...form.field("platform")} />
        <TextInput
          label="Handle or address of the account"
          placeholder="@anna or https://instagram.com/anna"
          autoComplete="off"
          {...form.field("handle")}
        />
        <TextInput
          label="Address"
          type="url"
          isOptional
          hint="Only where the handle does not give it: a blog, a newsletter."
          placeholder="https://"
          {...form.field("url")}
        />
      </Form>
    </Dialog>
  );
}

/** Writes down how many followed an account on a day. */
export function FollowersDialog({ creator, account, onClose }: Required<AccountDialogProps>) {
  const { zone } = useWorkspace();
  const today = localDay(Date.now(), zone);
  const record = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/snapshots", inForm);
  const form = useForm({
    initial: { followers: undefined as number | undefined, observed_on: today },
    submit: ({ followers, observed_on }) =>
      followers === undefined
        ? missing("followers", "Write the number you saw.")
        : record.mutateAsync({ params: { path: { id: creator.id, account_id: account.id } }, body: { followers, observed_on } }),
    onDone: () => {
      showDone("The number is written down.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Followers of ${handleText(account)}`}
      lead={`On ${platformLabel(account.platform)}. Earlier numbers stay in the history.`}
    >
      <Form form={form} submitLabel="Write down" onCancel={onClose}>
        <NumberInput label="Followers" {...form.field("followers")} />
        <DateInput label="Seen on" max={today} {...form.field("observed_on")} />
      </Form>
    </Dialog>
  );
}

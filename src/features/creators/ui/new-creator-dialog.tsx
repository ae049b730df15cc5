import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { CountryPicker } from "../../../web/pickers/country-picker.tsx";
import type { Platform } from "../../../kernel/social/platform.ts";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";

interface NewCreator {
  readonly name: string;
  readonly email: string;
  readonly country: string | undefined;
  readonly platform: Platform;
  readonly handle: string;
  readonly followers: number | undefined;
}

const nobody: NewCreator = { name: "", email: "", country: undefined, platform: "instagram", handle: "", followers: undefined };

function bodyOf({ name, email, country, platform, handle, followers }: NewCreator) {
  const account = { platform, handle, ...(followers === undefined ? {} : { followers }) };
  return { name, email: email === "" ? null : email, country: country ?? null, accounts: handle.trim() === "" ? [] : [account] };
}

/** Adds one creator by hand, with the account one knows them from. */
export function NewCreatorDialog({ onClose }: { readonly onClose: () => void }) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/creators", inForm);
  const form = useForm({
    initial: nobody,
    pointers: { platform: "/accounts/0/platform", handle: "/accounts/0/handle", followers: "/accounts/0/followers" },
    submit: (values) => create.mutateAsync({ body: bodyOf(values) }),
    onDone: (creator) => {
      showDone(`${creator.name} is added.`);
      onClose();
      void navigate({ to: to.creator(creator.id) });
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Add creator" lead="One account is enough; the others can follow.">
      <Form form={form} submitLabel="Add creator" onCancel={onClose}>
        <TextInput label="Name" autoComplete="off" {...form.field("name")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput label="E-mail" type="email" isOptional autoComplete="off" {...form.field("email")} />
          <CountryPicker label="Country" isOptional {...form.field("country")} />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Select label="Platform" options={platformOptions} {...form.field("platform")} />
          <NumberInput label="Followers" isOptional hint="Leave empty if unknown." {...form.field("followers")} />
        </div>
        <TextInput
          label="Handle or address of the account"
          isOptional
          placeholder="@anna or https://instagram.com/anna"
          autoComplete="off"
          {...form.field("handle")}
        />
      </Form>
    </Dialog>
  );
}

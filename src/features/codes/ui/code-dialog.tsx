import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { More } from "../../../web/kit/parts/more.tsx";
import { InstantInput } from "../../../web/kit/time/instant-input.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { policies, purposes, type Code } from "./code-words.tsx";

interface NewCode {
  readonly code: string;
  readonly creator_id: string | undefined;
  readonly program_id: string | undefined;
  readonly store_id: string;
  readonly purpose: Code["purpose"];
  readonly policy: Code["policy"];
  readonly valid_from: string | undefined;
  readonly valid_until: string | undefined;
}

function bodyOf({ store_id, valid_from, valid_until, ...rest }: NewCode, owner: { creator_id: string; program_id: string }) {
  return {
    ...rest,
    ...owner,
    ...(store_id === "" ? {} : { store_id }),
    ...(valid_from === undefined ? {} : { valid_from }),
    valid_until: valid_until ?? null,
  };
}

function StoreSelect(field: { readonly value: string; readonly onChange: (id: string) => void; readonly error: string | undefined }) {
  const stores = api.useQuery("get", "/v1/stores", {}, { throwOnError: false });
  const all = stores.data?.data ?? [];
  if (all.length < 2) return null;
  return (
    <Select
      label="Store"
      options={[{ value: "", label: "All stores" }, ...all.map((store) => ({ value: store.id, label: store.name }))]}
      {...field}
    />
  );
}

/** Gives a creator a code. */
export function NewCodeDialog({ creatorId, onClose }: { readonly creatorId: string | undefined; readonly onClose: () => void }) {
  const create = api.useMutation("post", "/v1/codes", inForm);
  const initial: NewCode = {
    code: "",
    creator_id: creatorId,
    program_id: undefined,
    store_id: "",
    purpose: "public",
    policy: "always",
    valid_from: undefined,
    valid_until: undefined,
  };
  const form = useForm({
    initial,
    submit: (values) => {
      const { creator_id, program_id } = values;
      if (creator_id === undefined) return missing("creator_id", "Choose whose code it is.");
      if (program_id === undefined) return missing("program_id", "Choose the program in which its orders earn.");
      return create.mutateAsync({ body: bodyOf(values, { creator_id, program_id }) });
    },
    onDone: (code) => {
      showDone(`${code.code} is ready. Your store must know it too.`);
      onClose();
    },
  });
  const { name: _name, ...store } = form.field("store_id");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Create code"
      lead="Make the same code in your store: it gives the discount there; here it says whose order it was."
    >
      <Form form={form} submitLabel="Create code" onCancel={onClose}>
        <TextInput
          label="Code"
          isMono
          placeholder="ANA10"
          autoComplete="off"
          hint="Capital letters, spaces and look-alikes (O and 0) make no difference."
          {...form.field("code")}
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <CreatorPicker label="Creator" {...form.field("creator_id")} />
          <ProgramPicker label="Program" {...form.field("program_id")} />
        </div>
        <RadioCards label="What it is for" options={purposes} {...form.field("purpose")} />
        {form.values.purpose === "public" && <RadioCards label="When it pays" options={policies} {...form.field("policy")} />}
        <More label="From when, until when, in which store">
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <InstantInput
              label="Counts from"
              isOptional
              hint="Empty: from now on. A time in the past lets earlier orders with it earn."
              {...form.field("valid_from")}
            />
            <InstantInput label="Until" isOptional hint="Empty: no end." {...form.field("valid_until")} />
          </div>
          <StoreSelect {...store} />
        </More>
      </Form>
    </Dialog>
  );
}

/** Changes when a code pays and until when. */
export function EditCodeDialog({ code, onClose }: { readonly code: Code; readonly onClose: () => void }) {
  const update = api.useMutation("patch", "/v1/codes/{id}", inForm);
  const form = useForm({
    initial: { policy: code.policy, valid_until: code.valid_until ?? undefined },
    submit: ({ policy, valid_until }) =>
      update.mutateAsync({ params: { path: { id: code.id } }, body: { policy, valid_until: valid_until ?? null } }),
    onDone: () => {
      showDone("Saved. It holds for orders from now on.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Edit ${code.code}`}
      lead="Owner, text and start stay: what was paid rests on them. End this code and create another to change those."
    >
      <Form form={form} submitLabel="Save code" onCancel={onClose}>
        {code.purpose === "public" && <RadioCards label="When it pays" options={policies} {...form.field("policy")} />}
        <InstantInput label="Counts until" isOptional hint="Empty: no end." {...form.field("valid_until")} />
      </Form>
    </Dialog>
  );
}

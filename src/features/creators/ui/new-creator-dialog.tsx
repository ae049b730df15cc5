import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { CountryPicker } from "../../../web/pickers/country-picker.tsx";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { handleText, platformLabel, platformOptions } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";

interface NewCreator {
  readonly name: string;
  readonly email: string;
  readonly country: string | undefined;
  readonly platform: Platform;
  readonly handle: string;
  readonly followers: number | undefined;
}

type Recognised = paths["/v1/creators/recognise"]["get"]["responses"][200]["content"]["application/json"];

const nobody: NewCreator = { name: "", email: "", country: undefined, platform: "instagram", handle: "", followers: undefined };
const pauseMs = 300;

/** The text once nothing was typed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** What the texts of the form name, asked for as they are written; undefined before an account is. */
function useRecognised({ handle, platform, email, name }: NewCreator): Recognised | undefined {
  const asked = usePaused(JSON.stringify({ handle: handle.trim(), platform, email: email.trim(), name: name.trim() }));
  const query = JSON.parse(asked) as { handle: string; platform: Platform; email: string; name: string };
  const { data } = api.useQuery(
    "get",
    "/v1/creators/recognise",
    { params: { query: { text: query.handle, platform: query.platform, email: query.email, name: query.name } } },
    { enabled: query.handle !== "", throwOnError: false },
  );
  return query.handle === "" ? undefined : data;
}

function bodyOf({ name, email, country, platform, handle, followers }: NewCreator, recognised: Recognised | undefined) {
  const where = recognised?.account?.platform ?? platform;
  const account = { platform: where, handle, ...(followers === undefined ? {} : { followers }) };
  const called = name.trim() === "" ? (recognised?.account?.handle ?? "") : name;
  return { name: called, email: email === "" ? null : email, country: country ?? null, accounts: handle.trim() === "" ? [] : [account] };
}

const reasons: Readonly<Record<Recognised["known"][number]["reason"], string>> = {
  account: "has this very account",
  handle: "has the same handle elsewhere",
  email: "has this e-mail address",
  name: "has nearly the same name",
};

/** Who is known already: to be looked at before anything is saved. */
function Known({ known }: { readonly known: Recognised["known"] }) {
  const to = usePaths();
  if (known.length === 0) return null;
  const isTaken = known.some(({ reason }) => reason === "account");
  return (
    <Notice tone={isTaken ? "bad" : "warn"} title={isTaken ? "This account is here already" : "Perhaps here already"}>
      <ul className="flex flex-col gap-1">
        {known.map(({ id, name, reason, is_archived: isArchived }) => (
          <li key={id}>
            <TextLink to={to.creator(id)}>{name}</TextLink> {reasons[reason]}
            {isArchived ? ", and is archived" : ""}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Which account was recognised. */
function accountHint(recognised: Recognised | undefined): string {
  if (recognised?.account) return `${platformLabel(recognised.account.platform)}: ${handleText(recognised.account)}`;
  return recognised?.problem ? `It ${recognised.problem}.` : "Paste it from the browser: the platform and the handle are read from it.";
}

/** Adds one creator by hand, from the pasted address of their page. */
export function NewCreatorDialog({ onClose }: { readonly onClose: () => void }) {
  const to = usePaths();
  const navigate = useNavigate();
  const create = api.useMutation("post", "/v1/creators", inForm);
  const [values, setValues] = useState(nobody);
  const recognised = useRecognised(values);
  const form = useForm({
    initial: nobody,
    pointers: { platform: "/accounts/0/platform", handle: "/accounts/0/handle", followers: "/accounts/0/followers" },
    submit: (chosen) => create.mutateAsync({ body: bodyOf(chosen, recognised) }),
    onDone: (creator) => {
      showDone(`${creator.name} is added.`);
      onClose();
      void navigate({ to: to.creator(creator.id) });
    },
  });
  if (form.values !== values) setValues(form.values);
  const found = recognised?.account;
  return (
    <Dialog isOpen onClose={onClose} title="Add creator" lead="The address of their page is enough; the rest can follow.">
      <Form form={form} submitLabel="Add creator" onCancel={onClose}>
        <TextInput
          label="Address of their page, or handle"
          isOptional
          hint={accountHint(recognised)}
          placeholder="https://instagram.com/anna"
          autoComplete="off"
          {...form.field("handle")}
        />
        <Known known={recognised?.known ?? []} />
        <TextInput
          label="Name"
          isOptional={found !== undefined && found !== null}
          hint={found ? `Empty: ${found.handle}` : undefined}
          autoComplete="off"
          {...form.field("name")}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Platform"
            hint="Of a handle; an address says it by itself."
            options={platformOptions}
            {...form.field("platform")}
          />
          <NumberInput label="Followers" isOptional hint="Leave empty if unknown." {...form.field("followers")} />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput label="E-mail" type="email" isOptional autoComplete="off" {...form.field("email")} />
          <CountryPicker label="Country" isOptional {...form.field("country")} />
        </div>
      </Form>
    </Dialog>
  );
}

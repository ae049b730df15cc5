import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";

/** A program as the API gives it. */
export type Program = components["schemas"]["Program"];

/** What kinds of program there are, in words. */
export const kindOptions: readonly { readonly value: Program["kind"]; readonly label: string }[] = [
  { value: "influencer", label: "Influencer" },
  { value: "affiliate", label: "Affiliate" },
  { value: "ambassador", label: "Ambassador" },
  { value: "referral", label: "Customer referral" },
  { value: "employee_advocacy", label: "Employee advocacy" },
];

/** A kind of program in words. */
export const kindLabel = (kind: Program["kind"]): string => kindOptions.find((option) => option.value === kind)?.label ?? kind;

const common = ["EUR", "USD", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "CAD", "AUD", "JPY"];

interface ProgramDialogProps {
  /** The one to change; missing for a new one. */
  readonly program?: Program;
  readonly onClose: () => void;
}

/** Starts a program, or changes its name, kind and currency. */
export function ProgramDialog({ program, onClose }: ProgramDialogProps) {
  const to = usePaths();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const create = api.useMutation("post", "/v1/programs", inForm);
  const update = api.useMutation("patch", "/v1/programs/{id}", inForm);
  const own = [workspace.currency, ...(program === undefined || program.currency === null ? [] : [program.currency])];
  const offered = [...new Set([...own, ...common])];
  const form = useForm({
    initial: { name: program?.name ?? "", kind: program?.kind ?? ("influencer" as Program["kind"]), currency: program?.currency ?? "" },
    submit: ({ currency, ...rest }) => {
      const body = { ...rest, currency: currency === "" ? null : currency };
      return program === undefined ? create.mutateAsync({ body }) : update.mutateAsync({ params: { path: { id: program.id } }, body });
    },
    onDone: (saved) => {
      showDone(program === undefined ? `Program “${saved.name}” is created.` : "Saved.");
      onClose();
      if (program === undefined) void navigate({ to: to.program(saved.id) });
    },
  });
  const isNew = program === undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isNew ? "Create program" : "Edit program"}
      {...(isNew ? { lead: "What it pays comes next, then who takes part." } : {})}
    >
      <Form form={form} submitLabel={isNew ? "Create program" : "Save program"} onCancel={onClose}>
        <TextInput label="Name" hint="Creators see it." autoComplete="off" {...form.field("name")} />
        <Select label="Kind" options={kindOptions} {...form.field("kind")} />
        <Select
          label="Creators earn in"
          hint="A fixed currency needs rates of exchange for orders in others; see Settings, Accounting."
          options={[
            { value: "", label: "The currency of each order" },
            ...offered.map((currency) => ({ value: currency, label: currency })),
          ]}
          {...form.field("currency")}
        />
      </Form>
    </Dialog>
  );
}

import type { components } from "../../../web/api.gen.d.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Status } from "../../../web/kit/value/status.tsx";

/** A code as the API gives it. */
export type Code = components["schemas"]["Code"];

/** When a code alone gets its owner paid. */
export const policies: readonly { readonly value: Code["policy"]; readonly label: string; readonly hint: string }[] = [
  { value: "always", label: "Always", hint: "Who owns the code is paid, whoever was clicked." },
  {
    value: "if_clicked",
    label: "Only if also clicked",
    hint: "The customer must also have come by a link of the owner. Keeps coupon sites out.",
  },
  { value: "if_last", label: "Only if it came last", hint: "Not if the customer clicked another creator’s link." },
];

/** What a code is for. */
export const purposes: readonly { readonly value: Code["purpose"]; readonly label: string; readonly hint: string }[] = [
  { value: "public", label: "For followers", hint: "Its orders earn." },
  { value: "personal_use", label: "For the creator’s own use", hint: "A discount for themselves: its orders earn nothing." },
];

export const policyLabel = (policy: Code["policy"]): string => policies.find((each) => each.value === policy)?.label ?? policy;
export const purposeLabel = (purpose: Code["purpose"]): string => purposes.find((each) => each.value === purpose)?.label ?? purpose;

/** Whether a code counts now. */
export function CodeStatus({ code }: { readonly code: Code }) {
  if (code.disabled_at !== null) return <Status value="disabled" />;
  if (code.valid_until !== null && Date.parse(code.valid_until) <= Date.now()) return <Status value="expired" />;
  return Date.parse(code.valid_from) > Date.now() ? <Badge tone="accent">To come</Badge> : <Status value="active" />;
}

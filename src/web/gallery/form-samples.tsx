import type { Problem } from "../client/problem.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { MoneyInput } from "../kit/input/money-input.tsx";
import { TextInput } from "../kit/input/text-input.tsx";

const refusal: Problem = {
  type: "https://vouch.example/problems/invalid-input",
  title: "The input is not valid",
  status: 422,
  detail: "3 things are wrong; all are listed in errors.",
  request_id: "01890a5d-ac96-774b-bcce-b302099a8057",
  errors: [
    { pointer: "/name", detail: "name: must have at least 1 character" },
    { pointer: "/cap", detail: "cap: must be more than the fee" },
    { pointer: "/rule/groups/0", detail: "rule.groups.0: names a category that no order has" },
  ],
};

/** A form that is always refused, to see where each fault goes. */
export function FormSamples() {
  const form = useForm({
    initial: { name: "", cap: "100" as string | undefined },
    submit: () => Promise.reject(refusal),
  });
  return (
    <div className="max-w-md">
      <Form form={form} submitLabel="Send and be refused" onCancel={form.reset}>
        <TextInput label="Name" {...form.field("name")} />
        <MoneyInput label="Cap a month" currency="EUR" isOptional {...form.field("cap")} />
      </Form>
    </div>
  );
}

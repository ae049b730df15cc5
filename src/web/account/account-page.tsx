import { useSuspenseQuery } from "@tanstack/react-query";
import { changePassword } from "../client/account.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";
import { Card } from "../kit/page/card.tsx";
import { KeyValueList } from "../kit/page/key-value-list.tsx";
import { PageHeader } from "../kit/page/page-header.tsx";
import { sessionQueries, sessionQuery } from "../session.ts";
import { SecondFactorCard } from "./second-factor-card.tsx";

function PasswordForm() {
  const form = useForm({
    initial: { current: "", next: "" },
    pointers: { current: "/password", next: "/newPassword" },
    submit: ({ current, next }) => changePassword(current, next),
    onDone: () => {
      form.reset();
      showDone("Your password is changed. Other devices are signed out.");
    },
  });
  return (
    <Form form={form} submitLabel="Change password">
      <TextInput label="Current password" type="password" autoComplete="current-password" {...form.field("current")} />
      <TextInput label="New password" type="password" autoComplete="new-password" hint="At least 10 characters." {...form.field("next")} />
    </Form>
  );
}

/** Whose account it is. */
function PersonCard() {
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  return (
    <Card title="You">
      <KeyValueList
        entries={[
          { label: "Name", value: session.name },
          { label: "E-mail", value: session.email },
        ]}
      />
    </Card>
  );
}

/** How the person who is signed in gets in: their password and their second factor. */
export function AccountPage() {
  return (
    <>
      <PageHeader title="My account" lead="How you sign in. It holds for every workspace you belong to." />
      <div className="flex max-w-xl flex-col gap-5">
        <PersonCard />
        <Card title="Password">
          <PasswordForm />
        </Card>
        <SecondFactorCard />
      </div>
    </>
  );
}

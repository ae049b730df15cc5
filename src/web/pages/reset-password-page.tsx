import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { requestPasswordReset, resetPassword, unlessRefused } from "../client/auth.ts";
import { TextLink } from "../kit/action/text-link.tsx";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";
import { paths } from "../paths.ts";
import { useSearchText } from "../search.ts";
import { OutsideFrame } from "../shell/outside-frame.tsx";

function AskForm() {
  const [askedFor, setAskedFor] = useState<string>();
  const form = useForm({
    initial: { email: "" },
    submit: ({ email }) => unlessRefused(requestPasswordReset(email)),
    onDone: (_outcome, { email }) => setAskedFor(email),
  });
  if (askedFor !== undefined) {
    return (
      <p role="status">
        If {askedFor} belongs to an account, a link is on its way there. No mail? Ask the person who runs this installation: they can set a
        password too.
      </p>
    );
  }
  return (
    <Form form={form} submitLabel="Send the link" isFull>
      <TextInput label="E-mail" type="email" autoComplete="username" {...form.field("email")} />
    </Form>
  );
}

function NewPasswordForm({ token }: { readonly token: string }) {
  const router = useRouter();
  const form = useForm({
    initial: { password: "" },
    pointers: { password: "/newPassword" },
    submit: ({ password }) => unlessRefused(resetPassword(token, password)),
    onDone: () => {
      showDone("Your password is changed. Sign in with it.");
      router.history.push(paths.signIn());
    },
  });
  return (
    <Form form={form} submitLabel="Change password" isFull>
      <TextInput
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters."
        {...form.field("password")}
      />
    </Form>
  );
}

/** Choosing a new password: first by asking for a link, then by following it. */
export function ResetPasswordPage() {
  const [token] = useSearchText("token");
  const back = <TextLink to={paths.signIn()}>Back to signing in</TextLink>;
  return (
    <OutsideFrame
      title="Choose a new password"
      lead={token === undefined ? "We mail you a link that is valid for an hour." : undefined}
      foot={back}
    >
      {token === undefined ? <AskForm /> : <NewPasswordForm token={token} />}
    </OutsideFrame>
  );
}

import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { signIn, unlessRefused, verifySecondFactor } from "../client/auth.ts";
import { TextLink } from "../kit/action/text-link.tsx";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { Checkbox } from "../kit/input/checkbox.tsx";
import { TextInput } from "../kit/input/text-input.tsx";
import { paths, safeNext } from "../paths.ts";
import { useSearchText } from "../search.ts";
import { forgetSession } from "../session.ts";
import { OutsideFrame } from "../shell/outside-frame.tsx";

function PasswordForm({ onDone }: { readonly onDone: (kind: "signed-in" | "second-factor") => void }) {
  const form = useForm({
    initial: { email: "", password: "" },
    submit: ({ email, password }) => unlessRefused(signIn(email, password)),
    onDone: ({ kind }) => onDone(kind),
  });
  return (
    <Form form={form} submitLabel="Sign in" isFull>
      <TextInput label="E-mail" type="email" autoComplete="username" {...form.field("email")} />
      <TextInput label="Password" type="password" autoComplete="current-password" {...form.field("password")} />
    </Form>
  );
}

function CodeForm({ onDone }: { readonly onDone: () => void }) {
  const form = useForm({
    initial: { code: "", trustsDevice: false },
    submit: ({ code, trustsDevice }) => unlessRefused(verifySecondFactor(code, trustsDevice)),
    onDone,
  });
  return (
    <Form form={form} submitLabel="Sign in" isFull>
      <TextInput
        label="Code"
        hint="Six digits from your authenticator app, or one of your backup codes."
        autoComplete="one-time-code"
        maxLength={24}
        isMono
        {...form.field("code")}
      />
      <Checkbox label="Do not ask again on this device for 30 days" {...form.field("trustsDevice")} />
    </Form>
  );
}

/** The way in: a password, and a code where a second factor is set up. */
export function SignInPage() {
  const [step, setStep] = useState<"password" | "code">("password");
  const [next] = useSearchText("next");
  const router = useRouter();
  const enter = () => {
    forgetSession();
    router.history.push(safeNext(next));
  };
  if (step === "code") {
    return (
      <OutsideFrame title="One more step" lead="Your account asks for a second factor.">
        <CodeForm onDone={enter} />
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title="Sign in" foot={<TextLink to={paths.resetPassword()}>Forgot your password?</TextLink>}>
      <PasswordForm onDone={(kind) => (kind === "signed-in" ? enter() : setStep("code"))} />
    </OutsideFrame>
  );
}

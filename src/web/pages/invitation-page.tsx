import { useRouter } from "@tanstack/react-router";
import { client } from "../api.ts";
import { signIn } from "../client/auth.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";
import { useParam } from "../params.ts";
import { paths } from "../paths.ts";
import { forgetSession } from "../session.ts";
import { OutsideFrame } from "../shell/outside-frame.tsx";

interface Joining {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** Joins, then signs in; somebody known already has another password and signs in by themselves. */
async function join({ token, name, password }: Joining): Promise<{ email: string; isSignedIn: boolean }> {
  const { data, error } = await client.POST("/v1/invitations/accept", { body: { token, name, password } });
  if (error !== undefined) return Promise.reject(error);
  const outcome = await signIn(data.email, password);
  return { email: data.email, isSignedIn: outcome.kind === "signed-in" };
}

/** What an invitation's link leads to. */
export function InvitationPage() {
  const token = useParam("token");
  const router = useRouter();
  const form = useForm({
    initial: { name: "", password: "" },
    submit: (values) => join({ token, ...values }),
    onDone: ({ email, isSignedIn }) => {
      forgetSession();
      if (!isSignedIn) showDone(`You have joined. Sign in as ${email} with the password you already have.`);
      router.history.push(isSignedIn ? paths.home() : paths.signIn());
    },
  });
  return (
    <OutsideFrame
      title="Join the workspace"
      lead="Somebody invited you. If you already have an account here, your own password stays as it is."
    >
      <Form form={form} submitLabel="Join" isFull>
        <TextInput label="Your name" autoComplete="name" {...form.field("name")} />
        <TextInput
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters."
          {...form.field("password")}
        />
      </Form>
    </OutsideFrame>
  );
}

import { confirmSecondFactor, type SecondFactorStart } from "../client/account.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { CodeBlock } from "../kit/page/code-block.tsx";
import { IdText } from "../kit/value/id-text.tsx";
import { QrPicture } from "./qr-picture.tsx";

interface SecondFactorSetupProps {
  readonly start: SecondFactorStart;
  readonly onDone: () => void;
}

/** Shows the secret once, and asks for the first code. */
export function SecondFactorSetup({ start, onDone }: SecondFactorSetupProps) {
  const form = useForm({ initial: { code: "" }, submit: ({ code }) => confirmSecondFactor(code), onDone });
  const secret = new URL(start.uri).searchParams.get("secret") ?? "";
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-5">
        <QrPicture text={start.uri} label="The secret for your authenticator app" />
        <div className="min-w-0 flex-1 basis-56">
          <p>Scan this with your authenticator app, or type the secret into it:</p>
          <IdText value={secret} what="secret" />
        </div>
      </div>
      <CodeBlock label="Backup codes" code={start.backupCodes.join("\n")} />
      <p className="text-muted">
        Keep the backup codes where you keep important papers. Each gets you in once, if the phone is lost. They are not shown again.
      </p>
      <Form form={form} submitLabel="Turn on">
        <TextInput
          label="Code"
          hint="The six digits that the app shows now."
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          isMono
          {...form.field("code")}
        />
      </Form>
    </div>
  );
}

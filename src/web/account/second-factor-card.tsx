import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { hasSecondFactor, removeSecondFactor, startSecondFactor, type SecondFactorStart } from "../client/account.ts";
import { Form } from "../kit/form/form.tsx";
import { useForm } from "../kit/form/use-form.ts";
import { TextInput } from "../kit/input/text-input.tsx";
import { showDone } from "../kit/overlay/toast-store.ts";
import { Card } from "../kit/page/card.tsx";
import { Badge } from "../kit/value/badge.tsx";
import { SecondFactorSetup } from "./second-factor-setup.tsx";

const query = { queryKey: ["second-factor"], queryFn: hasSecondFactor };

interface PasswordStepProps<R> {
  readonly submitLabel: string;
  readonly isDangerous?: boolean;
  readonly submit: (password: string) => Promise<R>;
  readonly onDone: (answer: R) => void;
}

function PasswordStep<R>({ submitLabel, isDangerous = false, submit, onDone }: PasswordStepProps<R>) {
  const form = useForm({ initial: { password: "" }, submit: ({ password }) => submit(password), onDone });
  return (
    <Form form={form} submitLabel={submitLabel} submitVariant={isDangerous ? "danger" : "primary"}>
      <TextInput label="Your password" type="password" autoComplete="current-password" {...form.field("password")} />
    </Form>
  );
}

/** The second factor: on or off, and the way from one to the other. */
export function SecondFactorCard() {
  const { data: isOn } = useSuspenseQuery(query);
  const queries = useQueryClient();
  const [started, setStarted] = useState<SecondFactorStart>();
  const finish = (sentence: string) => {
    setStarted(undefined);
    showDone(sentence);
    void queries.invalidateQueries({ queryKey: query.queryKey });
  };
  const badge = <Badge tone={isOn ? "good" : "neutral"}>{isOn ? "On" : "Off"}</Badge>;
  return (
    <Card title="Second factor" lead="A code from an app on your phone, asked for after the password." actions={badge}>
      {started !== undefined ? (
        <SecondFactorSetup start={started} onDone={() => finish("The second factor is on.")} />
      ) : isOn ? (
        <PasswordStep submitLabel="Turn off" isDangerous submit={removeSecondFactor} onDone={() => finish("The second factor is off.")} />
      ) : (
        <PasswordStep submitLabel="Set up" submit={startSecondFactor} onDone={setStarted} />
      )}
    </Card>
  );
}

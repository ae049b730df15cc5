import { api } from "../api.ts";
import type { ControlProps } from "../kit/form/field.tsx";
import type { Path } from "../paths.ts";
import { TextLink } from "../kit/action/text-link.tsx";
import { Combobox } from "../kit/input/combobox.tsx";
import { usePaths } from "../session.ts";

interface ProgramPickerProps extends ControlProps<string | undefined> {
  readonly placeholder?: string;
}

const FirstProgram = ({ to }: { readonly to: Path }) => (
  <>
    There is no program yet. <TextLink to={to}>Create the first program</TextLink>, then come back.
  </>
);

/** One program of the workspace; where there is none yet, the way to the first. */
export function ProgramPicker(props: ProgramPickerProps) {
  const to = usePaths();
  const programs = api.useQuery("get", "/v1/programs", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const choices = (programs.data?.data ?? []).map((program) => ({ value: program.id, label: program.name }));
  const isNone = programs.data?.data.length === 0;
  const none = { emptyText: "There is no program yet.", hint: <FirstProgram to={to.programs()} /> };
  return <Combobox placeholder="Choose a program" {...(isNone ? none : { emptyText: "No program fits." })} {...props} choices={choices} />;
}

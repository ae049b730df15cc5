import { api } from "../api.ts";
import type { ControlProps } from "../kit/form/field.tsx";
import { Combobox } from "../kit/input/combobox.tsx";

interface ProgramPickerProps extends ControlProps<string | undefined> {
  readonly placeholder?: string;
}

/** One program of the workspace. */
export function ProgramPicker(props: ProgramPickerProps) {
  const programs = api.useQuery("get", "/v1/programs", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const choices = (programs.data?.data ?? []).map((program) => ({ value: program.id, label: program.name }));
  return <Combobox placeholder="Choose a program" emptyText="No program fits." {...props} choices={choices} />;
}

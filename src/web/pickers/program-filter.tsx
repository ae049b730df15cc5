import { api } from "../api.ts";
import { Select } from "../kit/input/select.tsx";

interface ProgramFilterProps {
  readonly value: string | undefined;
  readonly onChange: (programId: string | undefined) => void;
}

/** Narrows a list to one program. */
export function ProgramFilter({ value, onChange }: ProgramFilterProps) {
  const programs = api.useQuery("get", "/v1/programs", { params: { query: { limit: 200 } } }, { throwOnError: false, staleTime: 60_000 });
  const named = (programs.data?.data ?? []).map((program) => ({ value: program.id, label: program.name }));
  const options = [{ value: "", label: "All programs" }, ...named];
  return (
    <div className="min-w-0 sm:max-w-60">
      <Select label="Program" isLabelHidden options={options} value={value ?? ""} onChange={(id) => onChange(id === "" ? undefined : id)} />
    </div>
  );
}

import { Select } from "../../../web/kit/input/select.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { ProgramFilter } from "../../../web/pickers/program-filter.tsx";
import { useSearchText } from "../../../web/search.ts";

const states = [
  { value: "", label: "All states" },
  { value: "on_hold", label: "On hold" },
  { value: "payable", label: "Payable" },
  { value: "reversed", label: "Reversed" },
  { value: "replaced", label: "Replaced" },
] as const;

/** What the list of commissions is narrowed to; it lives in the address. */
export function useCommissionFilters() {
  const [stateText, chooseState] = useSearchText("state");
  const [creator, chooseCreator] = useSearchText("creator");
  const [program, chooseProgram] = useSearchText("program");
  const state = states.find((each) => each.value === stateText)?.value ?? "";
  const query = {
    ...(state === "" ? {} : { state }),
    ...(creator === undefined ? {} : { creator_id: creator }),
    ...(program === undefined ? {} : { program_id: program }),
  };
  return { state, creator, program, query, isNarrowed: Object.keys(query).length > 0, chooseState, chooseCreator, chooseProgram };
}

/** State, creator and program above the list. */
export function CommissionFilters({ filters }: { readonly filters: ReturnType<typeof useCommissionFilters> }) {
  return (
    <div role="search" className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <div className="min-w-0 max-sm:col-span-2 sm:w-64">
        <CreatorPicker
          label="Creator"
          isLabelHidden
          isOptional
          placeholder="All creators"
          value={filters.creator}
          onChange={filters.chooseCreator}
        />
      </div>
      <Select label="State" isLabelHidden options={states} value={filters.state} onChange={filters.chooseState} />
      <ProgramFilter value={filters.program} onChange={filters.chooseProgram} />
    </div>
  );
}

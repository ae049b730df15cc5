import { Select } from "../../../web/kit/input/select.tsx";
import { SearchBox } from "../../../web/kit/table/search-box.tsx";
import { ProgramFilter } from "../../../web/pickers/program-filter.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";

const platforms = [{ value: "" as const, label: "All platforms" }, ...platformOptions];
const standings = [
  { value: "", label: "All statuses" },
  { value: "active", label: "Active" },
  { value: "paused", label: "Paused" },
  { value: "banned", label: "Banned" },
  { value: "archived", label: "Archived" },
] as const;

type Choice<T extends readonly { readonly value: string }[]> = T[number]["value"];

function oneOf<T extends string>(options: readonly { readonly value: T }[], text: string | undefined): T | "" {
  return options.find((option) => option.value === text)?.value ?? "";
}

function queryOf(
  q: string | undefined,
  platform: Choice<typeof platforms>,
  standing: Choice<typeof standings>,
  program: string | undefined,
) {
  return {
    ...(q === undefined ? {} : { q }),
    ...(platform === "" ? {} : { platform }),
    ...(program === undefined ? {} : { program_id: program }),
    ...(standing === "archived" ? { archived: "true" as const } : standing === "" ? {} : { status: standing }),
  };
}

/** What the list of creators is narrowed to; it lives in the address. */
export function useCreatorFilters() {
  const [q, search] = useSearchText("q");
  const [platformText, choosePlatform] = useSearchText("platform");
  const [standingText, chooseStanding] = useSearchText("status");
  const [program, chooseProgram] = useSearchText("program");
  const clear = useClearSearch(["q", "platform", "status", "program"]);
  const platform = oneOf(platforms, platformText);
  const standing = oneOf(standings, standingText);
  const query = queryOf(q, platform, standing, program);
  const isNarrowed = Object.keys(query).length > 0;
  return { q, platform, standing, program, query, isNarrowed, search, choosePlatform, chooseStanding, chooseProgram, clear };
}

/** Search and filters above the list. */
export function CreatorFilters({ filters }: { readonly filters: ReturnType<typeof useCreatorFilters> }) {
  const { q, platform, standing, program } = filters;
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <div className="min-w-0 flex-1 basis-56 max-sm:col-span-2 sm:max-w-80">
        <SearchBox label="Search by name or handle" value={q} onSearch={filters.search} />
      </div>
      <Select label="Platform" isLabelHidden options={platforms} value={platform} onChange={filters.choosePlatform} />
      <Select label="Status" isLabelHidden options={standings} value={standing} onChange={filters.chooseStanding} />
      <div className="min-w-0 max-sm:col-span-2">
        <ProgramFilter value={program} onChange={filters.chooseProgram} />
      </div>
    </div>
  );
}

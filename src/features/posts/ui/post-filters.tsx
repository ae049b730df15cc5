import { Select } from "../../../web/kit/input/select.tsx";
import { platformOptions } from "../../../web/pickers/platforms.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";
import { formatOptions } from "./post-words.tsx";

const platforms = [{ value: "" as const, label: "All platforms" }, ...platformOptions];
const formats = [{ value: "" as const, label: "All formats" }, ...formatOptions];
const kinds = [
  { value: "", label: "Sponsored or not" },
  { value: "true", label: "Sponsored" },
  { value: "false", label: "Not sponsored" },
  { value: "unknown", label: "Not known" },
] as const;

function oneOf<T extends string>(options: readonly { readonly value: T }[], text: string | undefined): T | "" {
  return options.find((option) => option.value === text)?.value ?? "";
}

/** What the list of posts is narrowed to; it lives in the address. */
export function usePostFilters() {
  const [platformText, choosePlatform] = useSearchText("platform");
  const [formatText, chooseFormat] = useSearchText("format");
  const [sponsoredText, chooseSponsored] = useSearchText("sponsored");
  const [creator] = useSearchText("creator");
  const [campaign] = useSearchText("campaign");
  const clear = useClearSearch(["platform", "format", "sponsored", "creator", "campaign"]);
  const platform = oneOf(platforms, platformText);
  const format = oneOf(formats, formatText);
  const sponsored = oneOf(kinds, sponsoredText);
  const query = {
    ...(platform === "" ? {} : { platform }),
    ...(format === "" ? {} : { format }),
    ...(sponsored === "" ? {} : { sponsored }),
    ...(creator === undefined ? {} : { creator_id: creator }),
    ...(campaign === undefined ? {} : { campaign_id: campaign }),
  };
  const isNarrowed = Object.keys(query).length > 0;
  return { platform, format, sponsored, query, isNarrowed, choosePlatform, chooseFormat, chooseSponsored, clear };
}

/** Filters above the list. */
export function PostFilters({ filters }: { readonly filters: ReturnType<typeof usePostFilters> }) {
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Select label="Platform" isLabelHidden options={platforms} value={filters.platform} onChange={filters.choosePlatform} />
      <Select label="Format" isLabelHidden options={formats} value={filters.format} onChange={filters.chooseFormat} />
      <Select label="Sponsored" isLabelHidden options={kinds} value={filters.sponsored} onChange={filters.chooseSponsored} />
    </div>
  );
}

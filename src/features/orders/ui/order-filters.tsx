import { api } from "../../../web/api.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { SearchBox } from "../../../web/kit/table/search-box.tsx";
import { daysLater } from "../../../web/pickers/period.ts";
import { useClearSearch, useSearchText } from "../../../web/search.ts";

const statuses = [
  { value: "", label: "All statuses" },
  { value: "paid", label: "Paid" },
  { value: "pending", label: "Pending" },
  { value: "cancelled", label: "Cancelled" },
  { value: "test", label: "Test" },
] as const;

/** What the list of orders is narrowed to; it lives in the address. */
export function useOrderFilters() {
  const [externalId, search] = useSearchText("q");
  const [statusText, chooseStatus] = useSearchText("status");
  const [store, chooseStore] = useSearchText("store");
  const [from, chooseFrom] = useSearchText("from");
  const [until, chooseUntil] = useSearchText("until");
  const clear = useClearSearch(["q", "status", "store", "from", "until"]);
  const status = statuses.find((each) => each.value === statusText)?.value ?? "";
  const query = {
    ...(externalId === undefined ? {} : { external_id: externalId }),
    ...(status === "" ? {} : { status }),
    ...(store === undefined ? {} : { store_id: store }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { to: daysLater(until, 1) }),
  };
  const isNarrowed = Object.keys(query).length > 0;
  return { externalId, status, store, from, until, query, isNarrowed, search, chooseStatus, chooseStore, chooseFrom, chooseUntil, clear };
}

function StoreSelect({ value, onChange }: { readonly value: string | undefined; readonly onChange: (store: string | undefined) => void }) {
  const { data } = api.useQuery("get", "/v1/stores", {}, { throwOnError: false, staleTime: 60_000 });
  const named = (data?.data ?? []).map((store) => ({ value: store.id, label: store.name }));
  if (named.length < 2) return null;
  return (
    <Select
      label="Store"
      isLabelHidden
      options={[{ value: "", label: "All stores" }, ...named]}
      value={value ?? ""}
      onChange={(id) => onChange(id === "" ? undefined : id)}
    />
  );
}

/** Search and filters above the list. */
export function OrderFilters({ filters }: { readonly filters: ReturnType<typeof useOrderFilters> }) {
  return (
    <div role="search" className="mb-3 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <div className="min-w-0 flex-1 basis-56 max-sm:col-span-2 sm:max-w-80">
        <SearchBox label="Find by the store’s order number" value={filters.externalId} onSearch={filters.search} />
      </div>
      <Select label="Status" isLabelHidden options={statuses} value={filters.status} onChange={filters.chooseStatus} />
      <StoreSelect value={filters.store} onChange={filters.chooseStore} />
      <div className="flex items-center gap-2 max-sm:col-span-2">
        <DateInput label="First day" isLabelHidden isOptional value={filters.from ?? ""} onChange={filters.chooseFrom} />
        <span aria-hidden>to</span>
        <DateInput label="Last day" isLabelHidden isOptional value={filters.until ?? ""} onChange={filters.chooseUntil} />
      </div>
    </div>
  );
}

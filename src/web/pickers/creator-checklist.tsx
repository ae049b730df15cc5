import { useId, useState } from "react";
import { usePages } from "../api.ts";
import { Button } from "../kit/action/button.tsx";
import { Checkbox } from "../kit/input/checkbox.tsx";
import { recordText } from "../lists/record-text.ts";
import { Skeleton } from "../kit/page/skeleton.tsx";
import { SearchBox } from "../kit/table/search-box.tsx";
import { useWorkspace } from "../session.ts";

interface CreatorChecklistProps {
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly error?: string | undefined;
}

const scrollsByKeyboard = { tabIndex: 0 };

/** Several creators at once: search, tick, search again; what is ticked stays ticked. */
export function CreatorChecklist({ value, onChange, error }: CreatorChecklistProps) {
  const id = useId();
  const { zone } = useWorkspace();
  const [q, search] = useState<string>();
  const creators = usePages("/v1/creators", { query: { limit: 50, ...(q === undefined ? {} : { q }) } });
  const flip = (creator: string, isOn: boolean) => onChange(isOn ? [...value, creator] : value.filter((each) => each !== creator));
  const count = value.length === 0 ? "Nobody chosen yet" : `${value.length} chosen`;
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">Creators</legend>
      <SearchBox label="Search by name or handle" value={q} onSearch={search} />
      <div
        {...scrollsByKeyboard}
        role="group"
        aria-label="Creators found"
        className="mt-2 max-h-56 overflow-y-auto rounded-md border border-line p-2.5"
      >
        {creators.rows === undefined && <Skeleton shape="wide" />}
        {creators.rows?.length === 0 && <p className="text-muted">No creator fits.</p>}
        <div className="flex flex-col gap-1.5">
          {creators.rows?.map((creator) => (
            <Checkbox
              key={creator.id}
              label={creator.name}
              hint={recordText(creator, zone)}
              value={value.includes(creator.id)}
              onChange={(isOn) => flip(creator.id, isOn)}
            />
          ))}
        </div>
        {creators.hasMore && (
          <div className="mt-2">
            <Button size="small" isBusy={creators.isLoadingMore} onClick={creators.loadMore}>
              Show more
            </Button>
          </div>
        )}
      </div>
      <p role="status" className="mt-1 text-sm text-muted">
        {count}
      </p>
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

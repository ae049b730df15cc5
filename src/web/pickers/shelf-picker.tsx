import { Select } from "../kit/input/select.tsx";
import { useSearchText } from "../search.ts";

/** What a list shows: what is in use, or what was put away; as the API asks for it. */
export interface Shelf {
  readonly archived: "true" | "false";
  readonly choose: (archived: string) => void;
}

/** The shelf that the address names. */
export function useShelf(): Shelf {
  const [archived, choose] = useSearchText("archived");
  return {
    archived: archived === "true" ? "true" : "false",
    choose: (chosen) => choose(chosen === "true" ? "true" : undefined),
  };
}

interface ShelfPickerProps {
  readonly shelf: Shelf;
  /** What the two shelves of this list are called. */
  readonly inUse: string;
  readonly putAway: string;
}

/** Chooses between what is in use and what was put away. */
export function ShelfPicker({ shelf, inUse, putAway }: ShelfPickerProps) {
  const options = [
    { value: "false", label: inUse },
    { value: "true", label: putAway },
  ];
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Select label="State" isLabelHidden options={options} value={shelf.archived} onChange={shelf.choose} />
    </div>
  );
}

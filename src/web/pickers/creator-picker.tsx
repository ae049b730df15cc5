import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "../api.ts";
import type { components } from "../api.gen.d.ts";
import type { ControlProps } from "../kit/form/field.tsx";
import { Combobox, type Choice } from "../kit/input/combobox.tsx";
import { handleText } from "./platforms.ts";

type Creator = components["schemas"]["Creator"];

interface CreatorPickerProps extends ControlProps<string | undefined> {
  readonly placeholder?: string;
  /** Only creators who take part in this program. */
  readonly programId?: string | undefined;
}

const mostShown = 20;
const calm = { throwOnError: false, placeholderData: keepPreviousData } as const;

function choiceOf(creator: Creator): Choice {
  const handles = creator.accounts.map(handleText).join(", ");
  return { value: creator.id, label: creator.name, detail: handles === "" ? (creator.email ?? "") : handles };
}

/** The creators that fit what is typed, and the one that is chosen, whether it fits or not. */
function useChoices(text: string, chosenId: string | undefined, programId: string | undefined): Choice[] {
  const q = useDeferredValue(text);
  const query = { limit: mostShown, ...(q === "" ? {} : { q }), ...(programId === undefined ? {} : { program_id: programId }) };
  const found = api.useQuery("get", "/v1/creators", { params: { query } }, calm);
  const rows = found.data?.data ?? [];
  const isMissing = chosenId !== undefined && !rows.some((creator) => creator.id === chosenId);
  const chosen = api.useQuery(
    "get",
    "/v1/creators/{id}",
    { params: { path: { id: chosenId ?? "" } } },
    { throwOnError: false, enabled: isMissing },
  );
  return [...(isMissing && chosen.data !== undefined ? [chosen.data] : []), ...rows].map(choiceOf);
}

/** One creator of the workspace: type a part of the name or of a handle. */
export function CreatorPicker({ programId, ...props }: CreatorPickerProps) {
  const [text, setText] = useState("");
  const choices = useChoices(text, props.value, programId);
  const chosen = choices.find((choice) => choice.value === props.value);
  // The chosen one's own name stands in the box: it is no search.
  const onSearch = (typed: string) => setText(typed === chosen?.label ? "" : typed.trim());
  return <Combobox placeholder="Name or handle" emptyText="No creator fits." {...props} choices={choices} onSearch={onSearch} />;
}

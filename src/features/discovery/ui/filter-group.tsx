import { FolderPlus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { FilterRule, type Values } from "./filter-rule.tsx";
import { fields, isGroup, type Group, type Part } from "./find-query.ts";

const joins = [
  { value: "and", label: "all of these" },
  { value: "or", label: "any of these" },
  { value: "none", label: "none of these" },
] as const;

const offered = [{ value: "", label: "Add a filter" }, ...Object.entries(fields).map(([value, { label }]) => ({ value, label }))];

/** Groups are made this deep within the outermost one; deeper ones that were kept are shown all the same. */
const deepest = 2;

interface FilterGroupProps {
  readonly group: Group;
  readonly values: Values;
  /** 0: the outermost. */
  readonly depth: number;
  readonly onChange: (group: Group) => void;
  readonly onRemove?: () => void;
  /** It was made just now, and is gone on with. */
  readonly isNew?: boolean;
}

interface PartFieldsProps {
  readonly part: Part;
  readonly values: Values;
  readonly depth: number;
  readonly isNew: boolean;
  readonly onChange: (part: Part) => void;
  readonly onRemove: () => void;
}

function PartFields({ part, depth, isNew, ...rest }: PartFieldsProps) {
  if (isGroup(part)) return <FilterGroup {...rest} group={part} depth={depth + 1} isNew={isNew} />;
  return <FilterRule {...rest} rule={part} />;
}

/** What of a group's parts has to hold; nothing is asked for a single filter. */
function Head({ group, depth, onChange, onRemove }: Pick<FilterGroupProps, "group" | "depth" | "onChange" | "onRemove">) {
  const isAsked = depth > 0 || group.join !== "and" || group.rules.length > 1;
  if (!isAsked) return null;
  const label = depth === 0 ? "Creators for whom holds" : "For whom holds";
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Select label={label} options={joins} value={group.join} onChange={(join) => onChange({ ...group, join })} />
      </div>
      {onRemove !== undefined && <IconButton icon={X} label="Remove the group" onClick={onRemove} />}
    </div>
  );
}

/** Filters that hold together in one of three ways, and groups of them within. */
export function FilterGroup({ group, values, depth, onChange, onRemove, isNew = false }: FilterGroupProps) {
  const place = useRef<HTMLFieldSetElement>(null);
  const [added, setAdded] = useState<number>();
  const focus = (selector: string) => place.current?.querySelector<HTMLElement>(selector)?.focus();
  useEffect(() => {
    if (isNew) focus("select");
  }, [isNew]);
  const put = (rules: readonly Part[]) => onChange({ ...group, rules });
  const add = (part: Part) => {
    setAdded(group.rules.length);
    put([...group.rules, part]);
  };
  const remove = (at: number) => {
    setAdded(undefined);
    put(group.rules.toSpliced(at, 1));
    focus(":scope > [data-add] select");
  };
  return (
    <fieldset
      ref={place}
      className={depth === 0 ? "flex min-w-0 flex-col gap-3" : "flex min-w-0 flex-col gap-3 border-l-2 border-line-strong pl-2.5"}
    >
      <legend className="sr-only">{depth === 0 ? "Filters" : "Group of filters"}</legend>
      <Head group={group} depth={depth} onChange={onChange} {...(onRemove === undefined ? {} : { onRemove })} />
      {group.rules.map((part, at) => (
        <PartFields
          key={isGroup(part) ? `group${at}` : `${part.field}${at}`}
          part={part}
          values={values}
          depth={depth}
          isNew={added === at}
          onChange={(next) => put(group.rules.with(at, next))}
          onRemove={() => remove(at)}
        />
      ))}
      <div data-add className="flex flex-col items-start gap-2">
        <div className="w-full">
          <Select
            label={depth === 0 ? "Add a filter" : "Add a filter to the group"}
            isLabelHidden
            options={offered}
            value=""
            onChange={(field) => field !== "" && add({ field, op: "is" })}
          />
        </div>
        {depth < deepest && (
          <Button size="small" icon={FolderPlus} onClick={() => add({ join: "or", rules: [] })}>
            Add group
          </Button>
        )}
      </div>
    </fieldset>
  );
}

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { newGroup, type GroupDraft } from "./rule-draft.ts";
import { ValuesFields, type ErrorAt } from "./value-fields.tsx";

interface GroupFieldsProps {
  readonly groups: readonly GroupDraft[];
  readonly onChange: (groups: readonly GroupDraft[]) => void;
  readonly level: "order" | "line";
  readonly currency: string;
  readonly errorAt: ErrorAt;
}

function moved(groups: readonly GroupDraft[], from: number, to: number): GroupDraft[] {
  const group = groups[from];
  return group === undefined ? [...groups] : groups.toSpliced(from, 1).toSpliced(to, 0, group);
}

function OneGroup({ at, ...props }: GroupFieldsProps & { readonly at: number }) {
  const { groups, onChange, level, errorAt } = props;
  const group = groups[at];
  if (group === undefined) return null;
  const set = (change: Partial<GroupDraft>) => onChange(groups.with(at, { ...group, ...change }));
  const name = group.name.trim() === "" ? `exception ${at + 1}` : group.name;
  const actions = (
    <>
      <IconButton icon={ArrowUp} label={`Move ${name} up`} disabled={at === 0} onClick={() => onChange(moved(groups, at, at - 1))} />
      <IconButton
        icon={ArrowDown}
        label={`Move ${name} down`}
        disabled={at === groups.length - 1}
        onClick={() => onChange(moved(groups, at, at + 1))}
      />
      <IconButton icon={Trash2} label={`Remove ${name}`} onClick={() => onChange(groups.toSpliced(at, 1))} />
    </>
  );
  return (
    <Card title={`${at + 1}. ${group.name.trim() === "" ? "New exception" : group.name}`} actions={actions}>
      <div className="flex flex-col gap-4">
        <TextInput
          label="Name"
          hint="Creators read it: “Serums”."
          value={group.name}
          onChange={(text) => set({ name: text })}
          error={errorAt(`/groups/${at}/name`)}
        />
        <ConditionFields
          conditions={group.conditions}
          onChange={(conditions) => set({ conditions })}
          pointer={`/groups/${at}/conditions`}
          errorAt={errorAt}
        />
        <ValuesFields
          values={group.values}
          onChange={(values) => set({ values })}
          level={level}
          pointer={`/groups/${at}/values`}
          errorAt={errorAt}
        />
      </div>
    </Card>
  );
}

/** Exceptions in order of precedence: the first that applies counts, and no other. */
export function GroupFields(props: GroupFieldsProps) {
  const { groups, onChange, currency } = props;
  return (
    <div className="flex flex-col gap-3">
      {groups.length === 0 && <p className="text-muted">None: the same is paid for every product, code and country.</p>}
      {groups.map((group, at) => (
        <OneGroup key={group.id} {...props} at={at} />
      ))}
      <div>
        <Button icon={Plus} onClick={() => onChange([...groups, newGroup(groups, currency)])}>
          Add exception
        </Button>
      </div>
    </div>
  );
}

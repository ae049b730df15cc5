import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../kit/overlay/menu.tsx";
import { paths } from "../paths.ts";
import { sessionQueries, sessionQuery, useWorkspace } from "../session.ts";

/** The workspaces of the person, and the way to a new one. */
export function WorkspaceMenu({ trigger }: { readonly trigger: ReactElement<Record<string, unknown>> }) {
  const workspace = useWorkspace();
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  const navigate = useNavigate();
  const options = session.workspaces.map(({ slug, name }) => ({ value: slug, label: name }));
  return (
    <Menu trigger={trigger}>
      <MenuChoice
        label="Workspaces"
        value={workspace.slug}
        options={options}
        onChoose={(slug) => void navigate({ to: paths.workspace(slug) })}
      />
      <MenuSeparator />
      <MenuItem icon={Plus} onClick={() => void navigate({ to: paths.welcome() })}>
        New workspace
      </MenuItem>
    </Menu>
  );
}

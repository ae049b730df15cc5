import { useNavigate } from "@tanstack/react-router";
import { LogOut, ShieldCheck } from "lucide-react";
import type { ReactElement } from "react";
import { signOut } from "../client/auth.ts";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../kit/overlay/menu.tsx";
import { paths } from "../paths.ts";
import { forgetSession, usePaths } from "../session.ts";
import { chooseTheme, useTheme, type Theme } from "../shell/theme.ts";

const themes: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "Like the device" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

interface AccountMenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly email: string;
}

/** The account, the colours, and the way out. */
export function AccountMenu({ trigger, email }: AccountMenuProps) {
  const theme = useTheme();
  const navigate = useNavigate();
  const to = usePaths();
  const leave = async () => {
    await signOut();
    forgetSession();
    await navigate({ to: paths.signIn() });
  };
  return (
    <Menu side="top" trigger={trigger}>
      <p className="px-2.5 py-1.5 text-sm break-all text-muted">{email}</p>
      <MenuItem icon={ShieldCheck} onClick={() => void navigate({ to: to.account() })}>
        Password and second factor
      </MenuItem>
      <MenuSeparator />
      <MenuChoice label="Colours" value={theme} options={themes} onChoose={chooseTheme} />
      <MenuSeparator />
      <MenuItem icon={LogOut} onClick={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

import type { ControlProps } from "../kit/form/field.tsx";
import { Checkbox } from "../kit/input/checkbox.tsx";

type Yes = Pick<ControlProps<boolean>, "name" | "value" | "onChange" | "error">;

/** How much of a report people outside see: as little as can be, unless somebody says so. */
export const ShownFields = ({ names, money }: { readonly names: Yes; readonly money: Yes }) => (
  <>
    <Checkbox label="Show creators’ names" hint="Otherwise they are Creator 1, Creator 2 and so on." {...names} />
    <Checkbox label="Show amounts of money" hint="Otherwise orders, clicks, shares and returns in percent only." {...money} />
  </>
);

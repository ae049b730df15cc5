import { useParams } from "@tanstack/react-router";
import type { Param } from "./paths.ts";

/** A part of the address of the screen: `useParam("creator")` below `/w/$workspace/creators/$creator`. */
export function useParam(name: Param): string {
  const value = (useParams({ strict: false }) as Readonly<Record<string, string | undefined>>)[name];
  if (value === undefined) throw new TypeError(`the address of this screen has no $${name}`);
  return value;
}

import { createContext, useContext } from "react";

/** The brand's time zone, which the shell provides for everything within a workspace. */
export const ZoneContext = createContext("UTC");

/** The IANA zone in which days and hours are shown. */
export function useZone(): string {
  return useContext(ZoneContext);
}

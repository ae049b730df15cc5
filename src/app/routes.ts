import type { Route } from "../platform/http/route.ts";

/** Every route of every feature, in the order of the documentation. */
export const routes: readonly Route[] = [];

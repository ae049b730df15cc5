import type { ImportKind } from "../../../platform/imports/import-kind.ts";
import { creatorImport } from "../../creators/service.ts";
import { orderImport } from "../../orders/service.ts";
import type { ImportKindName } from "../import-state.ts";

/** Who reads which kind of file. */
export const importKinds: { readonly [K in ImportKindName]: ImportKind } = { creators: creatorImport, orders: orderImport };

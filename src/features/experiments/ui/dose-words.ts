import type { components } from "../../../web/api.gen.d.ts";
import { locale } from "../../../web/kit/value/locale.ts";
import { estimateText } from "./words.ts";

/** An experiment by audience as the API gives it. */
export type DoseExperiment = components["schemas"]["DoseExperiment"];
/** The plan of one, as it is sent. */
export type DosePlan = components["schemas"]["DosePlanDraft"];
/** What came of one. */
export type DoseAnalysis = components["schemas"]["DoseAnalysis"];
/** Where a creator's audience is. */
export type Audience = components["schemas"]["CreatorAudience"];

/**
 * What a unit of dose brought, as people read it: of a thousand people reached, or of one post.
 *
 * @param effect of one person or one post.
 * @example
 * import { effectText } from "./dose-words.ts";
 * effectText(0.0123, { dose_unit: "person", unit: "count" }); // => "12.3"
 * effectText(8, { dose_unit: "post", unit: "count" }); // => "8"
 */
export const effectText = (effect: number, { dose_unit: of, unit }: Pick<DoseAnalysis, "dose_unit" | "unit">): string =>
  estimateText(of === "person" ? 1_000 * effect : effect, unit);

/**
 * A dose as people read it.
 *
 * @example
 * import { doseText } from "./dose-words.ts";
 * doseText(90000.4, "person"); // => "90,000 people"
 */
export const doseText = (dose: number, of: DoseAnalysis["dose_unit"]): string =>
  of === "person"
    ? `${Math.round(dose).toLocaleString(locale)} people`
    : `${dose.toLocaleString(locale, { maximumFractionDigits: 1 })} posts`;

import { counterfactualPicture } from "./counterfactual.ts";
import { creditPicture } from "./credit-comparison.ts";
import { responsePicture } from "./response-curve.ts";
import { survivalPicture } from "./survival-curve.ts";

/** The pictures of `docs/gallery.md` by file name: each drawn by `packages/stats` from data that is committed. */
const pictures: Readonly<Record<string, () => string>> = {
  counterfactual: counterfactualPicture,
  "credit-comparison": creditPicture,
  "response-curve": responsePicture,
  "survival-curve": survivalPicture,
};

const name = process.argv[2] ?? "";
const draw = pictures[name];
if (draw === undefined) throw new RangeError(`there is no picture ${name}; there are ${Object.keys(pictures).join(", ")}`);
process.stdout.write(draw());

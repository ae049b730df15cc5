import type { Answers } from "../../../../../test/known-answers.ts";
import { generatorOf } from "../../random/generator.ts";
import { growthAnomalies } from "./growth-anomalies.ts";

const counts = [
  1000, 1012, 1020, 1031, 1046, 1050, 1052, 1066, 1079, 1088, 1099, 1112, 1118, 1121, 1135, 1148, 1156, 1290, 1304, 1309, 1311, 1326, 1338,
  1349, 1360, 1374, 1380, 1383, 1398, 1410, 1419, 1431, 1300, 1305, 1309,
];
const found = growthAnomalies(counts, generatorOf(1), { draws: 199 });

export const answers: readonly Answers[] = [
  {
    of: "growthAnomalies",
    part: "level, spread, season, and z of the two anomalies",
    reference:
      "Python numpy: medians of diff(log(counts)), of its distances from the level a weekday, and 1.4826 times that of what is left",
    data: "35 made-up days, with 134 followers too many on day 17 and 131 gone on day 32",
    tolerance: 1e-12,
    answers: [
      {
        call: "growthAnomalies(counts, generatorOf(1))",
        expected: [
          0.008363782277080567, 0.000887772377596753, 0.003024864686927309, -0.0004897258461751264, 0.0016957447106529244,
          0.0024304628538001083, -0.004525005969914453, -0.006192228763572061, 0.0035303146356451265, 112.2099804516666,
          -120.30502855565965,
        ],
        actual: () =>
          found.kind === "tested"
            ? [found.level, found.spread, ...found.season, ...found.anomalies.filter(({ z }) => Math.abs(z) > 100).map(({ z }) => z)]
            : [],
      },
    ],
  },
];

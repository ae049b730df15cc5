import { readTree } from "../directions/tree.ts";
import { dependencySvg, dependencyTable, roomArrows } from "./dependency-picture.ts";

const arrows = roomArrows(readTree("."));
process.stdout.write(process.argv[2] === "svg" ? dependencySvg(arrows) : dependencyTable(arrows));

import { pathToFileURL } from "node:url";

/**
 * Says whether a module is the program that was started, and not imported by another.
 *
 * @param url the module's `import.meta.url`
 */
export const isEntry = (url: string): boolean => process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;

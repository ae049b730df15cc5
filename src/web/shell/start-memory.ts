const workspaceKey = "vouch.workspace";
const startKey = "vouch.start";

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be refused; the start then asks again.
  }
}

/** The slug of the workspace that was open last in this browser. */
export const lastWorkspace = (): string | undefined => read(workspaceKey);
/** Keeps it for the next visit. */
export const rememberWorkspace = (slug: string): void => write(workspaceKey, slug);
/** Whether the person has already chosen between the sample brand and their own data. */
export const hasChosenStart = (): boolean => read(startKey) !== undefined;
/** Keeps that they have. */
export const rememberStart = (): void => write(startKey, "chosen");

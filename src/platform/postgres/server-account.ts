import { execFileSync } from "node:child_process";
import { StartRefusal } from "../start-refusal.ts";

/** The account that PostgreSQL runs under when the program itself runs as root, which PostgreSQL refuses. */
export type ServerAccount = { name: string; uid: number; gid: number };

/**
 * Chooses the account for the database server: none (the own account) unless the program runs as root, else `postgres` if the
 * machine has one, else `nobody`. It must have an entry in the account list: the server refuses a bare number.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUpAccount("postgres") ?? lookUpAccount("nobody");
  if (!account)
    throw new StartRefusal(
      "PostgreSQL cannot run as root and this machine has neither an account `postgres` nor `nobody`. Make one: useradd --system postgres",
    );
  return account;
}

function lookUpAccount(name: string): ServerAccount | undefined {
  try {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })),
    );
    return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
  } catch {
    return undefined;
  }
}

/** True when the account can enter the directory; its own account (undefined) is asked the same way. */
export function canEnter(directory: string, account: ServerAccount | undefined): boolean {
  try {
    execFileSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...asAccount(account), cwd: "/", stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The spawn options that make a child run under the account. */
export const asAccount = (account: ServerAccount | undefined): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

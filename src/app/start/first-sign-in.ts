import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** How the first person signs in. */
export type FirstSignIn = { email: string; password: string };

/** Leaves it in a file that only the operator can read. */
export const writeFirstSignIn = (file: string, { email, password }: FirstSignIn): void =>
  writeFileSync(file, `e-mail: ${email}\npassword: ${password}\n`, { mode: 0o600 });

/** What the first start left for the operator; undefined when the file was removed. */
export function readFirstSignIn(file: string): FirstSignIn | undefined {
  if (!existsSync(file)) return undefined;
  const [, email, password] = /^e-mail: (.+)\npassword: (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return email === undefined || password === undefined ? undefined : { email, password };
}

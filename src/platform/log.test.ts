import { expect, test } from "vitest";
import { openLog } from "./log.ts";

function written(write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(openLog("test", "info", { write: (line: string) => void lines.push(line) }));
  return JSON.parse(lines.join("")) as Record<string, unknown>;
}

test("a line is JSON with level, time in UTC, process and sentence", () => {
  const line = written((log) => log.info({ file: "a.sql" }, "applying"));
  expect(line).toMatchObject({ level: "info", process: "test", file: "a.sql", msg: "applying" });
  expect(line["time"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test("credentials and personal data never reach a line, one level down neither", () => {
  const line = written((log) => log.info({ email: "ana@example.com", request: { ip: "10.1.2.3", headers: { cookie: "x" } } }, "seen"));
  expect(JSON.stringify(line)).not.toMatch(/ana@|10\.1\.2\.3|cookie/);
});

test("an error's code is kept and the row that a database error quotes is not", () => {
  const err = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(ana@example.com) already exists." });
  const line = written((log) => log.warn({ err }, "failed"));
  expect(line["err"]).toMatchObject({ type: "Error", message: "duplicate key", code: "23505" });
  expect(JSON.stringify(line)).not.toContain("ana@");
});

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { listSegments } from "../../edge/spool/segment-files.ts";
import { listShippedBytes } from "../../platform/backup/catalogue.ts";
import { restoreBackup } from "../../platform/backup/restore-backup.ts";
import { writeBackup, type BackedUpFolder } from "../../platform/backup/write-backup.ts";
import { loadConfig, type Overrides } from "../../platform/config/config.ts";
import { openDataDirectory, type DataDirectory } from "../../platform/config/data-directory.ts";
import { openLog } from "../../platform/log.ts";
import { serverAccount } from "../../platform/postgres/server-account.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";
import { borrowDatabase } from "../installation/database-source.ts";
import { openInstallation, programVersion } from "../installation/installation.ts";
import { runOnce } from "../installation/run-until-stopped.ts";

/** `vouch backup`: one file with everything, while the rest goes on running. */
export async function runBackup(overrides: Overrides, options: { out: string; passphraseFile: string }): Promise<void> {
  const passphrase = readPassphrase(options.passphraseFile);
  const installation = openInstallation("backup", { logLevel: "warn", ...overrides });
  const { data, secret } = installation;
  const sum = await runOnce(installation.log, async (shutdown) => {
    const { owner } = await borrowDatabase(installation, shutdown);
    const folders = [filesFolder(data), spoolFolder(data)];
    return writeBackup({ url: owner, secret, folders, passphrase, out: options.out, program: programVersion });
  });
  console.log(`${options.out}: ${sum.rows} rows of ${sum.tables} tables and ${sum.files} files in ${sum.bytes} bytes.`);
}

/** `vouch restore`: a backup into an empty database and an empty data directory. */
export async function runRestore(overrides: Overrides, options: { in: string; passphraseFile: string }): Promise<void> {
  const passphrase = readPassphrase(options.passphraseFile);
  const config = loadConfig(process.env, { logLevel: "warn", ...overrides });
  const log = openLog("restore", config.logLevel);
  const data = openDataDirectory({ wanted: config.data, account: config.databaseUrl === undefined ? serverAccount() : undefined });
  const installation = { config, data, log, secret: config.secret ?? "" };
  const manifest = await runOnce(log, async (shutdown) => {
    const { owner } = await borrowDatabase(installation, shutdown);
    const folders = { files: data.files, spool: data.spool };
    return restoreBackup({ file: options.in, passphrase, url: owner, folders, secretFile: data.secretFile, secret: config.secret, log });
  });
  console.log(`Restored the state of ${manifest.takenAt} into ${data.root}. Run \`vouch verify\` before you go on with it.`);
}

const shortestPassphrase = 12;

function readPassphrase(file: string): string {
  if (!existsSync(file))
    throw new StartRefusal(`${file} does not exist: --passphrase-file names a file with the passphrase in its first line.`);
  const [passphrase = ""] = readFileSync(file, "utf8").split(/\r?\n/);
  if (passphrase.length < shortestPassphrase)
    throw new StartRefusal(`The first line of ${file} is too short for a passphrase: ${shortestPassphrase} characters are the least.`);
  return passphrase;
}

/** Kept files are named by their content; what is still coming in is not one of them. */
const filesFolder = ({ files }: DataDirectory): BackedUpFolder => ({
  name: "files",
  directory: files,
  list: async () =>
    (existsSync(files) ? readdirSync(files, { recursive: true, encoding: "utf8" }) : []).filter((file) => isKept(files, file)).sort(),
});

const isKept = (directory: string, file: string): boolean =>
  !path.basename(file).startsWith("incoming-") && statSync(path.join(directory, file), { throwIfNoEntry: false })?.isFile() === true;

/** The edge's identity and the segments that the database does not have whole; how far it has them stands in `edge_offsets`. */
const spoolFolder = ({ spool }: DataDirectory): BackedUpFolder => ({
  name: "spool",
  directory: spool,
  list: async (client) => {
    if (!existsSync(path.join(spool, "edge-id"))) return [];
    const shipped = await listShippedBytes(client, readFileSync(path.join(spool, "edge-id"), "utf8").trim());
    const segments = listSegments(spool).filter(
      ({ number, path: file }, index, all) => index === all.length - 1 || (shipped.get(number) ?? 0) < statSync(file).size,
    );
    return ["edge-id", ...segments.map((segment) => path.basename(segment.path))];
  },
});

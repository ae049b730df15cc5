import { createServer, type AddressInfo, type Socket } from "node:net";

/** A mail as it came in over SMTP. */
export interface TakenMail {
  readonly to: string;
  /** Head and body as they were sent. */
  readonly text: string;
}

/** The text of a mail as its reader sees it: long lines are folded on their way. */
export const bodyOf = ({ text }: TakenMail): string =>
  text.replaceAll("=\r\n", "").replaceAll(/=([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** A mail server on loopback that keeps what it is sent. */
export interface MailServer {
  readonly url: string;
  readonly taken: TakenMail[];
  /** All that came whole, also what was not taken. */
  readonly arrived: TakenMail[];
  /** What it does with the next mails: take them, refuse them in words, or drop the line after all of a mail has arrived. */
  mood: "takes" | "refuses" | "drops";
  /** To whom mails arrive whole and are never answered: nobody then knows of them. */
  readonly silentTo: Set<string>;
  close(): Promise<void>;
}

function converse(socket: Socket, server: MailServer): void {
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  let [waiting, to, isBody] = ["", "", false];
  const body = (end: number): void => {
    const mood = server.mood;
    const mail = { to, text: waiting.slice(0, end) };
    server.arrived.push(mail);
    [waiting, isBody] = [waiting.slice(end + 5), false];
    if (server.silentTo.has(to)) return;
    if (mood === "takes") server.taken.push(mail);
    if (mood === "drops") socket.destroy();
    else say("250 taken");
  };
  const command = (line: string): void => {
    if (line.startsWith("RCPT TO:")) to = /<(.*)>/.exec(line)?.[1] ?? "";
    isBody = line === "DATA";
    if (line === "QUIT") socket.end("221 bye\r\n");
    else if (isBody) say("354 go on");
    else say(line.startsWith("RCPT TO:") && server.mood === "refuses" ? "550 nobody here by that name" : "250 fine");
  };
  socket.setEncoding("utf8").on("error", () => {});
  socket.on("data", (text: string) => {
    waiting += text;
    for (;;) {
      const end = waiting.indexOf(isBody ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      if (isBody) {
        body(end);
        continue;
      }
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      command(line);
    }
  });
  say("220 mail.test");
}

/** Starts a mail server. */
export async function openMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    converse(socket, server);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const server: MailServer = {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    taken: [],
    arrived: [],
    silentTo: new Set(),
    mood: "takes",
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}

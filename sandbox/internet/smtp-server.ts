// An SMTP server on loopback that offers STARTTLS (RFC 3207) and takes no mail, for worlds and tests: one MX host each,
// since a client names the host that it wants only inside TLS.
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";
import type { ServerCertificate } from "./certificates";

/** Steps at which a conversation can go wrong. */
type SmtpStep = "greeting" | "ehlo" | "startTls" | "quit";

/** What goes wrong. */
export interface SmtpFaults {
  /** Octets (latin-1) to send in place of the reply, as they are; "" says nothing. */
  readonly replies?: { readonly [S in SmtpStep]?: string };
  /** Waits so many milliseconds before every reply, and before its part of the TLS handshake. */
  readonly delayMs?: number;
  /** Sends replies in pieces of one octet, so many milliseconds apart. */
  readonly dripMs?: number;
  /** Ends the connection in place of the reply. */
  readonly closeAt?: SmtpStep;
  /** The reply to EHLO without STARTTLS. */
  readonly offersNoStartTls?: boolean;
  /** What follows a granted STARTTLS in place of a TLS handshake. */
  readonly insteadOfTls?: "plain text" | "silence" | "close";
  /** Speaks nothing newer than TLS 1.1. */
  readonly isTls11Only?: boolean;
}

/** One MX host. */
interface SmtpHost {
  /** Its name in greetings. */
  readonly name: string;
  readonly certificate: ServerCertificate;
  readonly faults?: SmtpFaults;
}

/** One conversation as the server heard it. */
interface SmtpLog {
  /** Command lines as they came, those inside TLS after those before it. */
  readonly commands: readonly string[];
  /** The name that the ClientHello asks for; undefined where it came to none or named none. */
  readonly serverName: string | undefined;
  readonly isEncrypted: boolean;
}

/** A running mail server. */
export interface SmtpServer {
  readonly port: number;
  readonly sessions: readonly SmtpLog[];
  /** Changes how the server is from the next connection on. */
  readonly become: (changes: Partial<SmtpHost>) => void;
  /** Ends every connection and stops. */
  readonly close: () => Promise<void>;
}

/** Starts the server on a port chosen by the system. */
export async function startSmtpServer(
  host: SmtpHost,
  options: {
    /** Loopback address to listen on; default 127.0.0.1. */
    readonly address?: string;
  } = {},
): Promise<SmtpServer> {
  let current = host;
  const sessions: Session[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const session = { ...NEW_SESSION, commands: [] };
    sessions.push(session);
    converse(socket, current, session);
  });
  server.listen(0, options.address ?? "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    sessions,
    become: (changes) => {
      current = { ...current, ...changes };
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

type Session = { -readonly [K in keyof SmtpLog]: SmtpLog[K] } & { readonly commands: string[] };

const NEW_SESSION = { serverName: undefined, isEncrypted: false };

function converse(socket: net.Socket, host: SmtpHost, session: Session): void {
  listen(socket, host, session);
  void reply(socket, host, "greeting", `220 ${host.name} ESMTP\r\n`);
}

function listen(socket: net.Socket, host: SmtpHost, session: Session): void {
  let text = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    const lines = text.split("\r\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      session.commands.push(line);
      obey(line, socket, host, session);
    }
  });
}

function obey(line: string, socket: net.Socket, host: SmtpHost, session: Session): void {
  const [verb = "", argument = ""] = line.split(" ");
  switch (verb.toUpperCase()) {
    case "EHLO":
      void reply(socket, host, "ehlo", ehloReply(argument, host, session));
      return;
    case "STARTTLS":
      void startTls(socket, host, session);
      return;
    case "QUIT":
      void reply(socket, host, "quit", "221 2.0.0 Bye\r\n").then(() => {
        if (host.faults?.replies?.quit === undefined) socket.end();
      });
      return;
    default:
      socket.write("502 5.5.1 Command not implemented\r\n");
  }
}

function ehloReply(client: string, { name, faults = {} }: SmtpHost, session: Session): string {
  const hasStartTls = faults.offersNoStartTls !== true && !session.isEncrypted;
  const lines = [`${name} greets ${client}`, "SIZE 10485760", "8BITMIME"];
  if (hasStartTls) lines.push("STARTTLS");
  return lines
    .map((line, index) => `250${index === lines.length - 1 ? " " : "-"}${line}\r\n`)
    .join("");
}

async function startTls(socket: net.Socket, host: SmtpHost, session: Session): Promise<void> {
  const { faults = {} } = host;
  const { insteadOfTls } = faults;
  const more = insteadOfTls === "plain text" ? "250 2.0.0 What TLS?\r\n" : "";
  // What comes from here on is for TLS, even while the reply is still on its way.
  socket.removeAllListeners("data").pause();
  await reply(socket, host, "startTls", `220 2.0.0 Ready to start TLS\r\n${more}`);
  if (faults.replies?.startTls !== undefined || faults.closeAt === "startTls") {
    listen(socket, host, session);
    socket.resume();
    return;
  }
  if (insteadOfTls !== undefined) {
    if (insteadOfTls === "close") socket.end();
    socket.resume();
    return;
  }
  if (faults.delayMs !== undefined) await wait(socket, faults.delayMs);
  if (socket.destroyed) return;
  const secure = wrap(socket, host, session);
  secure.once("secure", () => {
    session.isEncrypted = true;
    listen(secure, host, session);
  });
  secure.on("error", () => socket.destroy());
}

function wrap(socket: net.Socket, { certificate, faults = {} }: SmtpHost, session: Session) {
  const { keyPem: key, certificatePem: cert } = certificate;
  const tls11 = {
    minVersion: "TLSv1",
    maxVersion: "TLSv1.1",
    ciphers: "DEFAULT@SECLEVEL=0",
  } as const;
  const secureContext = tls.createSecureContext({
    key,
    cert,
    ...(faults.isTls11Only === true ? tls11 : {}),
  });
  return new tls.TLSSocket(socket, {
    isServer: true,
    secureContext,
    SNICallback: (serverName, done) => {
      session.serverName = serverName;
      done(null, secureContext);
    },
    // SMTP has no application protocol: whoever asks for one takes this for a web server, and is refused.
    ALPNCallback: () => undefined,
  });
}

async function reply(
  socket: net.Socket,
  { faults = {} }: SmtpHost,
  step: SmtpStep,
  usual: string,
): Promise<void> {
  if (faults.delayMs !== undefined) await wait(socket, faults.delayMs);
  if (socket.destroyed) return;
  if (faults.closeAt === step) {
    socket.end();
    return;
  }
  const octets = Buffer.from(faults.replies?.[step] ?? usual, "latin1");
  if (faults.dripMs === undefined) socket.write(octets);
  else await drip(socket, octets, faults.dripMs);
}

/** Ends with the connection, as `drip` does. */
function wait(socket: net.Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    socket.once("close", finish);
  });
}

// Ends with the connection, so that no timer outlives its server.
function drip(socket: net.Socket, octets: Buffer, everyMs: number): Promise<void> {
  return new Promise((resolve) => {
    let at = 0;
    const timer = setInterval(() => {
      if (at < octets.length && !socket.destroyed) socket.write(octets.subarray(at, ++at));
      else finish();
    }, everyMs);
    const finish = () => {
      clearInterval(timer);
      resolve();
    };
    socket.once("close", finish);
  });
}

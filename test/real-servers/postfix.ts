// Postfix: one instance that is an MX host of its own kind at each of several addresses.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerCertificate } from "../../sandbox/internet/certificates";
import { type Running, startProgram } from "./program";

/** An MX host. */
export interface PostfixHost {
  readonly name: string;
  readonly address: string;
  /** Left out: it offers no STARTTLS. */
  readonly certificate?: ServerCertificate;
}

const PORT = 25;

/** Starts it with the hosts on port 25 of their loopback addresses. */
export async function startPostfix(
  folder: string,
  hosts: readonly PostfixHost[],
): Promise<Running> {
  for (const name of ["", "queue", "data"]) mkdirSync(join(folder, name));
  execFileSync("chown", ["postfix", join(folder, "data")]);
  writeFileSync(join(folder, "main.cf"), mainOf(folder));
  writeFileSync(join(folder, "master.cf"), masterOf(folder, hosts));
  return startProgram({
    name: "postfix",
    words: ["-c", folder, "start-fg"],
    listensAt: hosts.map(({ address }) => ({ address, port: PORT })),
    stopWords: ["-c", folder, "stop"],
  });
}

function mainOf(folder: string): string {
  return `compatibility_level = 3.6
queue_directory = ${join(folder, "queue")}
data_directory = ${join(folder, "data")}
maillog_file = ${join(folder, "mail.log")}
maillog_file_prefixes = ${folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
mydestination =
local_recipient_maps =
alias_maps =
smtpd_relay_restrictions = reject
smtpd_tls_security_level = may
`;
}

// An address here need not be among inet_interfaces.
function masterOf(folder: string, hosts: readonly PostfixHost[]): string {
  const smtpd = hosts.flatMap(({ name, address, certificate }) => {
    const service = `${address}:${PORT} inet n - n - - smtpd -o myhostname=${name}`;
    if (certificate === undefined) return `${service} -o smtpd_tls_security_level=none`;
    const chain = join(folder, `${name}.pem`);
    writeFileSync(chain, certificate.keyPem + certificate.certificatePem);
    chmodSync(chain, 0o600);
    return `${service} -o smtpd_tls_chain_files=${chain}`;
  });
  const beside = [
    "postlog unix-dgram n - n - 1 postlogd",
    "tlsmgr unix - - n 1000? 1 tlsmgr",
    "anvil unix - - n - 1 anvil",
    "rewrite unix - - n - - trivial-rewrite",
    "cleanup unix n - n - 0 cleanup",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "proxymap unix - - n - - proxymap",
  ];
  return `${[...smtpd, ...beside].join("\n")}\n`;
}

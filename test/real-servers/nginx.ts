// nginx: the policy hosts of all domains at one address, told apart by the name in the ClientHello.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerCertificate } from "../../sandbox/internet/certificates";
import { type Running, startProgram } from "./program";

/** What a policy host serves. */
export interface NginxSite {
  readonly certificate: ServerCertificate;
  /** The policy file; left out: there is none. */
  readonly policy?: string;
}

const PORT = 443;

/** Starts it at a loopback address, on port 443. `sites` by host name. */
export async function startNginx(
  folder: string,
  address: string,
  sites: Readonly<Record<string, NginxSite>>,
): Promise<Running> {
  mkdirSync(folder);
  const servers = Object.entries(sites).map(([host, site]) =>
    serverOf(folder, address, host, site),
  );
  const config = join(folder, "nginx.conf");
  writeFileSync(config, configOf(folder, servers));
  const words = ["-c", config, "-p", folder, "-e", join(folder, "error.log")];
  return startProgram({ name: "nginx", words, listensAt: [{ address, port: PORT }] });
}

function configOf(folder: string, servers: readonly string[]): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `  ${kind}_temp_path ${join(folder, kind)};`,
  );
  return `daemon off;
user root;
worker_processes 1;
pid ${join(folder, "nginx.pid")};
events {}
http {
  access_log off;
${temporary.join("\n")}
  types { text/plain txt; text/html html; }
${servers.join("\n")}
}
`;
}

function serverOf(folder: string, address: string, host: string, site: NginxSite): string {
  const root = join(folder, host);
  mkdirSync(join(root, ".well-known"), { recursive: true });
  const { keyPem, certificatePem } = site.certificate;
  writeFileSync(join(folder, `${host}.key`), keyPem);
  writeFileSync(join(folder, `${host}.pem`), certificatePem);
  if (site.policy !== undefined) {
    writeFileSync(join(root, ".well-known", "mta-sts.txt"), site.policy);
  }
  return `  server {
    listen ${address}:${PORT} ssl;
    server_name ${host};
    ssl_certificate ${join(folder, `${host}.pem`)};
    ssl_certificate_key ${join(folder, `${host}.key`)};
    root ${root};
  }`;
}

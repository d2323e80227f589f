// npm run audit: asks the registry for known vulnerabilities of what ships. Exits with 0 where there is none, with 1 where
// there is one, and with 2 where the question got no answer, which is never a pass.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { visible } from "../tasks/MtaStsGateV1/quote";

/** What came of the question, in lines for people. */
export interface AuditOutcome {
  readonly kind: "clean" | "vulnerable" | "unanswered";
  readonly lines: readonly string[];
}

/** What `npm audit --json` prints, as far as it is read (npm documentation, "npm audit"; its report version 2). */
interface AuditReport {
  readonly auditReportVersion?: number;
  readonly vulnerabilities?: { readonly [name: string]: Vulnerability };
  readonly metadata?: { readonly dependencies?: { readonly prod?: number } };
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
}

interface Vulnerability {
  readonly severity: string;
  readonly range: string;
  /** Advisories, or names of vulnerable packages that it asks for. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

/** Reads the output of `npm audit --omit=dev --json`. */
export function readAudit(output: string): AuditOutcome {
  const report = parsed(output);
  const { auditReportVersion, vulnerabilities, metadata } = report;
  if (auditReportVersion !== 2 || vulnerabilities === undefined) {
    const { message, error } = report;
    const reason = message ?? error?.summary ?? error?.code ?? "npm printed no report";
    return unanswered(reason);
  }
  const found = Object.entries(vulnerabilities);
  if (found.length > 0) {
    return { kind: "vulnerable", lines: found.flatMap(([name, one]) => linesOf(name, one)) };
  }
  // The package itself counts as well.
  const asked = (metadata?.dependencies?.prod ?? 0) - 1;
  if (asked < 1) return unanswered("the report is about no package");
  return { kind: "clean", lines: [`no known vulnerability in ${asked} packages`] };
}

function parsed(output: string): AuditReport {
  try {
    const report: unknown = JSON.parse(output);
    return typeof report === "object" && report !== null ? report : {};
  } catch {
    return {};
  }
}

function unanswered(reason: string): AuditOutcome {
  return {
    kind: "unanswered",
    lines: [`could not be asked, so nothing is known: ${visible(reason)}`],
  };
}

function linesOf(name: string, { severity, range, via }: Vulnerability): readonly string[] {
  const causes = via.map((cause) =>
    typeof cause === "string" ? `through ${cause}` : `${cause.title} (${cause.url})`,
  );
  return causes.map((cause) => visible(`${name} ${range}, ${severity}: ${cause}`));
}

const EXIT_CODES = { clean: 0, vulnerable: 1, unanswered: 2 } as const;

function main(): void {
  const { stdout, error } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    cwd: resolve(__dirname, ".."),
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 2 ** 26,
  });
  const { kind, lines } = error ? unanswered(error.message) : readAudit(stdout);
  for (const line of lines) console.log(`audit: ${line}`);
  process.exitCode = EXIT_CODES[kind];
}

if (require.main === module) main();

// The script that makes the same look-ups with other people's programs.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { baseEnvironment } from "../sandbox/agent/environment";
import type { World } from "../sandbox/internet/world";
import type { Program } from "./run-program";

/** Programs that the script needs, with the Debian package of each. */
const NEEDED = { bash: "bash", dig: "bind9-dnsutils", curl: "curl", openssl: "openssl" } as const;

/** One sentence for each program that the bench needs and this machine has not. */
export function missingPrograms(): readonly string[] {
  return Object.entries({ ...NEEDED, git: "git" })
    .filter(
      ([program]) => spawnSync(program, ["--version"], { stdio: "ignore" }).error !== undefined,
    )
    .map(([program, name]) => `the bench needs ${program}: install the Debian package ${name}`);
}

/**
 * The script, for these domains.
 * @param policyFile the committed policy, absolute
 */
export function byHand(
  policyFile: string,
  inputs: World["inputs"],
  domains: readonly string[],
): Program {
  return {
    command: join(__dirname, "by-hand.sh"),
    args: [policyFile, ...domains],
    folder: dirname(policyFile),
    environment: {
      ...baseEnvironment(),
      RESOLVER: inputs.dnsServers,
      TRUST_ANCHORS: inputs.trustAnchors,
      CONNECT_TO: inputs.connectTo,
    },
    check: (output) => {
      const healthy = output.match(/^Verification: OK$/gm)?.length ?? 0;
      const served = output.match(/^Hostname .* does match certificate$/gm)?.length ?? 0;
      if (healthy < domains.length || served !== domains.length) {
        throw new Error(`the script did not see what is healthy:\n${output}`);
      }
    },
  };
}

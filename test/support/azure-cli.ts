// AzureCLI@2 in small: bash runs the script of the step, and on its PATH is an `az` that writes down what it is asked.
// What it asks of a TXT record set is then done as Azure DNS does it.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const AZ = `#!/bin/sh
printf '%s\\n' "$(for word in "$@"; do printf '%s' "$word" | base64 | tr -d '\\n'; printf ' '; done)" >> "$AZ_CALLS"
`;

/** Runs a script of AzureCLI@2; the words of each call of `az`, in order. Throws where the script fails. */
export function azCallsOf(script: string): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), "az-"));
  try {
    const az = join(folder, "az");
    const calls = join(folder, "calls");
    writeFileSync(az, AZ);
    chmodSync(az, 0o755);
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, AZ_CALLS: calls };
    execFileSync("bash", ["-e", "-c", script], { env, stdio: "pipe" });
    const lines = existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [];
    return lines.map((line) =>
      line
        .trim()
        .split(" ")
        .map((word) => Buffer.from(word, "base64").toString()),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A change of a TXT record set in Azure DNS. */
export interface RecordSetChange {
  readonly zone: string;
  /** Relative to the zone. */
  readonly name: string;
  /** The texts that the set has afterwards. */
  readonly texts: (before: readonly string[]) => readonly string[];
}

/** What a call does. Throws for anything but a PUT of a TXT record set and `add-record`. */
export function recordSetChange(call: readonly string[]): RecordSetChange {
  const option = (...names: readonly string[]) => {
    const at = call.findIndex((word) => names.includes(word));
    const value = at < 0 ? undefined : call[at + 1];
    if (value === undefined) throw new Error(`az without ${names.join(" or ")}: ${call.join(" ")}`);
    return value;
  };
  if (call[0] === "rest") {
    if (option("--method").toLowerCase() !== "put") throw new Error("only PUT replaces a set");
    const url =
      /^\/subscriptions\/\{subscriptionId\}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)\/TXT\/([^/?]+)\?api-version=2018-05-01$/;
    const [, zone = "", name = ""] = url.exec(option("--url", "--uri")) ?? [];
    if (zone === "") throw new Error(`no TXT record set: ${option("--url", "--uri")}`);
    const { properties } = JSON.parse(option("--body")) as RecordSetBody;
    const texts = properties.TXTRecords.map(({ value }) => value.join(""));
    return { zone, name, texts: () => texts };
  }
  if (call.slice(0, 5).join(" ") === "network dns record-set txt add-record") {
    const text = option("--value", "-v");
    return {
      zone: option("--zone-name", "-z"),
      name: option("--record-set-name", "-n"),
      texts: (before) => [...before, text],
    };
  }
  throw new Error(`az ${call.join(" ")} is not known here`);
}

interface RecordSetBody {
  readonly properties: {
    readonly TTL: number;
    readonly TXTRecords: readonly { readonly value: readonly string[] }[];
  };
}

// Sandbox worlds for tests, and domains on which nothing is wrong until a test changes something.
import { createHash } from "node:crypto";
import type { Answer, HttpAnswer } from "../../sandbox/internet/https-site";
import {
  startWorld,
  type World,
  type WorldDescription,
  type WorldDomain,
} from "../../sandbox/internet/world";
import { newFolder } from "./gate";

/** A policy of mode enforce that covers the MX host of `healthyDomain`; `changes` replace fields. */
export function policyText(
  domain: string,
  changes: { readonly mode?: string; readonly mx?: string; readonly maxAge?: string } = {},
): string {
  const { mode = "enforce", mx = `mx.${domain}`, maxAge = "604800" } = changes;
  return `version: STSv1\nmode: ${mode}\nmx: ${mx}\nmax_age: ${maxAge}\n`;
}

/** The id of scheme contentHash, as documented: `tr -d '\r' < mta-sts.txt | sha256sum | cut -c1-32`. */
export function hashId(policy: string): string {
  return createHash("sha256").update(policy.replaceAll("\r", "")).digest("hex").slice(0, 32);
}

export function recordText(id: string): string {
  return `v=STSv1; id=${id};`;
}

/** An answer of status 200 and media type text/plain. */
export function served(body: string | Buffer, more: Partial<HttpAnswer> = {}): Answer {
  return { headers: { "content-type": "text/plain" }, body, ...more };
}

/** A domain that publishes `policy`, its content hash as id, and one MX host. */
export function healthyDomain(
  domain: string,
  policy = policyText(domain),
): WorldDomain & { readonly site: NonNullable<WorldDomain["site"]> } {
  return {
    mx: [[10, `mx.${domain}`]],
    record: [recordText(hashId(policy))],
    site: { answer: served(policy) },
  };
}

/** Files of a repository that has a policy for each domain, for the input `policyFile: {domain}.txt`. */
export function policiesOf(domains: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(domains.map((domain) => [`${domain}.txt`, policyText(domain)]));
}

/** The inputs that lead to a world, as options. */
export function optionsInto({ inputs: { dnsServers, connectTo, trustAnchors } }: World) {
  return {
    dnsServers: [{ address: "127.0.0.1", port: Number(dnsServers.split(":")[1]) }],
    connectTo: connectTo.split("\n").map((line) => {
      const [host = "", port, address = "", addressPort] = line.split(":");
      return { host, port: Number(port), address, addressPort: Number(addressPort) };
    }),
    trustAnchors,
  };
}

/** A world with one healthy domain for all tests of the \`describe\` that calls this. */
export function healthyWorld(domain: string): () => World {
  const worlds = worldStage();
  let world: World | undefined;
  before(async () => {
    world = await worlds.start({ domains: { [domain]: healthyDomain(domain) } });
  });
  after(() => worlds.closeAll());
  return () => {
    if (world === undefined) throw new Error("asked before the tests");
    return world;
  };
}

/** Worlds of one test file: call `closeAll` afterwards. */
export function worldStage() {
  const open: World[] = [];
  return {
    async start(description: WorldDescription): Promise<World> {
      const world = await startWorld(description, await newFolder("world"));
      open.push(world);
      return world;
    },
    async closeAll(): Promise<void> {
      await Promise.all(open.splice(0).map((world) => world.close()));
    },
  };
}

// What a row of the fault table is.
import type { Fault as DnsFault } from "../../sandbox/internet/dns-faults";
import type { World, WorldDescription, WorldDomain } from "../../sandbox/internet/world";
import type { Severity } from "../../tasks/MtaStsGateV1/checks/check";
import { contentId } from "../../tasks/MtaStsGateV1/interpret/content-id";
import type { Options } from "../../tasks/MtaStsGateV1/options";

/** How much a row weighs in pullRequest, preDeploy, postDeploy and monitor; undefined: it is not named there. */
export type Weights = readonly [Cell, Cell, Cell, Cell];
type Cell = Severity | undefined;

/** One injected fault. */
export interface FaultRow {
  /** Of its layer alone: the domain that has it is `<name>.<label of the layer>.example`. */
  readonly name: string;
  /** In words, for the page. */
  readonly fault: string;
  /** The check that must name it; "": it is none, and nothing may be named. */
  readonly check: string;
  readonly weights: Weights;
  /** Checks that rightly name something as well. */
  readonly beside?: readonly string[];
  /** Seconds that a whole look at the domain may take. */
  readonly within: number;
  /** What is wrong in its world. */
  readonly inject: (domain: string) => Injection;
}

/** What goes wrong. */
export interface Injection {
  /** Over a healthy domain. */
  readonly live?: Partial<WorldDomain>;
  /** Over its site, which serves the committed policy. */
  readonly site?: Partial<NonNullable<WorldDomain["site"]>>;
  /** The policy host is not in DNS, unless `live` has it there. */
  readonly hasNoSite?: true;
  readonly mxHosts?: WorldDescription["mxHosts"];
  readonly resolverFaults?: readonly DnsFault[];
  /** Of both name servers. */
  readonly nameServerFaults?: readonly DnsFault[];
  readonly firstServerFaults?: readonly DnsFault[];
  /** Where a connection to the policy host, or to the MX host, ends instead. */
  readonly policyHostIs?: Peer;
  readonly mxHostIs?: Peer;
  readonly options?: Partial<Options>;
  /** Done to the world once it runs. */
  readonly prepare?: (world: World) => void | Promise<void>;
  /** DNS waits for a part of the usual time. */
  readonly isHasty?: boolean;
}

/** Something that is no server of the protocol: nobody listens, or octets and how the connection ends. */
export type Peer =
  | "refuses"
  | { readonly says: Buffer | string; readonly end: "close" | "reset" | "silence" };

/** Weights of the rows of the severity table that faults of the live side belong to. */
export const UNREACHABLE: Weights = ["warning", "error", "error", "error"];
export const RESPONSE: Weights = ["note", "warning", "error", "error"];
export const MX_HOST: Weights = ["warning", "warning", "warning", "error"];
export const ABSENT: Weights = ["note", "note", "note", "error"];
export const WARNING: Weights = ["warning", "warning", "warning", "warning"];
export const NOTE: Weights = ["note", "note", "note", "note"];
export const NOTHING: Weights = [undefined, undefined, undefined, undefined];

/** The committed policy of a row's domain. */
export function policyOf(domain: string): string {
  return `version: STSv1\nmode: enforce\nmx: mx.${domain}\nmax_age: 604800\n`;
}

/** A record that is in step with the policy. */
export function recordOf(policy: string): string {
  return `v=STSv1; id=${contentId(Buffer.from(policy))};`;
}

// Which handler of a task runs, and on which Node (agent: TaskRunner.GetHandlerData, NodeHandler.GetNodeLocation).
import type { HandlerData, TaskDefinition } from "./task-definition";

/** Node binaries that start on this agent, by the agent's folder names. One that is left out does not start. */
export interface NodeBinaries {
  readonly node16?: string;
  readonly node20_1?: string;
  readonly node24?: string;
}

/**
 * What the agent does with a `Node24` handler: it does not know it (before 4.265.0), runs it on Node 20 (the
 * default), or runs it on Node 24 (AGENT_USE_NODE24_WITH_HANDLER_DATA).
 */
export type Node24Support = "unknown" | "onNode20" | "onNode24";

/** The handlers that the emulator can run, the one that is preferred first. */
const PREFERENCE = ["Node24", "Node20_1", "Node16"] as const;
type HandlerName = (typeof PREFERENCE)[number];

/** The way the agent starts a task: the handler's name, and its entry in task.json. */
export interface ChosenHandler {
  readonly name: HandlerName;
  readonly data: HandlerData;
}

/** The handler that the agent prefers; undefined where it knows none of the task's. */
export function chooseHandler(
  execution: TaskDefinition["execution"],
  node24: Node24Support,
): ChosenHandler | undefined {
  for (const name of PREFERENCE) {
    const data = execution?.[name];
    if (data !== undefined && !(name === "Node24" && node24 === "unknown")) return { name, data };
  }
  return undefined;
}

interface ChosenNode {
  readonly binary?: string;
  /** What the agent warns of when it has to take an older Node. */
  readonly warning?: string;
}

/** The binary for a handler. It falls back from Node 24 to 20 and from 20 to 16; without any it is undefined. */
export function chooseNode(
  handler: HandlerName,
  node24: Node24Support,
  nodes: NodeBinaries,
): ChosenNode {
  if (handler === "Node16") return found(nodes.node16);
  const wanted = handler === "Node24" && node24 === "onNode24" ? "24" : "20";
  if (wanted === "24" && nodes.node24 !== undefined) return { binary: nodes.node24 };
  if (nodes.node20_1 !== undefined) {
    return { binary: nodes.node20_1, ...(wanted === "24" && fallback("24", "20")) };
  }
  return { ...found(nodes.node16), ...(nodes.node16 && fallback(wanted, "16")) };
}

function found(binary: string | undefined): ChosenNode {
  return binary === undefined ? {} : { binary };
}

function fallback(from: string, to: string): { readonly warning: string } {
  return {
    warning: `The agent operating system doesn't support Node${from}. Using Node${to} instead.`,
  };
}

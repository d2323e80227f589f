// Run as a process of its own with NODE_EXTRA_CA_CERTS set: prints how plain Node and how the probe see the policy host.
import { once } from "node:events";
import tls from "node:tls";
import { fetchPolicy } from "../../tasks/MtaStsGateV1/evidence/https";
import { lineTo, onlyExchange, POLICY_HOST, POLICY_PATH } from "./policy-host";

async function seePlainly(port: number): Promise<string> {
  const socket = tls.connect({ port, host: "127.0.0.1", servername: POLICY_HOST });
  await once(socket, "secureConnect");
  socket.destroy();
  return "trusted";
}

async function main(port: number): Promise<void> {
  const fetched = await fetchPolicy(
    { host: POLICY_HOST, path: POLICY_PATH, addresses: [], startedAt: performance.now() },
    { timeoutSeconds: 10, connectTo: [lineTo(port)] },
  );
  const probe = onlyExchange(fetched).certificate?.trustError ?? "trusted";
  console.log(JSON.stringify({ plainNode: await seePlainly(port), probe }));
}

void main(Number(process.argv[2]));

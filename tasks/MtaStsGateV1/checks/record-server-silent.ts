import { defineCheck } from "./check";
import { silentServers } from "./servers-in-words";

export const recordServerSilent = defineCheck({
  id: "record-server-silent",
  title: "A name server gives no usable answer about the record",
  severity: "warning",
  area: "dns",
  citation: { rfc: 1035, section: "7.2" },
  why: "Senders whose resolver tries this server first wait for another, and a resolver that gives up early finds no record and so no policy.",
  fix: "Repair the name server, or take it out of the NS records of the zone and of its parent.",
  needs: [],
  judge: (_seen, { recordServers }) => silentServers(recordServers),
});

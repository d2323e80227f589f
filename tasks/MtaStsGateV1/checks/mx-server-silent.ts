import { defineCheck } from "./check";
import { silentServers } from "./servers-in-words";

export const mxServerSilent = defineCheck({
  id: "mx-server-silent",
  title: "A name server gives no usable answer about the MX records",
  severity: "warning",
  area: "dns",
  citation: { rfc: 1035, section: "7.2" },
  why: "Senders whose resolver tries this server first wait for another, and a resolver that gives up early finds no MX host: mail waits.",
  fix: "Repair the name server, or take it out of the NS records of the zone and of its parent.",
  needs: [],
  judge: (_seen, { mxServers, recordServers }) => {
    // A server that is silent about everything is told of once, by `record-server-silent`.
    const isTold = recordServers.some(({ says }) => says !== undefined)
      ? recordServers.filter(({ fault }) => fault !== undefined)
      : [];
    const isNew = (one: (typeof mxServers)[number]) =>
      !isTold.some(({ host, address }) => host === one.host && address === one.address);
    return silentServers(mxServers.filter(isNew));
  },
});

import type { CertificateFacts } from "../evidence/types";
import { defineCheck } from "./check";

/** The part of its lifetime by which a certificate is renewed everywhere. */
const LAST_PART = 0.1;

const HOUR_MS = 3_600_000;

export const hostCertificateExpiring = defineCheck({
  id: "host-certificate-expiring",
  title: "The policy host's certificate ends soon",
  severity: "warning",
  area: "hostUnreachable",
  citation: { practice: "automatic renewal comes with a third of the lifetime left" },
  why: "Renewal seems to fail. Once the certificate has expired, senders drop the policy.",
  fix: "See why the certificate was not renewed: a changed CNAME, a CAA record or a lapsed validation.",
  needs: ["policyResource"],
  judge: ({ policyResource: { host, fetch } }, { gatheredAt }) => {
    const certificates = fetch.exchanges.flatMap(({ certificate }) =>
      certificate === undefined ? [] : [[certificate.fingerprint256, certificate] as const],
    );
    return [...new Map(certificates).values()].flatMap((certificate) => {
      const { left, isLast } = timeLeft(certificate, Date.parse(gatheredAt));
      return isLast
        ? [
            {
              message: `the certificate of ${host} ends at ${certificate.notAfter}, in ${inWords(left)}: less than a tenth of its lifetime is left`,
            },
          ]
        : [];
    });
  },
});

/** What is past its end is an error of another check. */
function timeLeft({ notBefore, notAfter }: CertificateFacts, now: number) {
  const [start, end] = [Date.parse(notBefore), Date.parse(notAfter)];
  const left = end - now;
  return { left, isLast: left >= 0 && left < (end - start) * LAST_PART };
}

function inWords(milliseconds: number): string {
  const hours = Math.floor(milliseconds / HOUR_MS);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

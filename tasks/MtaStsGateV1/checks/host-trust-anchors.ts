import { defineCheck } from "./check";

export const hostTrustAnchors = defineCheck({
  id: "host-trust-anchors",
  title: "Certificates were judged by other roots than the public ones",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders trust the public roots. The file in trustAnchors replaces them for this run, as a laboratory needs.",
  fix: "Leave trustAnchors empty for a domain on the internet.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    policyResource.fetch.anchors === "file"
      ? [
          {
            message:
              "certificates were judged by the file in trustAnchors, not by the public roots",
          },
        ]
      : [],
});

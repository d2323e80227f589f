import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

export const hostMediaType = defineCheck({
  id: "host-media-type",
  title: "The policy is not served as text/plain",
  severity: "error",
  area: "hostResponse",
  citation: { rfc: 8461, section: "3.2" },
  why: "Senders should check that the media type is text/plain, and those that do drop the policy.",
  fix: "Serve the file with the header Content-Type: text/plain.",
  needs: ["policyResource"],
  judge: ({ policyResource }) =>
    faultsOf(policyResource, "media-type").map(({ mediaType }) => ({
      message:
        mediaType === undefined
          ? `${policyResource.url} is served without a media type, expected text/plain`
          : `${policyResource.url} is served with the media type ${quote(mediaType)}, expected text/plain`,
    })),
});

import { quote } from "../quote";
import { defineCheck } from "./check";
import { faultsOf } from "./faults";

// Where every address of a site leads to its start page, a file that was never deployed looks like this.
const PAGE = {
  fix: "Deploy the policy file: the site answers with a web page in its place, a start page or a login.",
} as const;

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
    faultsOf(policyResource, "media-type").map(({ mediaType }) => {
      const served =
        mediaType === undefined
          ? "without a media type"
          : `with the media type ${quote(mediaType)}`;
      const page = policyResource.text?.kind === "html" ? PAGE : {};
      return { message: `${policyResource.url} is served ${served}, expected text/plain`, ...page };
    }),
});

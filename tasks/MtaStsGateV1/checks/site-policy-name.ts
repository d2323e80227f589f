import type { Deployment } from "../deployment";
import type { Misnamed, Site } from "../deployment/site";
import { quote } from "../quote";
import { defineCheck, type Finding } from "./check";

const PLACE = ".well-known/mta-sts.txt";

const SLIPS: { readonly [S in Misnamed["slip"]]: string } = {
  file: "is not the name that senders ask for",
  folder: "lies in a folder that senders do not ask for",
  "top level": "lies where senders do not look",
};

export const sitePolicyName = defineCheck({
  id: "site-policy-name",
  title: "The policy does not lie where senders look for it",
  severity: "error",
  area: "hosting",
  citation: { rfc: 8461, section: "3.3" },
  why: "Senders ask for /.well-known/mta-sts.txt, spelled exactly so, and find nothing there.",
  fix: "Name the file .well-known/mta-sts.txt in the folder that is deployed: small letters, one .txt, a dot before well-known.",
  needs: ["site"],
  judge: ({ site }, deployment) => {
    if (site.hasPolicy || isServedByRoute(deployment)) return [];
    const [first] = site.misnamed;
    return first === undefined ? outside(site, deployment) : slip(first, site, deployment);
  },
});

/** A route may lead senders to a file of any name. */
function isServedByRoute({ staticWebApp }: Deployment): boolean {
  return (
    staticWebApp.status === "found" && staticWebApp.value.policyAnswer.cause.kind === "rewrite"
  );
}

function slip(
  { path, slip }: Misnamed,
  { root, madeBy }: Site,
  { staticWebApp }: Deployment,
): readonly Finding[] {
  // A build may well move a whole folder, but rarely gives a file another name.
  if (madeBy !== undefined && slip !== "file") return [];
  const place = placeIn(root);
  // Some hosts take capitals for small letters.
  const isWrongAnywhere = slip === "file" && path.toLowerCase() !== place.toLowerCase();
  const isSure = madeBy === undefined && (isWrongAnywhere || staticWebApp.status === "found");
  return [
    {
      file: path,
      message: `${quote(path)} ${SLIPS[slip]}, expected ${quote(place)}`,
      fix: `Rename the file to ${quote(place)}.`,
      ...(isSure ? {} : { severity: "warning" as const }),
    },
  ];
}

/** The policy that is judged lies elsewhere, and nothing is known to bring it to its place. */
function outside(
  { root, madeBy }: Site,
  { staticWebApp, policyFile }: Deployment,
): readonly Finding[] {
  if (staticWebApp.status !== "found" || policyFile.status !== "found" || madeBy !== undefined) {
    return [];
  }
  const { path } = policyFile.value;
  const place = placeIn(root);
  return [
    {
      file: path,
      message: `${quote(path)} is not in the folder that is deployed, expected ${quote(place)}`,
      fix: `Move the file to ${quote(place)}, or correct the input siteRoot.`,
      severity: "warning",
    },
  ];
}

function placeIn(root: string): string {
  return root === "." ? PLACE : `${root}/${PLACE}`;
}

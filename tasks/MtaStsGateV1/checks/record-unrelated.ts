import { quote } from "../quote";
import { defineCheck } from "./check";

export const recordUnrelated = defineCheck({
  id: "record-unrelated",
  title: "Other TXT records beside the MTA-STS record",
  severity: "warning",
  area: "dns",
  citation: { rfc: 8461, section: "3.1" },
  why: "Senders discard what does not begin with v=STSv1; but not all do: maddy and others built on go-mtasts find no policy as soon as there is a second TXT record, and the checker checkdmarc reports an error.",
  fix: "Move the other TXT records to another name, so that the MTA-STS record is the only one.",
  needs: ["record"],
  judge: ({ record: { name, unrelated } }) =>
    unrelated.length === 0
      ? []
      : [
          {
            message: `beside the MTA-STS record ${name} has ${unrelated.length === 1 ? "another TXT record" : `${unrelated.length} other TXT records`} (${unrelated
              .slice(0, 5)
              .map((text) => quote(text))
              .join(", ")}), expected none`,
          },
        ],
});

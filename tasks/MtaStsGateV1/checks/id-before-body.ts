import { defineCheck } from "./check";

export const idBeforeBody = defineCheck({
  id: "id-before-body",
  title: "The new id is published before the new policy",
  severity: "warning",
  area: "idBeforeBody",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that saw the new id have fetched the old body under it and keep that until its max_age is over or the id changes again.",
  fix: "Deploy the policy, then publish a further id.",
  needs: ["policyFile", "record", "policyResource"],
  judge: (_seen, { state, id }) =>
    state !== "id before body"
      ? []
      : [
          {
            /* c8 ignore next -- the state says that there is one */
            message: `DNS has the id ${id.live ?? ""} of the committed policy already, but the old policy is still served`,
            ...(id.next === undefined || id.next === id.live
              ? {}
              : {
                  fix: `Deploy the policy, then publish a further id, for example ${id.next}; where a tool computes the id from the text, change the text but not its meaning (such as the order of its lines) and deploy that`,
                }),
          },
        ],
});

import { defineCheck } from "./check";

export const idNotMoved = defineCheck({
  id: "id-not-moved",
  title: "The policy changes but the expected id does not",
  severity: "error",
  area: "idNotMoved",
  citation: { rfc: 8461, section: "8.1" },
  why: "Senders that hold the old policy fetch a new one only when the id changes. They would apply the old policy until its max_age is over.",
  fix: "Give recordFile or expectedId a new id.",
  needs: ["policyFile", "record"],
  judge: (_seen, { id, policyChanged, state }) => {
    const { scheme, live, expected, next, place } = id;
    const isStuck = scheme === "explicit" && policyChanged === true && live === expected;
    if (!isStuck || live === undefined || state === "id before body") return [];
    const source = place === undefined ? "expectedId" : "recordFile";
    return [
      {
        message: `the policy changes its meaning, but ${source} still gives the live id ${live}, expected a new one`,
        ...(next === undefined ? {} : { fix: `Set a new id in ${source}, for example ${next}` }),
        ...place,
      },
    ];
  },
});

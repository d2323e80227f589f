import { defineCheck } from "./check";

export const idNeedless = defineCheck({
  id: "id-needless",
  title: "The id changes though the policy does not",
  severity: "note",
  area: "remark",
  citation: { rfc: 8461, section: "3.1" },
  why: "Senders fetch the same policy once more. Mail is not lost by it, but an id that moves by itself hides one that should have moved.",
  fix: "Change the id only with the policy. Where a tool makes a new id in every run, let it take the content hash.",
  needs: ["policyFile", "record"],
  judge: (_seen, { state, id, options, previousId }) => {
    if (state !== "id changed alone") return [];
    const isDone = options.stage === "postDeploy";
    const [from, to] = isDone ? [previousId, id.live] : [id.live, id.expected];
    return [
      {
        message: `the id ${isDone ? "changed" : "changes"} from ${from} to ${to}, but the policy keeps its meaning`,
      },
    ];
  },
});

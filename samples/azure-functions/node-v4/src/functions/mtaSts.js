const { app } = require("@azure/functions");

const POLICY = `version: STSv1
mode: testing
mx: contoso-com.mail.protection.outlook.com
max_age: 604800
`;

app.http("mtaSts", {
  route: ".well-known/mta-sts.txt",
  methods: ["GET", "HEAD"],
  authLevel: "anonymous",
  handler: async () => ({
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: POLICY,
  }),
});

// What `npm run mutate` leaves out. A check states what it is: id, title, severity, area, citation, why, fix, needs. These
// are values that the module makes once, so each mutant would cost a new start of all tests. Others hold them: the
// pages that are made from them, the house tests, the table of severities, and the fixture of each check.
const STATED = new Set([
  "id",
  "title",
  "severity",
  "area",
  "citation",
  "why",
  "fix",
  "needs",
  "answered",
]);

/** Plug-ins for Stryker, in the form that it looks for. */
export const strykerPlugins = [
  { kind: "Ignore", name: "stated", value: { shouldIgnore: reasonToIgnore } },
];

function reasonToIgnore(path) {
  const { parentPath } = path.parentPath ?? {};
  if (!path.isObjectProperty() || !parentPath?.isCallExpression()) return undefined;
  const isStated =
    parentPath.get("callee").isIdentifier({ name: "defineCheck" }) &&
    STATED.has(path.node.key.name);
  return isStated ? "what a check states of itself" : undefined;
}

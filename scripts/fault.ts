/** Something that a person has to put right: the scripts show its lines without a stack and exit with 1. */
export class Fault extends Error {}

/** @throws Fault with one line per problem, where there is one */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Fault(problems.join("\n"));
}

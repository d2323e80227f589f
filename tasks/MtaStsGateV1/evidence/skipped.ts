/** Not asked, and why. */
export function skipped(reason: string): { readonly status: "skipped"; readonly reason: string } {
  return { status: "skipped", reason };
}

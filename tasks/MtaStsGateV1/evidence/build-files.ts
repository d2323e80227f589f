// Files that tell of a build: what lies in the repository is then not what is uploaded.

const BUILD =
  /^(?:package\.json|gemfile|hugo\.(?:toml|ya?ml|json)|config\.toml|_config\.ya?ml|mkdocs\.ya?ml|book\.toml|composer\.json|angular\.json|\.eleventy\.js|[\w.-]+\.(?:cs|fs|vb)proj|[\w.-]+\.config\.[cm]?[jt]s)$/i;

/** True for the name of a file of a package manager, a site generator or a compiler. */
export function isBuildFile(name: string): boolean {
  return BUILD.test(name);
}

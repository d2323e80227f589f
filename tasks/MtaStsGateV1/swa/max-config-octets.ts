/** Octets of a configuration that the service takes: 20 KB ("Configure Azure Static Web Apps", restrictions). */
export const MAX_CONFIG_OCTETS = 20 * 1024;

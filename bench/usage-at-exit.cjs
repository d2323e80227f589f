// Loaded before a script: at its end, writes what its process took to stream 3. `peak` is the most memory that it held at
// once, in octets; `processorMs` the milliseconds of processors, of all its threads.
const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peak: peak(), processorMs: (user + system) / 1000 }));
});

// Linux counts what the process was before it became Node into maxRSS: a part of the bench's own memory.
function peak() {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kibibytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

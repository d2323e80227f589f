// Preloaded into the task's process: writes a line into the file that SOCKET_LOG names for every connection it makes,
// every datagram it sends and every name it looks up (an address that is "looked up" is no question to anybody).
const { appendFileSync } = require("node:fs");
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

function note(words) {
  appendFileSync(process.env.SOCKET_LOG, `${words}\n`);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function noted(...given) {
  const [{ host, port }] = net._normalizeArgs(Array.isArray(given[0]) ? given[0] : given);
  note(`tcp ${host}:${port}`);
  return connect.apply(this, given);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function noted(...given) {
  note("udp");
  return send.apply(this, given);
};

const { lookup } = dns;
dns.lookup = function noted(name, ...given) {
  if (net.isIP(name) === 0) note(`lookup ${name}`);
  return lookup.call(this, name, ...given);
};

// tsx gives every module the same few helpers of esbuild, and V8 counts their branches as the module's: no file would ever
// be covered whole. Loaded before the sources, this takes the helpers out of the modules. Spaces fill what is left out,
// so that every place in the code stays where the source map says it is. Where esbuild writes them otherwise one day,
// coverage falls and `npm test` fails.
const Module = require("node:module");

/** Called by the modules, under a name that no source uses. */
const HELPERS = "__esbuildHelpers";
globalThis[HELPERS] = { __copyProps: copyProperties, __toESM: asModule };

const DEFINITIONS = [
  'var __copyProps=(to,from,except,desc)=>{if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}return to};',
  'var __toESM=(mod,isNodeMode,target)=>(target=mod!=null?__create(__getProtoOf(mod)):{},__copyProps(isNodeMode||!mod||!mod.__esModule?__defProp(target,"default",{value:mod,enumerable:true}):target,mod));',
];

/** Names of the exports, for readers of the code: it never runs. */
const NAMES = /0&&\(module\.exports=\{[^}]*\}\);/;

const compile = Module.prototype._compile;
Module.prototype._compile = function (code, file, ...others) {
  const shown = file.endsWith(".ts") ? withoutHelpers(code) : code;
  return compile.call(this, shown, file, ...others);
};

function withoutHelpers(code) {
  return DEFINITIONS.reduce((text, definition) => {
    const [start, name] = /^var (\w+)=/.exec(definition);
    return text.replace(definition, `${start}${HELPERS}.${name};`.padEnd(definition.length));
  }, code).replace(NAMES, (names) => " ".repeat(names.length));
}

/** Gives `to` a getter for every property of `from` that it lacks. */
function copyProperties(to, from, except) {
  if (from === null || !["object", "function"].includes(typeof from)) return to;
  for (const key of Object.getOwnPropertyNames(from)) {
    if (Object.hasOwn(to, key) || key === except) continue;
    const { enumerable } = Object.getOwnPropertyDescriptor(from, key);
    Object.defineProperty(to, key, { get: () => from[key], enumerable });
  }
  return to;
}

/** A module of CommonJS as one of ECMAScript: what it exports is the default too, unless it says that it is one. */
function asModule(module, isNode) {
  const target = Object.create(Object.getPrototypeOf(module));
  const isOther = isNode || !module.__esModule;
  return copyProperties(
    isOther
      ? Object.defineProperty(target, "default", { value: module, enumerable: true })
      : target,
    module,
  );
}

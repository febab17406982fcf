// The built extension on a stand-in for VS Code's API, talking to the real server. Needs the program in $CLAIMLINT.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import Module from "node:module";
import * as path from "node:path";
import { test } from "node:test";

const root = path.resolve(__dirname, "..");
const program = process.env.CLAIMLINT ?? "";
const skip = existsSync(program) ? false : "no program: set CLAIMLINT to the path of a built claimlint";

/** Anything at all: a class, a namespace, an enum, a function that gives a thing to dispose of. */
function anything(name: string): any {
  const members = new Map<PropertyKey, unknown>();
  const base = class {
    dispose() {}
  };
  const thing: any = new Proxy(base, {
    // The bundle looks for what it imports in a copy that inherits from the module.
    getPrototypeOf: (target) => (name === "vscode" ? thing : Reflect.getPrototypeOf(target)),
    get(target, key) {
      if (key === "prototype" || key === Symbol.hasInstance) {
        return Reflect.get(target, key);
      }
      if (typeof key === "symbol" || key === "then" || key === "toJSON") {
        return undefined;
      }
      if (!members.has(key)) {
        members.set(key, anything(`${name}.${key}`));
      }
      return members.get(key);
    },
    set(_target, key, value) {
      members.set(key, value);
      return true;
    },
    apply: () => ({ dispose() {} }),
    construct: (target, args, newTarget) => Reflect.construct(target, args, newTarget),
  });
  return thing;
}

test("it starts the server it is told to and stops it", { skip }, async () => {
  const said: string[] = [];
  const errors: string[] = [];
  const vscode = anything("vscode");
  vscode.EventEmitter = class {
    event = () => ({ dispose() {} });
    fire() {}
    dispose() {}
  };
  const kind = { append: () => kind };
  vscode.CodeActionKind = new Proxy({}, { get: () => kind });
  vscode.version = "1.91.0";
  vscode.env = { language: "en", appName: "stand-in", uriScheme: "vscode" };
  const event = () => ({ dispose() {} });
  const channel = { append: (text: string) => said.push(text), appendLine: (text: string) => said.push(text), show() {}, dispose() {} };
  vscode.window = {
    createOutputChannel: () => channel,
    showErrorMessage: async (message: string) => void errors.push(message),
    onDidChangeActiveTextEditor: event,
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: event },
  };
  vscode.commands = { registerCommand: event, executeCommand: async () => undefined };
  const workspace = anything("vscode.workspace");
  const settings = Object.assign({ path: program, minimumSeverity: "info" }, { get: () => undefined, has: () => false });
  Object.assign(workspace, {
    workspaceFolders: undefined,
    textDocuments: [],
    getConfiguration: () => settings,
    onDidChangeConfiguration: event,
  });
  vscode.workspace = workspace;

  const load = (Module as any)._load;
  (Module as any)._load = (name: string, ...rest: unknown[]) => (name === "vscode" ? vscode : load(name, ...rest));
  try {
    const extension = Module.createRequire(path.join(root, "package.json"))("./dist/extension.js");
    await extension.activate({ subscriptions: [] });
    assert.equal(errors.length, 0);
    await extension.deactivate();
    assert.equal(errors.length, 0, said.join(""));

    settings.path = path.join(root, "no-such-program");
    await extension.activate({ subscriptions: [] });
    assert.ok(errors.some((error) => error.includes("no-such-program") && error.includes("claimlint.path")), errors.join());
  } finally {
    (Module as any)._load = load;
  }
});

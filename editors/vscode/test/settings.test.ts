import assert from "node:assert/strict";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";

import { command, complaint, initializationOptions } from "../src/settings";

test("a bare name is left to the PATH", () => {
  assert.deepEqual(command({}, "/work"), { command: "claimlint", args: ["lsp"] });
  assert.equal(command({ path: "  " }, undefined).command, "claimlint");
});

test("paths are relative to the folder, the home, or nothing", () => {
  const program = (written: string, folder?: string) => command({ path: written }, folder).command;
  assert.equal(program("bin/claimlint", "/work"), path.resolve("/work", "bin/claimlint"));
  assert.equal(program("${workspaceFolder}/bin/claimlint", "/work"), "/work/bin/claimlint");
  assert.equal(program("~/bin/claimlint", "/work"), path.join(os.homedir(), "bin/claimlint"));
  assert.equal(program("/opt/claimlint", "/work"), "/opt/claimlint");
});

test("what is not set is said as such", () => {
  assert.deepEqual(initializationOptions({}), { config: null, minimumSeverity: "info" });
  const set = initializationOptions({ config: "house.yml", minimumSeverity: "error" });
  assert.deepEqual(set, { config: "house.yml", minimumSeverity: "error" });
});

test("a complaint names the program, the reason and the remedy", () => {
  const text = complaint("/opt/claimlint", new Error("ENOENT"));
  for (const part of ["/opt/claimlint", "ENOENT", "claimlint.path"]) {
    assert.ok(text.includes(part), text);
  }
});

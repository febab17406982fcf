import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

const root = path.resolve(__dirname, "..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const source = readFileSync(path.join(root, "src/extension.ts"), "utf8");

test("the problem matcher reads what --format short writes", () => {
  const [pattern] = manifest.contributes.problemPatterns;
  const line = "posts/a b.md:12:5: warning: “cures” promises [too] much [claim/alternative-to-treatment]";
  const match = new RegExp(pattern.regexp).exec(line);
  assert.ok(match);
  const part = (name: string) => match[pattern[name]];
  assert.equal(part("file"), "posts/a b.md");
  assert.deepEqual([part("line"), part("column"), part("severity")], ["12", "5", "warning"]);
  assert.equal(part("message"), "“cures” promises [too] much");
  assert.equal(part("code"), "claim/alternative-to-treatment");
  assert.equal(new RegExp(pattern.regexp).exec("3 files, 812 words: no findings"), null);
});

test("every command of the manifest is registered", () => {
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`registerCommand("${command}"`), command);
  }
});

test("the version is the one of the program", () => {
  const cargo = readFileSync(path.join(root, "../../Cargo.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.+)"$/m.exec(cargo)?.[1]);
});

// The packaged file: made by `npm run package`, it holds what it needs and nothing else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

const root = path.resolve(__dirname, "..");
const file = path.join(root, "claimlint.vsix");

test("the package holds what it needs", { skip: existsSync(file) ? false : "no package: npm run package" }, () => {
  const listing = execFileSync("python3", ["-m", "zipfile", "-l", file], { encoding: "utf8" });
  const names = listing.split("\n").slice(1).map((line) => line.split(/\s{2,}/)[0]).filter(Boolean);
  const inside = names.filter((name) => name.startsWith("extension/")).map((name) => name.slice("extension/".length));
  const expected = ["changelog.md", "dist/extension.js", "license-apache", "license-mit", "package.json", "readme.md"];
  assert.deepEqual(inside.map((name) => name.toLowerCase()).sort(), expected);
});

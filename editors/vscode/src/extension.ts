// The extension: starts `claimlint lsp` and hands it Markdown, MDX and `claimlint.yml`. Everything else is the server's.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

import { command, complaint, initializationOptions, type Settings } from "./settings";

let client: LanguageClient | undefined;
let log: vscode.OutputChannel | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("claimlint");
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("claimlint.restart", restart),
    vscode.commands.registerCommand("claimlint.showLog", () => log?.show()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("claimlint.path")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const stopping = client;
  client = undefined;
  // One that never started cannot be stopped.
  if (stopping?.isRunning()) {
    await stopping.stop();
  }
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("claimlint") as vscode.WorkspaceConfiguration & Settings;
  const server = command(settings, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
      { language: "mdx", scheme: "file" },
      { language: "mdx", scheme: "untitled" },
      { scheme: "file", pattern: "**/claimlint.yml" },
    ],
    initializationOptions: initializationOptions(settings),
    synchronize: { configurationSection: "claimlint" },
    outputChannel: log,
    // The server says itself what it means to ask for.
    initializationFailedHandler: () => false,
  };
  client = new LanguageClient("claimlint", "claimlint", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(complaint(server.command, error), "Open Settings");
    if (choice !== undefined) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "claimlint.path");
    }
  }
}

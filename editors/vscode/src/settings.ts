// What the user's settings mean for the server: a command to start and options to send. Knows nothing of VS Code, so that
// tests need none.

import * as os from "node:os";
import * as path from "node:path";

export type Severity = "info" | "warning" | "error";

/** The settings below `claimlint`, as the user wrote them. */
export interface Settings {
  path?: string;
  config?: string | null;
  minimumSeverity?: Severity;
}

/** The program and its arguments. */
export function command(settings: Settings, folder: string | undefined): { command: string; args: string[] } {
  const written = settings.path?.trim() || "claimlint";
  let program = written.replace(/\$\{workspaceFolder\}/g, folder ?? ".");
  if (program === "~" || program.startsWith("~/")) {
    program = path.join(os.homedir(), program.slice(1));
  }
  // A bare name is looked for on the PATH; anything else that is relative is so to the folder.
  if (/[\\/]/.test(program) && !path.isAbsolute(program) && folder !== undefined) {
    program = path.resolve(folder, program);
  }
  return { command: program, args: ["lsp"] };
}

/** What the server is told at the start. */
export function initializationOptions(settings: Settings): { config: string | null; minimumSeverity: Severity } {
  return { config: settings.config?.trim() || null, minimumSeverity: settings.minimumSeverity ?? "info" };
}

/** What to say when the program cannot be started. */
export function complaint(program: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `claimlint did not start (${program}): ${reason}. Install it, or name it in the setting “claimlint.path”.`;
}

import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs one of the project's tools (npm puts node_modules/.bin on the PATH; this does too when run without npm).
 * `show` passes its output through as it comes; otherwise it is collected.
 */
export function runCommand(
  command: readonly string[],
  options: { show?: boolean; env?: NodeJS.ProcessEnv } = {},
) {
  return new Promise<CommandResult>((resolve) => {
    const [tool = '', ...args] = command;
    const child = spawn(tool, args, {
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...options.env, PATH: withTools() },
      // npm's tools are .cmd files on Windows, which only a shell can start.
      shell: process.platform === 'win32',
    });
    const chunks: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: chunks.join('') }));
  });
}

function withTools(): string {
  const separator = process.platform === 'win32' ? ';' : ':';
  return `node_modules/.bin${separator}${process.env.PATH ?? ''}`;
}

import { runCommand } from './run-command.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `record FILE [options]`: a run that is kept as a cassette. */
export function recordCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return withCassette('record', args, terminal)
}

/** `replay FILE [options]`: the same checks from a cassette, with no network. */
export function replayCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return withCassette('replay', args, terminal)
}

function withCassette(
  name: 'record' | 'replay',
  [file = '', ...rest]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (file === '--help' || file === '-h') return runCommand(['--help'], terminal)
  if (file === '' || file.startsWith('-')) {
    throw new UsageError(`${name} needs the name of a cassette: mobilepay-conformance ${name} FILE [options].`)
  }
  return runCommand([`--${name}`, file, ...rest], terminal)
}

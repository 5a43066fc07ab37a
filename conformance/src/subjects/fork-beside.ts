import { type ChildProcess, fork } from 'node:child_process'

/** Of this module: what stands beside it is a source where this is one. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

/**
 * Starts a module of the suite in a process of its own, which ends with this one. Processes scale with the processors;
 * threads of one process wait for each other's memory (decision 0020).
 * @param module without its extension, such as `new URL('./mock-beside-process', import.meta.url)`
 */
export function forkBeside(module: URL): ChildProcess {
  return fork(new URL(`${module.href}${extension}`), {
    execArgv: [...(extension === '.ts' ? ['--conditions=source'] : []), '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
  })
}

/**
 * To be called in such a process: it goes when nobody is left whom it works for. Ctrl-C goes to every process of a
 * terminal, and this one is needed until the run has ended in order.
 */
export function endWithParent(): void {
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  process.once('disconnect', () => process.exit())
}

/** What such a process came to, where it ended unasked. */
export function endedUnasked(what: string, code: number | null, signal: NodeJS.Signals | null): Error {
  return new Error(`${what} ended with ${signal ?? `exit code ${code}`}, before it was asked to.`)
}

/** Lets such a process go. One that has ended by itself is gone already, and would throw. */
export function letGo(beside: ChildProcess): void {
  if (beside.connected) beside.disconnect()
}

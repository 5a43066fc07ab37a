import { UsageError } from '../../config/usage-error.ts'
import { callMock } from '../../control/call-mock.ts'
import type { AnyCommand } from '../../control/command.ts'
import { commands } from '../../control/table.ts'
import { nearestName } from '../../world/nearest-name.ts'
import { printAnswer } from './print-answer.ts'
import { readArguments } from './read-arguments.ts'
import { commandUsage, ctlUsage } from './usage.ts'

/** `mobilepay-mock ctl`: gives a running mock a command. @returns the exit code, which the usage explains */
export async function runCtl(args: readonly string[]): Promise<number> {
  endQuietly()
  const [first] = args
  if (first === undefined || first === '--help' || first === '-h') return print(ctlUsage(commands))
  const { command, rest } = findCommand(args)
  if (rest.includes('--help') || rest.includes('-h')) return print(commandUsage(command))
  const { input, url, json } = await readArguments(command, rest)
  const answer = await callMock(command, input, { url, token: token() })
  return printAnswer(command, answer, json)
}

/** Never as an option, which every process of the machine could read. */
function token(): string | undefined {
  return process.env.MOBILEPAY_MOCK_CONTROL_TOKEN?.trim() || undefined
}

/** `clock.advance`, or `clock advance`. @throws UsageError with the name that was probably meant */
function findCommand([first = '', second = '', ...others]: readonly string[]) {
  const all: readonly AnyCommand[] = commands
  const one = all.find(({ name }) => name === first)
  if (one) return { command: one, rest: second === '' ? others : [second, ...others] }
  const two = all.find(({ name }) => name === `${first}.${second}`)
  if (two) return { command: two, rest: others }
  const isSplit = !first.includes('.') && second !== '' && !second.startsWith('-')
  throw noSuchCommand(isSplit ? `${first}.${second}` : first)
}

function noSuchCommand(given: string): UsageError {
  const names = commands.map(({ name }) => name)
  const ofSubject = names.filter((name) => name.startsWith(`${given}.`))
  if (ofSubject.length > 0) return new UsageError(`ctl ${given} is one of: ${ofSubject.join(', ')}.`)
  const nearest = nearestName(given, names)
  const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return new UsageError(`ctl has no command "${given}".${meant} See mobilepay-mock ctl --help.`)
}

/** Whoever reads may stop reading, such as `head`. */
function endQuietly(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

import type { Answer, Problem } from '../../control/call-mock.ts'
import type { AnyCommand } from '../../control/command.ts'
import { inWords, lineOf } from './in-words.ts'

/** The mock refused; an expectation was not met; there is no mock. */
const exitCodes = { refused: 1, unmet: 4, unreachable: 3 } as const

/** What a command waits or asks for did not come true, though nothing was wrong with it. */
const expecting = ['journal.wait', 'journal.assert']

/** Prints what came of a command: results on standard output, everything else on standard error. @returns the exit code */
export async function printAnswer({ name }: AnyCommand, answer: Answer, json: boolean): Promise<number> {
  switch (answer.kind) {
    case 'done':
      process.stdout.write(json ? `${JSON.stringify(answer.value, null, 2)}\n` : inWords(answer.value))
      return 0
    case 'items':
      for await (const item of answer.items) process.stdout.write(json ? `${JSON.stringify(item)}\n` : lineOf(item))
      return 0
    case 'refused':
      return refuse(name, answer.problem, json)
    case 'unreachable':
      return complain(`${answer.why} Start one, or name it with --url.`, exitCodes.unreachable)
  }
}

function refuse(name: string, problem: Problem, json: boolean): number {
  const isUnmet = expecting.includes(name) && (problem.status === 408 || problem.status === 409)
  const code = isUnmet ? exitCodes.unmet : exitCodes.refused
  if (!json) return complain(problem.detail, code)
  process.stderr.write(`${JSON.stringify(problem, null, 2)}\n`)
  return code
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`mobilepay-mock ctl: ${sentence}\n`)
  return code
}

import { expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { Progress } from '../src/cli/progress.ts'
import { plain } from '../src/reports/paint.ts'
import type { CheckResult } from '../src/run/run-checks.ts'

const [check] = families.flatMap(({ checks }) => checks)
const result = (verdict: string) => ({ environment: 'sandbox-dk', verdict }) as CheckResult

function progressOn(columns: number | undefined, now: () => number) {
  const drawn: string[] = []
  const terminal = { paint: plain, out: () => {}, err: (text: string) => drawn.push(text) }
  return { drawn, progress: new Progress({ ...terminal, ...(columns !== undefined && { columns }) }, 4, now) }
}

it('draws one line over and over, once a run has taken two seconds', () => {
  let time = 0
  const { drawn, progress } = progressOn(60, () => time)
  if (!check) throw new Error('The suite has no checks.')
  progress.listener.begin?.(check, 'sandbox-dk')
  progress.listener.result?.(result('pass'))
  expect(drawn).toEqual([])
  time = 2001
  progress.listener.result?.(result('fail'))
  progress.listener.begin?.(check, 'sandbox-dk')
  expect(drawn).toEqual([`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} 2/4  1 failed  sandbox-dk ${check.id}`])
  progress.clear()
  expect(drawn.at(-1)).toBe('\r\u001b[K')
})

it('is cut to the screen, and draws nothing where there is none', () => {
  let time = 0
  const narrow = progressOn(20, () => time)
  const piped = progressOn(undefined, () => time)
  time = 5000
  if (!check) throw new Error('The suite has no checks.')
  for (const { progress } of [narrow, piped]) progress.listener.begin?.(check, 'sandbox-dk')
  expect(narrow.drawn.map((line) => line.length)).toEqual(['\r\u001b[K'.length + 19])
  expect(piped.drawn).toEqual([])
})

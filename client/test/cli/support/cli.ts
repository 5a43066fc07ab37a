import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const program = fileURLToPath(new URL('../../../bin/mobilepay.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that is running. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  /** The first match in what it has told so far or tells from now on. */
  noted(pattern: RegExp): Promise<string>
}

export type Env = Readonly<Record<string, string>>

/** Starts the real command line in a process of its own, with these variables and hardly any others. */
export function start(args: readonly string[], env: Env): Running {
  const { PATH = '', NODE_PATH = '' } = process.env
  const child = spawn(process.execPath, [program, ...args], { env: { PATH, NODE_PATH, ...env } })
  const said = { stdout: '', stderr: '' }
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  child.stdin.end()
  const noted = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(said.stderr)
      if (found) return found[1] ?? found[0]
      const more = await Promise.race([new Promise((resolve) => child.stderr.once('data', resolve)), ended])
      if (typeof more === 'object') throw new Error(`It ended before it said ${pattern}: ${said.stderr}`)
    }
  }
  return { child, ended, noted }
}

export function run(args: readonly string[], env: Env): Promise<Ended> {
  return start(args, env).ended
}

/** Folders for the configuration of users who do not exist; removed in the end. */
export function useHomes(): () => Promise<string> {
  const made: string[] = []
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))))
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mobilepay-cli-'))
    made.push(folder)
    return folder
  }
}

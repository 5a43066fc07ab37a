import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, test } from 'vitest'

/** A program that some suites need and a machine may lack. */
export interface Tool {
  /** As `REQUIRE` names it. */
  readonly name: string
  /** Why it cannot be used here; undefined where it can. */
  readonly missing: string | undefined
}

/** `REQUIRE=chromium,docker` names the tools whose absence is a failure (design, 10). */
export function isRequired(tool: string, wanted: string = process.env.REQUIRE ?? ''): boolean {
  return wanted.split(',').some((name) => name.trim() === tool)
}

/** A suite that needs tools: without one it is skipped and says why, or fails where the tool is required. */
export function describeWith(tools: readonly Tool[], name: string, suite: () => void): void {
  const lacking = tools.filter(({ missing }) => missing !== undefined)
  if (lacking.length === 0) return void describe(name, suite)
  const reason = lacking.map((tool) => `${tool.name}: ${tool.missing}`).join('; ')
  const required = lacking.filter((tool) => isRequired(tool.name))
  if (required.length === 0) {
    process.stderr.write(`Skipped: ${name} (${reason})\n`)
    return void describe.skip(`${name} [skipped: ${reason}]`, suite)
  }
  describe(name, () => {
    test(`has ${required.map((tool) => tool.name).join(', ')}, as REQUIRE demands`, () => {
      throw new Error(reason)
    })
  })
}

/** A program on the PATH. */
export function program(name: string, path: string = process.env.PATH ?? ''): Tool {
  const found = path.split(delimiter).some((folder) => existsSync(join(folder, name)))
  return { name, missing: found ? undefined : `no program ${name} on the PATH` }
}

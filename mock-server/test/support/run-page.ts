import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A block of a page that a reader runs, and what the page says comes of it. */
export interface Step {
  readonly heading: string
  readonly expected: string
  readonly output: string
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
const marker = '=== next block ==='

interface Block {
  readonly heading: string
  readonly script: string
  readonly expected: string
}

/** Shell blocks, each with the output block that follows it. */
function blocksOf(page: string): readonly Block[] {
  const found = page.matchAll(/^```sh\n([\s\S]*?)^```\n+(?:^```\n([\s\S]*?)^```)?/gm)
  return [...found].map(({ 1: script = '', 2: expected = '', index }) => {
    const headings = [...page.slice(0, index).matchAll(/^## (.*)$/gm)]
    return { heading: headings.at(-1)?.[1] ?? '', script, expected }
  })
}

/**
 * Runs the `sh` blocks of a page of `docs/how-to` in one shell, from the root of the repository as its reader would.
 * @param mockUrl takes the place of `http://localhost:4010`
 */
export async function runPage(name: string, mockUrl: string): Promise<readonly Step[]> {
  const page = await readFile(`${root}docs/how-to/${name}`, 'utf8')
  const blocks = blocksOf(page)
  const script = blocks.map((block) => block.script.replaceAll('http://localhost:4010', mockUrl))
  const outputs = await runShell(script.join(`\necho; echo '${marker}'\n`))
  return blocks.map(({ heading, expected }, index) => ({ heading, expected, output: outputs[index]?.trim() ?? '' }))
}

async function runShell(script: string): Promise<readonly string[]> {
  const child = spawn('bash', ['-c', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  await once(child, 'close')
  if (errors !== '') throw new Error(`The blocks say on standard error: ${errors}`)
  return output.split(marker)
}

/** What a page prints, `…` standing for anything. */
export function patternOf(expected: string): RegExp {
  const lines = expected.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`^${lines.replaceAll('…', '[\\s\\S]*')}$`)
}

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Example, examplesFolder } from './application.ts'
import { AspNetCoreBuild } from './aspnetcore.ts'
import { phpExample } from './php.ts'
import { pythonExample } from './python.ts'

/** What somebody has left out of an example: text of one file, and what stands there instead. */
export interface Omission {
  readonly file: string
  readonly text: string
  readonly instead?: string
}

export type Language = 'aspnetcore' | 'python' | 'php'

/** An example from which something is missing, in a folder of its own. */
export interface ForgetfulExample extends AsyncDisposable {
  readonly example: Example
  readonly folder: string
}

/** @throws where the example does not have the text: the omission has outlived it */
export async function forget(language: Language, { file, text, instead = '' }: Omission): Promise<ForgetfulExample> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-example-forgetful-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  await cp(join(examplesFolder, language), join(folder, language), { recursive: true })
  const path = join(folder, language, file)
  const whole = await readFile(path, 'utf8')
  if (!whole.includes(text)) throw new Error(`${language}/${file} has no ${text}`)
  await writeFile(
    path,
    whole.replace(text, () => instead),
  )
  const example = await exampleOf(language, folder, opened)
  const kept = opened.move()
  return { example, folder, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function exampleOf(language: Language, folder: string, opened: AsyncDisposableStack): Promise<Example> {
  if (language === 'python') return pythonExample
  if (language === 'php') return phpExample
  return opened.use(await AspNetCoreBuild.make(folder)).example
}

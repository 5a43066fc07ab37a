import { beforeAll, expect, it } from 'vitest'
import { buildImage } from '../../mock-server/scripts/bundle/build-image.ts'
import { docker } from '../../mock-server/test/support/docker.ts'
import { describeWith } from '../../mock-server/test/support/require.ts'
import { families } from '../src/checks/families.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { runEverywhere } from '../src/everywhere/run-everywhere.ts'
import { inProcess } from '../src/everywhere/setups/in-process.ts'
import { plain } from '../src/reports/paint.ts'
import { startContainerSubject } from '../src/subjects/container-subject.ts'

describeWith([docker], 'the subject container', () => {
  let image: string

  beforeAll(async () => {
    image = await buildImage({ base: 'local' })
  }, 120_000)

  it('comes to the same verdicts as a mock in this process', async () => {
    const [, contained] = await runEverywhere({
      setups: [
        inProcess,
        {
          name: 'container',
          title: 'a container',
          open: (generation, environments) => startContainerSubject(image, generation, environments),
        },
      ],
      checks: families.flatMap(({ checks }) => checks),
      environments: ['sandbox-dk'],
      generation: '2018',
    })
    expect(contained).toMatchObject({ kind: 'ran', differences: [], summary: { fail: 0 } })
  }, 120_000)

  it('is started by the command line, and an image that is not there is one clear sentence', async () => {
    const out: string[] = []
    const err: string[] = []
    const terminal = { paint: plain, out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
    const args = ['--subject', 'container', '--environment', 'sandbox-fi', '--check', 'R-16']
    expect(await runCli([...args, '--image', image], terminal)).toBe(0)
    expect(out.join('')).toContain('container')
    const none = ['--image', 'localhost:1/no-such-image:none']
    expect(await runCli([...args, ...none], terminal)).toBe(2)
    expect(err.join('')).toMatch(/^The container could not be started: [^\n]+ See --help\.\n$/)
  }, 90_000)
})

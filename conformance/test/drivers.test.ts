import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { clientChecks } from '../src/checks/client/index.ts'
import { type ClientDriver, DriverError } from '../src/drivers/client-driver.ts'
import { MobilePayProgram } from '../src/drivers/mobilepay-program.ts'
import { ProcessDriver } from '../src/drivers/process-driver.ts'
import { serveProgram } from '../src/drivers/serve-program.ts'
import { runClientChecks } from '../src/run/run-client-checks.ts'
import { ClientScene } from '../src/subjects/client-scene.ts'
import { startDrivenClient } from '../src/subjects/client-subject.ts'

const programs = new URL('../src/drivers/programs/', import.meta.url)
const program = (name: string) => [
  process.execPath,
  '--conditions=source',
  fileURLToPath(new URL(`${name}.ts`, programs)),
]
/** A program of one line of JavaScript. */
const script = (text: string) => [process.execPath, '-e', text]
const echo = (reply: string) =>
  script(
    `require('readline').createInterface({input:process.stdin}).on('line',(line)=>{const {id}=JSON.parse(line);${reply}})`,
  )
const print = (value: string) => echo(`console.log(${value})`)

async function failure(driver: ClientDriver): Promise<string> {
  const error: unknown = await driver.send('report', {}).catch((thrown: unknown) => thrown)
  await driver.kill()
  expect(error).toBeInstanceOf(DriverError)
  return (error as DriverError).message
}

describe('a driver that is broken', () => {
  it.each([
    ['that is not there', ['/nowhere/driver'], /could not be run/],
    ['that ends at once', script('process.exit(3)'), /ended by itself \(exit code 3\)/],
    ['that dies', script('process.kill(process.pid, "SIGKILL")'), /ended by itself \(SIGKILL\)/],
    ['that writes no JSON', echo('console.log("canary{")'), /no JSON object/],
    ['that writes a list', print('"[1]"'), /no JSON object/],
    ['that answers without an id', print('"{}"'), /without an id/],
    ['that answers what nobody asked', print('JSON.stringify({id:99,outcome:"ended"})'), /nobody gave/],
    ['that has another outcome', print('JSON.stringify({id,outcome:"started"})'), /not reported/],
    ['that leaves members out', print('JSON.stringify({id,outcome:"reported"})'), /lacks name/],
  ])('%s, ends the command with a sentence', async (_, command, sentence) => {
    const message = await failure(new ProcessDriver(command, { timeoutMs: 5000 }))
    expect(message).toMatch(sentence)
    expect(message).not.toContain('canary')
  })

  it('that hangs, ends the command in its time, and the next command starts it anew', async () => {
    const driver = new ProcessDriver(echo('if(id>1)console.log(JSON.stringify({id,outcome:"ended"}))'), {
      timeoutMs: 2000,
    })
    await expect(driver.send('report', {})).rejects.toThrow(/did not answer report within 2000 ms/)
    await expect(driver.send('end', {})).resolves.toEqual({ outcome: 'ended' })
    await driver.kill()
  })

  it('leaves the check without a judgment, and the run goes on', async () => {
    await using subject = await startDrivenClient(script('process.exit(1)'))
    const checks = clientChecks.filter(({ id }) => ['RP-01', 'RP-12', 'RP-39'].includes(id))
    const { results } = await runClientChecks({ subject, checks })
    expect(results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'RP-01 inconclusive',
      'RP-12 inconclusive',
      'RP-39 inconclusive',
    ])
    for (const { reason } of results) expect(reason).toMatch(/ended by itself/)
  })
})

describe('the protocol', () => {
  it('carries a whole consent, a call and a refresh, as in process', async () => {
    await using subject = await startDrivenClient(program('mobilepay-client'))
    await using scene = await ClientScene.open(subject)
    expect(await scene.configure()).toEqual({ outcome: 'configured' })
    expect(await scene.connect()).toMatchObject({ outcome: 'connected', merchantVat: 'DK12345674' })
    expect(await scene.call()).toMatchObject({ outcome: 'answered', status: 200 })
    expect(await scene.refresh()).toMatchObject({ outcome: 'connected' })
    await scene.arm({ fault: 'front-id-token-nonce-wrong', times: 'always' })
    expect(await scene.connect()).toMatchObject({
      outcome: 'rejected',
      code: 'id-token-nonce',
      details: { claim: 'nonce' },
    })
  })

  it('answers each line by its id, and ends with end', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const lines: string[] = []
    output.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')))
    const served = serveProgram(new MobilePayProgram(), input, output)
    input.write('{"id":1,"command":"report"}\n\n{"id":2,"command":"refresh"}\n{"id":3,"command":"end"}\n')
    await served
    const byId = new Map(
      lines.map((line) => JSON.parse(line) as { id: number; outcome: string }).map((line) => [line.id, line.outcome]),
    )
    expect([byId.get(1), byId.get(2), byId.get(3)]).toEqual(['reported', 'rejected', 'ended'])
  })

  it('refuses a line that is no command', async () => {
    const input = new PassThrough()
    const served = serveProgram(new MobilePayProgram(), input, new PassThrough())
    input.write('{"id":1,"command":"dance"}\n')
    await expect(served).rejects.toThrow(/one of the commands configure, start/)
  })
})

describe('the libraries alone', () => {
  it.each([
    ['openid-client', ['RP-61', 'RP-63', 'RP-65']],
    ['oauth4webapi', ['RP-61', 'RP-63', 'RP-65']],
  ])(
    '%s passes what it is certified for, and leaves the rest to whoever uses it',
    async (name, missed) => {
      await using subject = await startDrivenClient(program(name))
      const ids = ['RP-39', 'RP-40', 'RP-41', 'RP-46', 'RP-51', 'RP-52', ...missed]
      const { results } = await runClientChecks({ subject, checks: clientChecks.filter(({ id }) => ids.includes(id)) })
      const red = results.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)
      expect(red).toEqual(missed)
    },
    60_000,
  )
})

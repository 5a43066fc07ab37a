import { describe, expect, test } from 'vitest'
import { type Answer, redeem, refresh } from '../support/back-channel.ts'
import { shops } from '../support/people.ts'
import { startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

const atOnce = <Result>(act: () => Promise<Result>) => Promise.all(Array.from({ length: 8 }, act))
const winners = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200)

describe.each(['2018', '2024'] as const)('eight at once, generation %s', (generation) => {
  test('one redemption of a code wins, and its tokens live', async () => {
    await using scene = await startScene({ consent: 'auto', generation })
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
    const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
    const answers = await atOnce(() => redeem(scene, attempt, code))
    expect(winners(answers)).toHaveLength(1)
    const losers = answers.filter(({ status }) => status !== 200)
    for (const { status, body } of losers) expect([status, body]).toEqual([400, { error: 'invalid_grant' }])
    const [winner] = winners(answers)
    expect((await refresh(scene, attempt, winner?.text('refresh_token') ?? '')).status).toBe(200)
  })

  test('one refresh with a OneTime token wins, and the family lives on', async () => {
    await using scene = await startScene({ consent: 'auto', generation })
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
    const tokens = await redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
    const answers = await atOnce(() => refresh(scene, attempt, tokens.text('refresh_token')))
    expect(winners(answers)).toHaveLength(1)
    const losers = answers.filter(({ status }) => status !== 200)
    for (const { status, body } of losers) expect([status, body]).toEqual([400, { error: 'invalid_grant' }])
    const [winner] = winners(answers)
    expect((await refresh(scene, attempt, winner?.text('refresh_token') ?? '')).status).toBe(200)
  })

  test('every refresh with a ReUse token wins, and keeps it', async () => {
    await using scene = await startScene({ consent: 'auto', generation })
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat, clientId: 'integrator-reuse' })
    const tokens = await redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
    const answers = await atOnce(() => refresh(scene, attempt, tokens.text('refresh_token')))
    expect(winners(answers)).toHaveLength(8)
    const kept = new Set(answers.map((answer) => answer.text('refresh_token')))
    expect(kept).toEqual(new Set([tokens.text('refresh_token')]))
  })
})

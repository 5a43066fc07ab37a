import { describe, expect, it } from 'vitest'
import { startOwnClientTwice } from '../src/hostile/rows-beside.ts'
import { runHostile } from '../src/hostile/run-hostile.ts'
import { rowsNamed } from '../src/run/client-run.ts'
import { Turns } from '../src/run/turns.ts'
import { startMockBeside } from '../src/subjects/mock-beside.ts'

describe('a mock beside the suite', () => {
  it('answers, and is gone when the suite is done with it', async () => {
    const subject = await startMockBeside('2024', ['sandbox-fi'])
    const url = subject.targets[0]?.discoveryUrl ?? ''
    expect(subject.name).toBe('mock')
    expect((await fetch(url)).status).toBe(200)
    await subject[Symbol.asyncDispose]()
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'there',
          () => 'gone',
        ),
      )
      .toBe('gone')
  })
})

describe('rows of the hostile table', () => {
  it('come to the same in the process beside as here', async () => {
    await using client = await startOwnClientTwice()
    const rows = rowsNamed('callback-state-wrong').slice(0, 2)
    const here = await runHostile(client, { rows })
    const beside = await Promise.all(rows.map((row) => client.beside?.play(row)))
    const told = ({ title, got, verdict, isRight }: (typeof here)[number]) => ({ title, got, verdict, isRight })
    expect(here.length).toBeGreaterThan(0)
    expect(beside.flatMap((results) => results ?? []).map(told)).toEqual(here.map(told))
  })
})

describe('turns', () => {
  it('give each place to one at a time, the first that is free, to who came first', async () => {
    const turns = new Turns(['here', 'beside'])
    const begun: string[] = []
    const ends: (() => void)[] = []
    const work = (name: string) =>
      turns.take((place) => {
        begun.push(`${name} ${place}`)
        return new Promise<void>((resolve) => ends.push(resolve))
      })
    const all = ['a', 'b', 'c', 'd'].map(work)
    await expect.poll(() => begun).toEqual(['a here', 'b beside'])
    ends[1]?.()
    await expect.poll(() => begun).toEqual(['a here', 'b beside', 'c beside'])
    ends[0]?.()
    await expect.poll(() => begun).toEqual(['a here', 'b beside', 'c beside', 'd here'])
    for (const end of ends) end()
    await Promise.all(all)
  })

  it('give a place back after work that fails', async () => {
    const turns = new Turns(['here'])
    await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await turns.take(async (place) => place)).toBe('here')
  })
})

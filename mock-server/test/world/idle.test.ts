import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DurationError } from '../../src/world/duration.ts'
import { readIdleLife } from '../../src/world/idle-life.ts'
import { createWorlds } from '../journal/create-worlds.ts'

const minutes = 60_000

describe('a world that lies unused', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is removed after an hour, though nobody asks for it', () => {
    const worlds = createWorlds()
    const world = worlds.create()
    vi.advanceTimersByTime(60 * minutes)
    expect(world.ended.aborted).toBe(false)
    vi.advanceTimersByTime(1 * minutes)
    expect(world.ended.aborted).toBe(true)
    expect(worlds.all).toEqual([worlds.default])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stays for another hour whenever it was asked for', () => {
    const worlds = createWorlds()
    worlds.create({}, 'mine')
    for (let turn = 0; turn < 5; turn += 1) {
      vi.advanceTimersByTime(59 * minutes)
      expect(worlds.find('mine')).toBeDefined()
    }
    vi.advanceTimersByTime(62 * minutes)
    expect(worlds.find('mine')).toBeUndefined()
  })

  test('stays while somebody holds it, and its hour begins when the last one lets go', () => {
    const worlds = createWorlds()
    const world = worlds.create({}, 'mine')
    const [one, other] = [world.usage.hold(), world.usage.hold()]
    vi.advanceTimersByTime(300 * minutes)
    one[Symbol.dispose]()
    one[Symbol.dispose]()
    vi.advanceTimersByTime(300 * minutes)
    expect(worlds.all).toContain(world)
    other[Symbol.dispose]()
    vi.advanceTimersByTime(60 * minutes)
    expect(worlds.all).toContain(world)
    vi.advanceTimersByTime(1)
    expect(worlds.all).not.toContain(world)
  })

  test('is not the default one', () => {
    const worlds = createWorlds()
    vi.advanceTimersByTime(10_000 * minutes)
    expect(worlds.find('default')).toBe(worlds.default)
    expect(worlds.default.ended.aborted).toBe(false)
  })

  test('keeps its name for itself until it is gone', () => {
    const worlds = createWorlds()
    worlds.create({}, 'mine')
    expect(() => worlds.create({}, 'mine')).toThrow('already')
    vi.advanceTimersByTime(61 * minutes)
    expect(worlds.create({}, 'mine').name).toBe('mine')
  })
})

describe('the idle time', () => {
  test('is an ISO 8601 duration', () => {
    expect(readIdleLife(undefined)).toBeUndefined()
    expect(readIdleLife('PT30M')).toBe(30 * minutes)
    expect(readIdleLife('P1D')).toBe(24 * 60 * minutes)
  })

  test.each(['PT0S', '-PT5M', '30 minutes', ''])('is not %j', (text) => {
    expect(() => readIdleLife(text)).toThrow(DurationError)
  })
})

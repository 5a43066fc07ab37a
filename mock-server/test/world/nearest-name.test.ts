import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestName } from '../../src/world/nearest-name.ts'
import { isProfileName, profileNamed, profileNames } from '../../src/world/profiles.ts'

test.each([
  ['recordngs', 'recordings'],
  ['Recordings', 'recordings'],
  ['rec', 'recordings'],
  ['strcit', 'strict'],
  ['document', 'documents'],
  ['identityserver', undefined],
  ['', undefined],
])('%j means %s', (given, expected) => {
  expect(nearestName(given, profileNames)).toBe(expected)
})

test('a name with one letter wrong is found among names that differ much', () => {
  const names = ['token-id-signature-invalid', 'response-empty', 'latency', 'redirect-elsewhere']
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(30), (name, at) => {
      const index = at % name.length
      expect(nearestName(name.slice(0, index) + name.slice(index + 1), names)).toBe(name)
      expect(nearestName(`${name.slice(0, index)}x${name.slice(index)}`, names)).toBe(name)
    }),
  )
})

test('an unknown profile is refused with the nearest one, whatever Object has', () => {
  expect(() => profileNamed('strickt')).toThrow('There is no profile "strickt". Did you mean "strict"?')
  expect(() => profileNamed('toString')).toThrow('There are: documents, recordings, strict.')
  expect(isProfileName('constructor')).toBe(false)
})

import { describe, expect, it } from 'vitest'
import { readPostedForm } from '../src/flow/posted-form.ts'
import { cacheControlProblem } from '../src/run/cache-control.ts'
import { CookieJar } from '../src/run/cookie-jar.ts'
import { etagProblem } from '../src/run/etag.ts'
import { canonical } from '../src/run/json-values.ts'
import { charsetProblems, duplicateMembers, strictJsonProblems } from '../src/run/strict-json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('strict JSON', () => {
  it.each([
    ['{}', []],
    ['{"a":{"x":1},"b":{"x":1}}', []],
    ['{"a":"{\\"a\\":1}","b":["a","a"]}', []],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['[{"a":1,"b":{"c":1,"c":2}}]', ['c']],
    ['{"a" : 1, "a" : [ {"a":1} ]}', ['a']],
  ])('in %s finds the members %j twice', (json, names) => {
    expect(duplicateMembers(json)).toEqual(names)
  })

  it.each([
    ['', /is not JSON/],
    ['{"a":1,}', /is not JSON/],
    ['{"a":1}{"b":2}', /is not JSON/],
    ['\ufeff{}', /byte order mark/],
    ['{"a":1,"a":2}', /"a" twice/],
  ])('does not take %j', (text, problem) => {
    expect(strictJsonProblems(bytes(text)).join()).toMatch(problem)
  })

  it.each<readonly [readonly number[], readonly string[]]>([
    [[0xef, 0xbb, 0xbf, 0x7b, 0x7d], ['begins with a byte order mark']],
    [[0xef, 0xbb, 0x7b, 0x7d], ['is not UTF-8']],
    [[0xef], ['is not UTF-8']],
    [[0x22, 0xef, 0xbb, 0xbf, 0x22], []],
    [[0x22, 0xe6, 0x22], ['is not UTF-8']],
  ])('reads the bytes %j: %j', (octets, problems) => {
    expect(strictJsonProblems(new Uint8Array(octets))).toEqual(problems)
  })

  it.each<readonly [string | undefined, number]>([
    ['application/json', 0],
    ['application/json; charset=utf-8', 0],
    ['application/json; Charset = "UTF8"', 0],
    ['application/json; charset=utf-16', 1],
    ['application/json;charset="latin1"', 1],
    [undefined, 0],
  ])('is in UTF-8, also where %s says otherwise', (type, count) => {
    expect(charsetProblems(new Headers(type === undefined ? {} : { 'content-type': type }))).toHaveLength(count)
  })

  it.each<readonly [string | null, boolean]>([
    [null, true],
    ['""', true],
    ['"abc"', true],
    ['W/"abc"', true],
    ['w/"abc"', false],
    ['abc', false],
    ['"a"b"', false],
    ['"a b"', false],
    ['"abc" ', false],
  ])('may come with the entity tag %s: %s', (tag, isOne) => {
    expect(etagProblem(tag)).toBe(isOne ? undefined : 'is no entity tag')
  })

  it('reads a megabyte of text without getting lost', () => {
    expect(strictJsonProblems(bytes(JSON.stringify({ a: '\\"{['.repeat(300_000) })))).toEqual([])
  })
})

describe('the meaning of a document', () => {
  it('does not depend on the order of members and list values', () => {
    expect(canonical({ a: ['x', 'y'], b: { c: 1, d: null } })).toBe(canonical({ b: { d: null, c: 1 }, a: ['y', 'x'] }))
  })

  it.each([
    [{ a: ['x'] }, { a: ['x', 'x'] }],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [['a,b'], ['a', 'b']],
  ])('differs between %j and %j', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other))
  })
})

describe('Cache-Control of metadata', () => {
  it.each(['max-age=3600', 'public, MAX-AGE=300', 'no-cache', 'no-store, no-cache, max-age=0', 'max-age="60"'])(
    'may be %s',
    (header) => expect(cacheControlProblem(header)).toBeUndefined(),
  )

  it.each([null, '', 'public', 'max-age=-1', 'max-age=soon', 'max-age=864000', 'max-age=60, immutable'])(
    'may not be %s',
    (header) => expect(cacheControlProblem(header)).toBeDefined(),
  )
})

describe('a form_post page', () => {
  it('is read with its entities, whatever the quotes', () => {
    const page = `<FORM method=post action='https://a.example/?x=1&amp;y=2'><INPUT type="hidden" name="state" value='&quot;&#x27;&#43;&lt;&unknown;'>
      <input name=empty><button name="b">go</button></form>`
    expect(readPostedForm(page)).toEqual({
      action: 'https://a.example/?x=1&y=2',
      fields: { state: `"'+<&unknown;`, empty: '' },
    })
  })

  it('is no page without a form', () => {
    expect(readPostedForm('<html>form</html>')).toBeUndefined()
  })
})

describe('a browser session', () => {
  it('keeps, replaces and drops cookies', () => {
    const jar = new CookieJar()
    const answer = (...cookies: string[]) => {
      const headers = new Headers()
      for (const cookie of cookies) headers.append('set-cookie', cookie)
      jar.keep({ status: 200, headers, body: new Uint8Array() })
    }
    expect(jar.headers).toEqual({})
    answer('a=1; path=/; httponly', 'b=2')
    answer('a=3', 'b=; max-age=0')
    expect(jar.headers).toEqual({ cookie: 'a=3' })
  })
})

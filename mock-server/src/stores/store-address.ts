import { StoreError } from './store-error.ts'

/** Where a mock keeps its state. */
export type StoreAddress =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'redis'
      /** With credentials, for the client alone. */
      readonly url: string
      /** What keys begin with. */
      readonly prefix: string
      /** The address without credentials, for people. */
      readonly shown: string
    }

const allowed = 'Allowed are memory, file:PATH, redis://HOST:PORT and rediss://HOST:PORT (with ?prefix=NAME).'

/**
 * Reads the address of a store: `memory`, `file:PATH`, `redis://…` or `rediss://…`, with `?prefix=` where several mocks
 * share one Redis.
 * @throws StoreError that says what is allowed; it never quotes credentials
 */
export function readStoreAddress(text: string): StoreAddress {
  if (text === 'memory') return { kind: 'memory' }
  if (text.startsWith('file:')) return readFileAddress(text.slice('file:'.length))
  if (/^rediss?:\/\//.test(text)) return readRedisAddress(text)
  // Whatever looks like an address may have a password in it.
  const shown = text.includes('@') ? '' : ` "${text.slice(0, 100)}"`
  throw new StoreError(`There is no store${shown}. ${allowed}`)
}

function readFileAddress(path: string): StoreAddress {
  if (path === '') throw new StoreError(`file: needs a path, such as file:mock.sqlite. ${allowed}`)
  return { kind: 'file', path: path.startsWith('//') ? path.slice(2) : path }
}

function readRedisAddress(text: string): StoreAddress {
  if (!URL.canParse(text) || new URL(text).hostname === '')
    throw new StoreError(`The address of Redis cannot be read. ${allowed}`)
  const url = new URL(text)
  const names = [...url.searchParams.keys()]
  const foreign = names.find((name) => name !== 'prefix')
  if (foreign !== undefined) throw new StoreError(`The address of Redis takes ?prefix= alone, not ?${foreign}=.`)
  const prefix = url.searchParams.get('prefix') ?? 'mobilepay-mock'
  if (!/^[\w.-]{1,64}$/.test(prefix)) {
    throw new StoreError('A prefix in Redis has letters, digits, "_", "-" and ".", at most 64.')
  }
  if (!/^\/?\d*$/.test(url.pathname)) throw new StoreError('Behind the host of Redis there is a number, its database.')
  url.search = ''
  return { kind: 'redis', url: url.href, prefix, shown: `${url.protocol}//${url.host}${url.pathname}` }
}

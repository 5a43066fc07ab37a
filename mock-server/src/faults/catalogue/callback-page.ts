import { randomBytes } from 'node:crypto'
import { html, type Reply, redirect } from '../../http/reply.ts'
import { encodeAsDotNet } from '../../pages/dot-net-html-encoder.ts'
import { formPostHeaders } from '../../pages/index.ts'
import { writeCallback } from '../../sites/admin/answer-client.ts'
import type { CallbackDraft } from '../../sites/admin/callback-draft.ts'
import type { Fault, FaultAction } from '../fault.ts'
import { fieldOf, frontChannel, onFormPost, withHeader } from './builders.ts'

interface Row {
  readonly name: string
  readonly breaks: string
  readonly spec: string
  readonly ids?: readonly string[]
}

const found = 'A conformance suite finds it.'
const rejected = 'The client rejects the callback and makes no token request.'

/** The page of a form post, written otherwise. */
function page(row: Row & { readonly expected?: string }, change: (page: Reply, draft: CallbackDraft) => Reply): Fault {
  const write = (draft: CallbackDraft) => change(writeCallback(draft), draft)
  const callback = onFormPost((draft) => ({ ...draft, write }))
  return { expected: found, ...row, group: 'callback', endpoints: frontChannel, at: { callback } }
}

function onCode(row: Row, at: FaultAction<'code-or-token'>): Fault {
  const action: typeof at = (handle, context) => (handle.kind === 'code' ? at(handle, context) : undefined)
  return { ...row, group: 'callback', endpoints: frontChannel, expected: found, at: { 'code-or-token': action } }
}

const edit = (reply: Reply, search: string, replacement: string): Reply => ({
  ...reply,
  body: reply.body.replace(search, () => replacement),
})

/** The page that carries the answer, and the codes in it. */
export const callbackPageFaults: readonly Fault[] = [
  page(
    {
      name: 'form-post-by-get',
      breaks: 'The form of the form post is sent by GET.',
      spec: 'FormPost 2',
      ids: ['PD-059'],
      expected: rejected,
    },
    (reply) => edit(reply, "<form method='post'", "<form method='get'"),
  ),
  page(
    {
      name: 'form-post-multipart',
      breaks: 'The form of the form post is sent as multipart/form-data.',
      spec: 'FormPost 2',
      ids: ['PD-060'],
      expected: rejected,
    },
    (reply) => edit(reply, "<form method='post'", "<form method='post' enctype='multipart/form-data'"),
  ),
  page(
    {
      name: 'form-post-text-plain',
      breaks: 'The form of the form post is sent as text/plain.',
      spec: 'FormPost 2',
      expected: rejected,
    },
    (reply) => edit(reply, "<form method='post'", "<form method='post' enctype='text/plain'"),
  ),
  {
    name: 'form-post-code-in-url',
    group: 'callback',
    breaks: 'The code stands in the address of the form post as well.',
    spec: 'FormPost 2; OIDCC 3.3.2.5',
    expected: rejected,
    ids: ['PD-061'],
    endpoints: frontChannel,
    at: {
      callback: onFormPost((draft) => {
        const code = encodeURIComponent(fieldOf(draft.fields, 'code') ?? '')
        const separator = draft.redirectUri.includes('?') ? '&' : '?'
        return { ...draft, redirectUri: `${draft.redirectUri}${separator}code=${code}` }
      }),
    },
  },
  page(
    {
      name: 'form-post-unescaped',
      breaks: 'The values of the form post are not escaped.',
      spec: 'FormPost 2; OWASP, cross-site scripting',
      ids: ['PD-063'],
    },
    (reply, { fields }) =>
      fields.reduce((body, [, value]) => edit(body, `value='${encodeAsDotNet(value)}'`, `value='${value}'`), reply),
  ),
  page(
    {
      name: 'form-post-cacheable',
      breaks: 'The page of the form post may be cached.',
      spec: 'FormPost, example; RFC 6749 5.1',
      ids: ['PD-064'],
    },
    (reply) => withHeader(withHeader(withHeader(reply, 'Cache-Control', 'public, max-age=3600'), 'Pragma'), 'Expires'),
  ),
  page(
    {
      name: 'form-post-without-policy',
      breaks: 'The page of the form post has no Content-Security-Policy and no Referrer-Policy.',
      spec: 'RFC 9700 4.2',
    },
    (reply) => {
      const names = ['Content-Security-Policy', 'X-Content-Security-Policy', 'Referrer-Policy']
      return names.reduce((stripped, name) => withHeader(stripped, name), reply)
    },
  ),
  {
    name: 'form-post-action-without-query',
    group: 'callback',
    breaks: 'The query of the redirect URI is lost.',
    spec: 'RFC 6749 3.1.2',
    expected: found,
    ids: ['PD-065'],
    endpoints: frontChannel,
    at: {
      callback: (draft) =>
        draft.redirectUri.includes('?')
          ? { ...draft, redirectUri: draft.redirectUri.replace(/\?[^#]*/, '') }
          : undefined,
    },
  },
  page(
    {
      name: 'form-post-not-submitted',
      breaks: 'The page of the form post does not submit itself.',
      spec: 'FormPost 2',
    },
    (reply) => edit(reply, /<script>.*<\/script>/s.exec(reply.body)?.[0] ?? '', ''),
  ),
  page(
    {
      name: 'form-post-without-button',
      breaks: 'The form post has no button for browsers without script.',
      spec: 'FormPost 2',
    },
    (reply) => edit(reply, '<button>Continue</button>', ''),
  ),
  page(
    { name: 'form-post-visible-inputs', breaks: 'The values of the form post are shown.', spec: 'FormPost 2' },
    (reply) => ({ ...reply, body: reply.body.replaceAll("type='hidden'", "type='text'") }),
  ),
  {
    name: 'callback-in-query',
    group: 'callback',
    breaks: 'The answer comes by GET in the query, whatever was asked for.',
    spec: 'OAuth-MRT 5; OIDCC 3.3.2.5',
    expected: rejected,
    ids: ['MR-063'],
    endpoints: frontChannel,
    at: { callback: (draft) => (draft.isError ? undefined : { ...draft, mode: 'query' }) },
  },
  {
    name: 'callback-fragment-for-form-post',
    group: 'callback',
    breaks: 'A form post that was asked for comes as a fragment.',
    spec: 'FormPost 2',
    expected: rejected,
    endpoints: frontChannel,
    at: { callback: onFormPost((draft) => (draft.isError ? draft : { ...draft, mode: 'fragment' })) },
  },
  {
    name: 'error-in-query',
    group: 'callback',
    breaks: 'An error goes to the client in the query, whatever was asked for.',
    spec: 'OAuth-MRT 5; FormPost 2',
    expected: found,
    ids: ['PD-056'],
    endpoints: frontChannel,
    at: { callback: (draft) => (draft.isError ? { ...draft, mode: 'query' } : undefined) },
  },
  {
    name: 'error-not-sent',
    group: 'callback',
    breaks: 'An error that belongs to the client ends on a page of the provider.',
    spec: 'RFC 6749 4.1.2.1',
    expected: found,
    endpoints: frontChannel,
    at: {
      callback: (draft) =>
        draft.isError ? { ...draft, write: () => html('Mock: error', Object.entries(pageHeaders()), 400) } : undefined,
    },
  },
  {
    name: 'callback-redirect-307',
    group: 'callback',
    breaks: 'The answer is a 307 redirect, by which a browser repeats what it has just posted.',
    spec: 'RFC 9700 4.12',
    expected: found,
    endpoints: frontChannel,
    at: {
      callback: (draft) =>
        draft.mode === 'form_post'
          ? undefined
          : { ...draft, write: (asked) => ({ ...redirect(''), ...writeCallback(asked), status: 307 }) },
    },
  },
  onCode({ name: 'code-short', breaks: 'A code has 32 bits.', spec: 'RFC 6749 10.10', ids: ['PD-067'] }, (handle) => ({
    ...handle,
    value: randomBytes(4).toString('hex'),
  })),
  onCode(
    { name: 'code-sequential', breaks: 'Codes are numbered.', spec: 'RFC 6749 10.10', ids: ['PD-068'] },
    (handle, { memory }) => {
      const next = Number(memory.get('last') ?? 0) + 1
      memory.set('last', next)
      return { ...handle, value: next.toString(16).padStart(64, '0').toUpperCase() }
    },
  ),
  onCode(
    { name: 'code-repeated', breaks: 'Every second code is the one before it again.', spec: 'RFC 6749 10.10' },
    (handle, { memory }) => {
      const before = memory.get('last')
      memory.set('last', before === undefined ? handle.value : undefined)
      return typeof before === 'string' ? { ...handle, value: before } : handle
    },
  ),
  onCode(
    { name: 'code-illegal-characters', breaks: 'A code has characters that it may not have.', spec: 'RFC 6749 A.11' },
    (handle) => ({ ...handle, value: `${handle.value}æ\t` }),
  ),
  {
    name: 'code-never-expires',
    group: 'callback',
    breaks: 'A code is good for ten years.',
    spec: 'RFC 6749 4.1.2; MP docs, code',
    expected: found,
    ids: ['PD-069'],
    endpoints: frontChannel,
    at: { 'code-life': () => 10 * 365 * 24 * 3600 },
  },
  {
    name: 'code-expires-at-once',
    group: 'callback',
    breaks: 'A code has expired when it arrives.',
    spec: 'RFC 6749 4.1.2',
    expected: 'The client reports invalid_grant and starts anew.',
    endpoints: frontChannel,
    at: { 'code-life': () => -1 },
  },
]

function pageHeaders(): Readonly<Record<string, string>> {
  const { 'Content-Type': _type, ...headers } = formPostHeaders
  return headers
}

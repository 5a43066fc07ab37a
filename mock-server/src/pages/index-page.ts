import { type Html, type HtmlValue, html } from './html.ts'
import { renderPage } from './layout.ts'
import type { IndexPageModel } from './models.ts'

/** The mock's root, for whoever just started it: what to configure, and whom to log in as. English, as a developer's page. */
export function renderIndexPage({ consoleUrl, environments, clients, users }: IndexPageModel): string {
  return renderPage({
    language: 'en',
    title: 'The mock is running',
    width: 'wide',
    body: html`<h1>The mock is running</h1>
<p class="lead">Give one of these discovery documents to your integration. Everything below is made up and lives on this machine.</p>
<p class="lead">The <a href="${consoleUrl}">console</a> shows every request as it happens, and why it was answered so.</p>
${table(
  'Discovery documents',
  ['Environment', 'Address'],
  environments.map(({ name, discoveryUrl }) => [
    html`<strong>${name}</strong>`,
    html`<a href="${discoveryUrl}">${address(discoveryUrl)}</a>`,
  ]),
)}
${table(
  'Clients',
  ['Client ID', 'Redirect URIs', 'Refresh tokens'],
  clients.map(({ clientId, redirectUris, refreshTokenUsage }) => [
    html`<code>${clientId}</code>`,
    lines(redirectUris.map((uri) => html`<code>${address(uri)}</code>`)),
    refreshTokenUsage,
  ]),
)}
${table(
  'Users',
  ['E-mail', 'Password', 'Merchants'],
  users.map(({ email, password, merchants }) => [
    html`<code>${email}</code>`,
    html`<code>${password}</code>`,
    lines(merchants.map(({ name, vat }) => html`${name} <small>${vat}</small>`)),
  ]),
)}`,
  })
}

/** The roles are said aloud because small screens show the rows as blocks, and browsers then forget that it is a table. */
function table(caption: string, columns: readonly string[], rows: readonly (readonly HtmlValue[])[]): Html {
  return html`<section class="card">
<table role="table">
<caption><h2>${caption}</h2></caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (
    cells,
  ) => html`<tr role="row">${cells.map((cell, index) => html`<td role="cell" data-column="${columns[index]}"><div>${cell}</div></td>`)}</tr>
`,
)}</tbody>
</table>
</section>`
}

function lines(items: readonly Html[]): Html {
  if (items.length === 0) return html`<small>none</small>`
  return html`<ul class="lines">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

/** A long address breaks after a slash rather than within a word. */
function address(url: string): Html {
  return html`${url.split(/(?<=\/)(?!\/)/).map((part) => html`${part}<wbr>`)}`
}

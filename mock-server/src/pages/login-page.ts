import { form, hiddenInput } from './form.ts'
import { type Html, html } from './html.ts'
import { renderPage } from './layout.ts'
import { messages } from './messages/index.ts'
import type { LoginPageModel } from './models.ts'

export function renderLoginPage(model: LoginPageModel): string {
  const say = messages[model.language].login
  return renderPage({
    language: model.language,
    languages: model.languages,
    title: model.error ? `${say.titleOfError}: ${say.title}` : say.title,
    width: model.suggestions.length > 0 ? 'wide' : 'narrow',
    body: html`<div class="pair">
<section class="card">
<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
${model.error && html`<p class="alert" role="alert" id="login-error">${say.wrongCredentials}</p>`}
${form(model, credentials(model))}
</section>
${model.suggestions.length > 0 && testUsers(model)}
</div>`,
  })
}

/** After a refusal the cursor waits in the password: the e-mail is kept, and more often right. */
function credentials({ language, email = '', error }: LoginPageModel): Html {
  const say = messages[language].login
  const faulty = error && html` aria-invalid="true" aria-describedby="login-error"`
  const atPassword = error !== undefined && email !== ''
  const focus = html` autofocus`
  return html`<div class="field">
<label for="email">${say.email}</label>
<input id="email" name="email" type="email" value="${email}" autocomplete="username" autocapitalize="none" spellcheck="false" required${faulty}${!atPassword && focus}>
</div>
<div class="field">
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${faulty}${atPassword && focus}>
</div>
<div class="actions"><button type="submit" class="primary">${say.submit}</button></div>`
}

/** One ordinary form per user: no script has to fill in anything. */
function testUsers(model: LoginPageModel): Html {
  const say = messages[model.language].login
  return html`<aside class="quiet" aria-labelledby="test-users">
<h2 id="test-users">${say.testUsers}</h2>
<p>${say.testUsersLead}</p>
<ul class="users">
${model.suggestions.map(
  ({ email, password, name }) => html`<li>
${form(
  model,
  html`${hiddenInput('email', email)}${hiddenInput('password', password)}<button type="submit" class="secondary">${say.continueAs(name)}</button>`,
)}
<p class="credentials"><code>${email}</code> <code>${password}</code></p>
</li>
`,
)}</ul>
</aside>`
}

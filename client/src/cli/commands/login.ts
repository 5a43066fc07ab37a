import { type Command, commonHelp } from '../command.ts'
import { connectionJson, connectionText } from '../describe-connection.ts'
import { exitCodes } from '../exit-codes.ts'
import { browserLogin } from '../login/browser-login.ts'
import { headlessLogin } from '../login/headless-login.ts'
import { consentRequest, loginOptions } from '../login/login-options.ts'
import { openFor } from '../open-client.ts'
import { readOptions } from '../options.ts'
import { withProgress } from '../progress.ts'

export const loginCommand: Command = {
  name: 'login',
  summary: 'have a merchant log in and consent, and keep the connection',
  help: `Usage: mobilepay login [options]

Opens MobilePay's login in the browser and waits on the redirect URI, which has to be on this machine, for the answer.

Options:
      --vat VAT               the merchant: DK or FI and eight digits
      --scope NAME            a product, once for each: invoice (default), subscriptions, transactionreporting,
                              merchantpayments, webhooks
      --response-mode MODE    form_post (default) or fragment
      --login-hint EMAIL      fills in the e-mail on the login page
      --language LANGUAGE     of MobilePay's pages: da, fi, en
      --no-open               print the address in place of opening the browser
      --headless              no browser at all: only against a mock on this machine that consents by itself
      --timeout SECONDS       how long to wait; default 600

Examples:
  mobilepay login --vat DK12345674
  mobilepay login --environment sandbox-fi --vat FI99000114 --scope invoice --scope webhooks
  mobilepay login --mock http://localhost:4010 --client-id integrator --headless --vat DK12345674

${commonHelp}`,
  async run(args, terminal) {
    const { values } = readOptions('login', args, loginOptions)
    const request = consentRequest(values)
    const { client } = await openFor(values, terminal)
    const consent = await client.startConsent(request)
    for (const { message } of consent.warnings) terminal.note(terminal.paint('yellow', message))
    const connection = values.headless
      ? await withProgress(terminal, 'Logging in', headlessLogin(client, consent))
      : await browserLogin(client, consent, { isOpened: values['no-open'] !== true, timeout: values.timeout }, terminal)
    terminal.result(values.json ? JSON.stringify(connectionJson(connection)) : connectionText(connection))
    return exitCodes.done
  },
}

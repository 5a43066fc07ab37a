// The two pages of the examples: a form that starts a consent, and the merchants who have given theirs.
import { mobilepay } from './setup.ts'

export function home(framework: string): string {
  return page(
    `MobilePay with ${framework}`,
    `<form action="/mobilepay/start">
<label>VAT number <input name="merchant_vat" value="DK12345674"></label>
<button>Connect MobilePay</button>
</form>`,
  )
}

/** Asks the API for each merchant, which shows that the tokens work. */
export async function connected(): Promise<string> {
  const connections = await mobilepay.connections()
  const lines = connections.map(async ({ merchantId, merchantVat }) => {
    const { merchantId: me } = await mobilepay.merchant(merchantId).merchantsMe()
    return `<li>${merchantVat}: merchant ${me}</li>`
  })
  return page('Connected', `<ul>${(await Promise.all(lines)).join('\n')}</ul>`)
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>${title}</title>
<h1>${title}</h1>
${content}
</html>
`
}

import { page } from './responses.ts'

/** Where no other page was named to go on to. */
export function connectedPage(): Response {
  return page(200, 'Connected to MobilePay', ['You have given your consent. You can close this page.'])
}

import type { Html } from '../html.ts'

/** The products that a scope opens; other scopes show their own name. */
export type ProductScope = 'invoice' | 'subscriptions' | 'transactionreporting' | 'merchantpayments' | 'webhooks'

export interface ProductText {
  readonly title: string
  readonly description: string
}

/**
 * Everything the pages say, in one language. A catalogue that lacks a key does not compile.
 * Names from outside arrive as markup already escaped, so each language puts them where its grammar wants them.
 */
export interface Messages {
  readonly languageName: string
  readonly languageSwitch: string
  /** Our own name for what this is; deliberately nobody's brand. */
  readonly providerName: string
  readonly mockBadge: string
  readonly mockNotice: string
  readonly vatNumber: string
  readonly login: {
    readonly title: string
    readonly lead: string
    readonly email: string
    readonly password: string
    readonly submit: string
    readonly wrongCredentials: string
    /** Before the title of a page that reports an error: the first thing that a screen reader says. */
    readonly titleOfError: string
    readonly testUsers: string
    readonly testUsersLead: string
    /** Does not contain `submit`, so that "the log-in button" names one button only. */
    readonly continueAs: (name: string) => string
  }
  readonly picker: {
    readonly title: string
    readonly lead: (client: Html) => Html
    readonly merchants: string
    readonly submit: string
    readonly cancel: string
  }
  readonly consent: {
    readonly title: string
    readonly lead: string
    readonly integrator: string
    readonly onBehalfOf: string
    readonly products: string
    readonly productsLead: string
    readonly noProducts: string
    readonly offlineAccess: string
    readonly allow: string
    readonly deny: string
    readonly productTexts: Readonly<Record<ProductScope, ProductText>>
  }
  readonly error: {
    readonly title: string
    readonly sentence: string
    readonly requestId: string
    readonly logHint: string
  }
  readonly logout: {
    readonly titleAsking: string
    readonly leadAsking: string
    readonly submit: string
    readonly titleDone: string
    readonly leadDone: string
    readonly back: string
    readonly backTo: (client: string) => string
  }
}

import { type Configuration, exampleApp, exampleClient } from './application.ts'

/** The environment variables of the examples in Python and PHP. */
export function variables(configuration: Configuration): Record<string, string> {
  return {
    MOBILEPAY_DISCOVERY_URL: configuration.discoveryUrl,
    MOBILEPAY_API_URL: configuration.apiUrl,
    MOBILEPAY_CLIENT_ID: exampleClient.clientId,
    MOBILEPAY_CLIENT_SECRET: exampleClient.clientSecret,
    MOBILEPAY_REDIRECT_URI: configuration.redirectUri,
    MOBILEPAY_API_CLIENT_ID: exampleApp.id,
    MOBILEPAY_API_CLIENT_SECRET: exampleApp.secret,
    MOBILEPAY_STORE: configuration.store,
  }
}

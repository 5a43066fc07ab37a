/**
 * What stands behind the code on MobilePay's error page, the most likely first. The page shows the code alone and does
 * not lead back to the integrator, so nothing is thrown: the merchant just does not come back.
 *
 * @see MobilePay, errors at authorize; RFC 6749 section 4.1.2.1
 */
export const errorPageCauses: Readonly<Record<string, readonly string[]>> = {
  invalid_request: [
    'the redirect URI is not registered for the client id: ask MobilePay to register it, to the letter',
    'the VAT number is not that of a merchant of the user who logged in',
    'the same consent URL was opened twice: a nonce is good for one login',
    'a parameter is missing or malformed: a URL that was built by hand, cut off or encoded twice',
  ],
  unauthorized_client: [
    'the client id is unknown in this environment: sandbox and production have different ones',
    'the x-ibm-client-id of the developer portal was used in place of the client id from the zip file',
    'the redirect URI is not registered for the client id',
    'the client is disabled, or not allowed the hybrid flow',
  ],
  invalid_scope: [
    'the client is not allowed one of the scopes: ask MobilePay which products are enabled for it',
    'a misspelled scope, or scopes separated by something else than a space',
  ],
  unsupported_response_type: [
    'a response type other than code id_token, or a response mode other than form_post and fragment',
  ],
}

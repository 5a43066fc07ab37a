/** Base64 with padding, as Content-Security-Policy wants hashes. */
export function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}

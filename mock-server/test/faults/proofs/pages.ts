import { anything, gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const pagesProofs: Proofs = {
  'page-framable': {
    changes: {
      'pages.*.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; base-uri 'none'",
      'pages.*.consent.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; base-uri 'none'",
      'pages.*.login.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; base-uri 'none'",
      'pages.*.merchant.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; base-uri 'none'",
      'pages.*.headers.x-frame-options': gone,
      'pages.*.*.headers.x-frame-options': gone,
    },
  },
  'page-cacheable': {
    changes: {
      'pages.error.headers.cache-control': 'public, max-age=3600',
      'pages.finnish.headers.cache-control': 'public, max-age=3600',
      'pages.logout.headers.cache-control': 'public, max-age=3600',
      'pages.*.consent.headers.cache-control': 'public, max-age=3600',
      'pages.*.login.headers.cache-control': 'public, max-age=3600',
      'pages.*.merchant.headers.cache-control': 'public, max-age=3600',
    },
  },
  'page-referrer-leaks': {
    changes: {
      'pages.*.headers.referrer-policy': 'unsafe-url',
      'pages.*.consent.headers.referrer-policy': 'unsafe-url',
      'pages.*.login.headers.referrer-policy': 'unsafe-url',
      'pages.*.merchant.headers.referrer-policy': 'unsafe-url',
    },
  },
  'page-form-unprotected': {
    changes: {
      'pages.*.login.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--paper:… (9134, #df89c7fc)',
      'pages.wrong-password': 'page error: invalid_request',
      'pages.*.merchant.outcome': 'page error: invalid_request',
      'pages.*.merchant.statuses': '302 200',
      'pages.*.merchant.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Det lykkedes ikke – OpenID-mock</title>\n<link rel="icon" href>\n<style>:roo… (7051, #ce0d846e)',
      'pages.*.answer.status': gone,
      'pages.*.consent.status': gone,
      'pages.*.answer.headers.*': gone,
      'pages.*.consent.headers.*': gone,
      'pages.*.*.failure': 'no form',
      'pages.*.answer.outcome': 'no form',
      'pages.*.consent.outcome': 'no form',
      'pages.*.answer.page': '',
      'pages.*.answer.statuses': '',
      'pages.*.consent.page': '',
      'pages.*.consent.statuses': '',
      'pages.max-age-under': 'page login',
      'pages.standing-consent': 'page login',
      'pages.vat-of-another-user': 'page login',
      'pages.prompt-none-more-scopes': 'fragment: error=login_required state',
      'pages.prompt-none-standing': 'fragment: error=login_required state',
      'pages.finnish.page':
        '<!doctype html>\n<html lang="fi">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Kirjaudu sisään – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (9130, #71c988b2)',
    },
  },
  'error-page-reflects': {
    changes: {
      'pages.finnish.page': anything,
      'pages.*.consent.page': anything,
      'pages.*.login.page': anything,
      'pages.*.merchant.page': anything,
      'pages.error.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Det lykkedes ikke – OpenID-mock</title>\n<link rel="icon" href>\n<style>:roo… (7075, #fce7c3f1)',
    },
  },
  'page-third-party-image': {
    changes: {
      'pages.*.login.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--paper:… (9247, #ed8cd0a0)',
      'pages.*.merchant.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Vælg virksomhed – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (7835, #2e290fc9)',
      'pages.*.consent.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Vil du give adgang? – OpenID-mock</title>\n<link rel="icon" href>\n<style>:r… (8257, #f2c2eae0)',
      'pages.finnish.page':
        '<!doctype html>\n<html lang="fi">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Kirjaudu sisään – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (9243, #20b306f4)',
      'pages.error.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Det lykkedes ikke – OpenID-mock</title>\n<link rel="icon" href>\n<style>:roo… (7103, #8ef86bd3)',
      'pages.logout.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Du er logget ud – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (7036, #ab717e60)',
    },
  },
  'page-language-ignored': {
    changes: {
      'pages.*.login.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--paper:… (9195, #0b00c9fb)',
      'pages.*.merchant.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Vælg virksomhed – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (7783, #d0aa7ea1)',
      'pages.*.consent.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Vil du give adgang? – OpenID-mock</title>\n<link rel="icon" href>\n<style>:r… (8205, #2ac579f5)',
      'pages.finnish.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Kirjaudu sisään – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (9191, #0a480c75)',
      'pages.error.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Det lykkedes ikke – OpenID-mock</title>\n<link rel="icon" href>\n<style>:roo… (7051, #2d09f089)',
      'pages.logout.page':
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Du er logget ud – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{… (6984, #fd5ab2c3)',
    },
  },
  'login-redirect-307': {
    changes: {
      'pages.*.merchant.statuses': '307 302 200',
    },
  },
  'session-cookie-unprotected': {
    changes: {
      '*.callback.headers.set-cookie': 'mobilepay-mock.session=…; Path={path}/sandprod-admin.mobilepay.dk/account',
      'pages.finnish.headers.set-cookie':
        'mobilepay-mock.antiforgery=…; Path={path}/sandprod-admin.mobilepay.dk/account',
      'pages.*.login.headers.set-cookie':
        'mobilepay-mock.antiforgery=…; Path={path}/sandprod-admin.mobilepay.dk/account',
    },
  },
  'login-always-refused': {
    changes: {
      'pages.*.answer.status': gone,
      'pages.*.consent.status': gone,
      'pages.*.answer.headers.*': gone,
      'pages.*.consent.headers.*': gone,
      'pages.*.merchant.headers.cache-control': gone,
      'pages.*.merchant.headers.content-security-policy': gone,
      'pages.*.merchant.headers.referrer-policy': gone,
      'pages.*.merchant.headers.x-content-type-options': gone,
      'pages.*.merchant.headers.x-frame-options': gone,
      'pages.max-age-under': 'page login',
      'pages.standing-consent': 'page login',
      'pages.vat-of-another-user': 'page login',
      'pages.*.merchant.outcome': 'page login',
      'pages.*.merchant.statuses': '200',
      'pages.*.merchant.page':
        '<!doctype html><title>Mock</title><p role="alert">Mock: a fault refuses every login.</p>',
      'pages.*.*.failure': 'no form',
      'pages.*.answer.outcome': 'no form',
      'pages.*.consent.outcome': 'no form',
      'pages.*.answer.page': '',
      'pages.*.answer.statuses': '',
      'pages.*.consent.page': '',
      'pages.*.consent.statuses': '',
      'pages.prompt-none-more-scopes': 'fragment: error=login_required state',
      'pages.prompt-none-standing': 'fragment: error=login_required state',
    },
  },
  'login-session-not-kept': {
    changes: {
      'pages.max-age-under': 'page login',
      'pages.standing-consent': 'page login',
      'pages.vat-of-another-user': 'page login',
      'pages.*.answer.outcome': 'page login',
      'pages.*.consent.outcome': 'page login',
      'pages.*.merchant.outcome': 'page login',
      'pages.*.merchant.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--paper:… (9195, #71d9f5ac)',
      'pages.*.answer.statuses': '200',
      'pages.*.consent.statuses': '200',
      'pages.*.answer.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Fejl: Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--… (9409, #a84095b1)',
      'pages.*.consent.page':
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n<title>Fejl: Log ind – OpenID-mock</title>\n<link rel="icon" href>\n<style>:root{--… (9409, #a84095b1)',
      'pages.*.answer.headers.cache-control': 'no-store',
      'pages.*.answer.headers.expires': gone,
      'pages.*.answer.headers.pragma': gone,
      'pages.*.answer.headers.x-content-security-policy': gone,
      'pages.*.answer.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; frame-ancestors 'none'; base-uri 'none'",
      'pages.prompt-none-more-scopes': 'fragment: error=login_required state',
      'pages.prompt-none-standing': 'fragment: error=login_required state',
      'pages.*.answer.headers.x-frame-options': 'DENY',
      'pages.*.answer.headers.x-content-type-options': 'nosniff',
    },
  },
}

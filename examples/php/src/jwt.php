<?php
// The signature of a JWT, by the openssl extension. With Composer, firebase/php-jwt does what this file does.
declare(strict_types=1);

namespace MobilePay;

/**
 * @param list<mixed> $keys of the JWKS
 * @return array<string, mixed> the claims of a token whose signature is right
 */
function verifyJwt(#[\SensitiveParameter] string $token, array $keys): array
{
    $parts = explode('.', $token);
    if (count($parts) !== 3) {
        throw new AnswerRefused('The ID token is no signed token.');
    }
    [$header, $claims] = [jsonOf($parts[0]), jsonOf($parts[1])];
    // RS256 and nothing else, whatever the token's header says.
    if (($header['alg'] ?? null) !== 'RS256' || isset($header['crit'])) {
        throw new AnswerRefused('The ID token is not signed by RS256.');
    }
    if (!in_array($header['typ'] ?? 'JWT', ['JWT', 'jwt'], true)) {
        throw new AnswerRefused('The token is no ID token (typ).');
    }
    $signature = base64UrlDecode($parts[2]);
    $key = publicKey($keys, $header['kid'] ?? null);
    if (openssl_verify("$parts[0].$parts[1]", $signature, $key, OPENSSL_ALGO_SHA256) !== 1) {
        throw new AnswerRefused('The signature of the ID token is wrong.');
    }
    return $claims;
}

/** The left half of the SHA-256, as c_hash and at_hash have it. */
function halfHash(#[\SensitiveParameter] string $text): string
{
    return base64UrlEncode(substr(hash('sha256', $text, true), 0, 16));
}

function base64UrlEncode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function base64UrlDecode(string $text): string
{
    $bytes = base64_decode(strtr($text, '-_', '+/'), true);
    if ($bytes === false || base64UrlEncode($bytes) !== $text) {
        throw new AnswerRefused('The ID token can’t be read.');
    }
    return $bytes;
}

/** @return array<string, mixed> */
function jsonOf(string $part): array
{
    $content = json_decode(base64UrlDecode($part), true);
    if (!is_array($content)) {
        throw new AnswerRefused('The ID token can’t be read.');
    }
    return $content;
}

/** @param list<mixed> $keys */
function publicKey(array $keys, mixed $kid): \OpenSSLAsymmetricKey
{
    $fits = fn (mixed $key) => is_array($key) && is_string($kid) && ($key['kid'] ?? null) === $kid
        && ($key['kty'] ?? null) === 'RSA' && ($key['use'] ?? 'sig') === 'sig' && ($key['alg'] ?? 'RS256') === 'RS256'
        && is_string($key['n'] ?? null) && is_string($key['e'] ?? null);
    $found = array_values(array_filter($keys, $fits));
    $key = count($found) === 1 ? openssl_pkey_get_public(pem($found[0]['n'], $found[0]['e'])) : false;
    if (!$key || openssl_pkey_get_details($key)['bits'] < 2048) {
        throw new AnswerRefused('No published key has signed the ID token.');
    }
    return $key;
}

/** Modulus and exponent as the SubjectPublicKeyInfo that openssl reads (RFC 3279 2.3.1). */
function pem(string $modulus, string $exponent): string
{
    $integer = function (string $text): string {
        $bytes = ltrim(base64UrlDecode($text), "\0");
        return der("\x02", (ord($bytes[0] ?? "\0") & 0x80 ? "\0" : '') . $bytes);
    };
    $rsaEncryption = hex2bin('300d06092a864886f70d0101010500');
    $key = der("\x30", $integer($modulus) . $integer($exponent));
    $info = der("\x30", $rsaEncryption . der("\x03", "\0$key"));
    return "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($info), 64, "\n") . "-----END PUBLIC KEY-----\n";
}

function der(string $tag, string $content): string
{
    $length = strlen($content);
    if ($length < 0x80) {
        return $tag . chr($length) . $content;
    }
    $bytes = ltrim(pack('N', $length), "\0");
    return $tag . chr(0x80 | strlen($bytes)) . $bytes . $content;
}

<?php
// ID tokens: three of them come, and each has its own rules.
declare(strict_types=1);

namespace MobilePay;

final readonly class IdTokens
{
    /** Seconds by which two clocks may differ. An ID token lives five minutes. */
    private const LEEWAY = 30;

    /** Seconds after which none ends, whatever it says. */
    private const LONGEST_LIFE = 86400;

    /** @param list<mixed> $keys of the JWKS */
    public function __construct(private string $clientId, private array $keys)
    {
    }

    /**
     * The one beside the code: bound to the request by nonce, to the code by c_hash.
     * @return array<string, mixed>
     */
    public function front(
        #[\SensitiveParameter] string $token,
        #[\SensitiveParameter] string $code,
        string $nonce,
    ): array {
        $claims = $this->validate($token);
        self::same($nonce, $claims, 'nonce', 'it answers another request');
        self::same(halfHash($code), $claims, 'c_hash', 'it belongs to another code');
        return $claims;
    }

    /**
     * The one of the code's redemption. It must speak of the same login as the one in front.
     * @param array<string, mixed> $front
     * @return array<string, mixed>
     */
    public function back(
        #[\SensitiveParameter] string $token,
        #[\SensitiveParameter] string $accessToken,
        array $front,
    ): array {
        $claims = $this->validate($token);
        $this->checkAtHash($claims, $accessToken);
        foreach (['sub', 'nonce', 'auth_time', 'idp'] as $name) {
            self::same($front[$name] ?? null, $claims, $name, 'it differs from the one in front');
        }
        return $claims;
    }

    /**
     * The one of a refresh: the same login, and no nonce.
     * @param array<string, mixed> $login
     */
    public function refreshed(
        #[\SensitiveParameter] string $token,
        #[\SensitiveParameter] string $accessToken,
        array $login,
    ): void {
        $claims = $this->validate($token);
        $this->checkAtHash($claims, $accessToken);
        foreach ($login as $name => $value) {
            self::same($value, $claims, $name, 'it is of another login');
        }
    }

    /** @return array<string, mixed> */
    private function validate(#[\SensitiveParameter] string $token): array
    {
        $claims = verifyJwt($token, $this->keys);
        self::same(ISSUER, $claims, 'iss', 'it has another issuer');
        $audience = $claims['aud'] ?? null;
        if ($audience !== $this->clientId && $audience !== [$this->clientId]) {
            throw new AnswerRefused('The ID token is wrong: it is for another client (aud).');
        }
        self::same($this->clientId, $claims + ['azp' => $this->clientId], 'azp', 'it was issued to another client');
        if (!is_string($claims['sub'] ?? null) || $claims['sub'] === '') {
            throw new AnswerRefused('The ID token is wrong: it names no user (sub).');
        }
        $this->checkTimes($claims);
        return $claims;
    }

    /** @param array<string, mixed> $claims */
    private function checkTimes(array $claims): void
    {
        $claims += ['nbf' => 0];
        foreach (['exp', 'iat', 'nbf'] as $name) {
            if (!is_int($claims[$name] ?? null)) {
                throw new AnswerRefused("The ID token is wrong: it has no time ($name).");
            }
        }
        if ($claims['exp'] <= time() - self::LEEWAY || $claims['exp'] > time() + self::LONGEST_LIFE) {
            throw new AnswerRefused('The ID token is wrong: it has expired, or never will (exp).');
        }
        if (max($claims['iat'], $claims['nbf']) > time() + self::LEEWAY) {
            throw new AnswerRefused('The ID token is wrong: it is of the future (iat, nbf).');
        }
    }

    /**
     * Optional beside an access token of the token endpoint; right where it is there.
     * @param array<string, mixed> $claims
     */
    private function checkAtHash(array $claims, #[\SensitiveParameter] string $accessToken): void
    {
        $hash = halfHash($accessToken);
        self::same($hash, $claims + ['at_hash' => $hash], 'at_hash', 'it belongs to another access token');
    }

    /** @param array<string, mixed> $claims */
    private static function same(mixed $expected, array $claims, string $name, string $otherwise): void
    {
        if (($claims[$name] ?? null) !== $expected) {
            throw new AnswerRefused("The ID token is wrong: $otherwise ($name).");
        }
    }
}

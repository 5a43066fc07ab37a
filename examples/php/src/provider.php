<?php
// MobilePay's provider: how it is asked, and what is done with what it answers.
declare(strict_types=1);

namespace MobilePay;

final readonly class Provider
{
    private const SCOPE = 'openid offline_access invoice';

    private Discovery $discovery;

    public function __construct(private Settings $settings)
    {
        $this->discovery = new Discovery($settings->discoveryUrl);
    }

    /**
     * The address to send the merchant to, and what to remember until the answer comes.
     * @return array{string, array<string, mixed>}
     */
    public function begin(string $merchantVat): array
    {
        [$state, $nonce, $verifier] = array_map(fn () => base64UrlEncode(random_bytes(32)), range(1, 3));
        $query = http_build_query([
            'response_type' => 'code id_token',
            'response_mode' => 'form_post',
            'client_id' => $this->settings->clientId,
            'redirect_uri' => $this->settings->redirectUri,
            'scope' => self::SCOPE,
            'state' => $state,
            'nonce' => $nonce,
            'code_challenge' => base64UrlEncode(hash('sha256', $verifier, true)),
            'code_challenge_method' => 'S256',
            'merchant_vat' => $merchantVat,
        ], encoding_type: PHP_QUERY_RFC3986);
        $consent = compact('state', 'nonce', 'verifier', 'merchantVat') + ['begun' => time()];
        return [$this->discovery->document()['authorization_endpoint'] . "?$query", $consent];
    }

    /**
     * The tokens for an answer.
     * @param array<string, string> $fields
     * @param array<string, mixed> $consent
     * @return array<string, mixed>
     * @throws AnswerRefused nothing was asked of the token endpoint, or nothing is kept
     */
    public function redeem(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] array $consent): array
    {
        if (($fields['iss'] ?? ISSUER) !== ISSUER) {
            throw new AnswerRefused('The answer comes from another provider (iss).');
        }
        if (isset($fields['access_token'])) {
            throw new AnswerRefused('The answer has an access token, for which nobody has asked.');
        }
        $code = text($fields, 'code');
        $idTokens = new IdTokens($this->settings->clientId, $this->discovery->keys());
        $front = $idTokens->front(text($fields, 'id_token'), $code, $consent['nonce']);
        $answer = $this->askForTokens([
            'grant_type' => 'authorization_code',
            'code' => $code,
            'redirect_uri' => $this->settings->redirectUri,
            'code_verifier' => $consent['verifier'],
        ]);
        $idTokens->back(text($answer, 'id_token'), text($answer, 'access_token'), $front);
        $login = ['sub' => $front['sub'], 'auth_time' => $front['auth_time'] ?? null];
        return ['login' => $login, 'refreshToken' => text($answer, 'refresh_token')] + access($answer);
    }

    /**
     * New tokens. A one-time refresh token is spent now, so its successor is kept before anything else is done.
     * @param array<string, mixed> $connection
     * @param \Closure(array<string, mixed>): void $keep
     * @return array<string, mixed>
     */
    public function refresh(string $merchantVat, #[\SensitiveParameter] array $connection, \Closure $keep): array
    {
        try {
            $refreshToken = $connection['refreshToken'];
            $answer = $this->askForTokens(['grant_type' => 'refresh_token', 'refresh_token' => $refreshToken]);
        } catch (TokenError $error) {
            throw $error->error === 'invalid_grant' ? new ConsentNeeded($merchantVat) : $error;
        }
        // A client whose tokens are re-used gets the same one back.
        $connection = ['login' => $connection['login'], 'refreshToken' => text($answer, 'refresh_token')];
        $keep($connection);
        $idTokens = new IdTokens($this->settings->clientId, $this->discovery->keys());
        $idTokens->refreshed(text($answer, 'id_token'), text($answer, 'access_token'), $connection['login']);
        $connection += access($answer);
        $keep($connection);
        return $connection;
    }

    /**
     * @param array<string, string> $form
     * @return array<string, mixed>
     */
    private function askForTokens(#[\SensitiveParameter] array $form): array
    {
        $client = ['client_id' => $this->settings->clientId, 'client_secret' => $this->settings->clientSecret];
        $answer = send($this->discovery->document()['token_endpoint'], form: $form + $client);
        $content = $answer->json();
        if ($answer->status !== 200 || isset($content['error'])) {
            $error = $content['error'] ?? null;
            $isCode = is_string($error) && preg_match('/^[a-z_]{1,40}$/D', $error);
            throw new TokenError($isCode ? $error : (string) $answer->status);
        }
        return $content;
    }
}

/** @param array<string, mixed> $answer */
function text(#[\SensitiveParameter] array $answer, string $name): string
{
    $value = $answer[$name] ?? null;
    if (!is_string($value) || $value === '') {
        throw new AnswerRefused("The answer has no $name.");
    }
    return $value;
}

/**
 * @param array<string, mixed> $answer
 * @return array<string, mixed>
 */
function access(#[\SensitiveParameter] array $answer): array
{
    if (strtolower(text($answer, 'token_type')) !== 'bearer') {
        throw new AnswerRefused('The access token is of an unknown type.');
    }
    $life = $answer['expires_in'] ?? null;
    $usable = is_int($life) && $life > 0 && $life <= 3600;
    return ['accessToken' => text($answer, 'access_token'), 'expiresAt' => time() + ($usable ? $life : 0)];
}
